import { describe, expect, test } from 'vitest'
import { Lab } from '../testing/lab'

const pet = { image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }] }
const pods = '/api/v1/namespaces/default/pods'
const services = '/api/v1/namespaces/default/services'

function labWithPet(): Lab {
  const lab = new Lab()
  lab.createPod('kubia-0', 'node-1', pet)
  lab.run(10)
  return lab
}

describe('the API proxy to a pod', () => {
  test('[NW-1] goes to the first declared port, and to another where the URL names one', () => {
    const lab = labWithPet()
    expect(lab.request('GET', `${pods}/kubia-0/proxy/`).body).toContain("You've hit kubia-0")
    expect(lab.request('GET', `${pods}/kubia-0:8080/proxy/x?y=1`).code).toBe(200)
    expect(lab.request('GET', `${pods}/http:kubia-0:8080/proxy/`).code).toBe(200)
  })

  test('[NW-2] what is posted is on a disk or in the container before the answer is there', () => {
    const lab = labWithPet()
    expect(lab.ask('kubia-0', 'x').body).toBe('Data stored on pod kubia-0\n')
    expect(lab.sandboxes('kubia-0')[0]?.status.containers[0]?.layer).toEqual({ '/var/data/kubia.txt': 'x' })
  })

  const nothing = () => undefined
  const cut = (lab: Lab) => lab.setLink('node-1', 'Cut')
  const switchOff = (lab: Lab) => lab.setPower('node-1', 'Off')
  test.each([
    ['a port nobody listens on', 'kubia-0:9', nothing, 'dial tcp 10.244.1.2:9: connect: connection refused'],
    ['a cut link', 'kubia-0', cut, 'dial tcp 10.244.1.2:8080: i/o timeout'],
    ['a machine without power', 'kubia-0', switchOff, 'dial tcp 10.244.1.2:8080: i/o timeout'],
  ])('[NW-3] %s is a 503 with the words of Go', (_, target, happen, words) => {
    const lab = labWithPet()
    happen(lab)
    const response = lab.request('GET', `${pods}/${target}/proxy/`)
    expect(response.code).toBe(503)
    expect(response.body).toMatchObject({
      kind: 'Status',
      reason: 'ServiceUnavailable',
      message: `error trying to reach service: ${words}`,
    })
  })

  test('[NW-4] a missing pod is a 404, one without an address a 400', () => {
    const lab = new Lab()
    lab.createPod('waiting', 'node-1', { image: 'does-not-exist' })
    expect(lab.request('GET', `${pods}/none/proxy/`)).toMatchObject({
      code: 404,
      body: { message: 'pods "none" not found' },
    })
    expect(lab.request('GET', `${pods}/waiting/proxy/`)).toMatchObject({
      code: 400,
      body: { message: 'address not allowed' },
    })
  })
})

describe('the API proxy to a service', () => {
  /** A lab with two ready endpoints and one that is not, behind `kubia-public`. */
  function labWithService(): Lab {
    const lab = labWithPet()
    lab.createPod('kubia-1', 'node-2', pet)
    lab.run(10)
    const metadata = { name: 'kubia-public' }
    const ports = [{ port: 80, targetPort: 8080 }]
    lab.must('POST', services, { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports } })
    const endpoint = (pod: string, ready: boolean) => ({
      addresses: [lab.pod(pod)?.status.podIP],
      conditions: { ready },
      targetRef: { kind: 'Pod', namespace: 'default', name: pod },
    })
    lab.must('POST', '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'kubia-public-1', labels: { 'kubernetes.io/service-name': 'kubia-public' } },
      addressType: 'IPv4',
      endpoints: [endpoint('kubia-0', true), endpoint('kubia-1', true)],
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    })
    return lab
  }

  test('[NW-5] takes a random ready endpoint, by port number or without', () => {
    const lab = labWithService()
    const hit = new Set<unknown>()
    for (let i = 0; i < 20; i++) {
      hit.add(String(lab.request('GET', `${services}/kubia-public/proxy/`).body).split('\n')[0])
      lab.run(1)
    }
    expect([...hit].sort()).toEqual(["You've hit kubia-0", "You've hit kubia-1"])
    expect(lab.request('GET', `${services}/kubia-public:80/proxy/`).code).toBe(200)
  })

  test('[NW-6] without an endpoint or the port it is a 503', () => {
    const lab = labWithService()
    const messageOf = (name: string) =>
      (lab.request('GET', `${services}/${name}/proxy/`).body as { message: string }).message
    expect(messageOf('none')).toBe('no endpoints available for service "none"')
    expect(messageOf('kubia-public:99')).toBe('no service port 99 found for service "kubia-public"')
    expect(messageOf('kubia-public:http')).toBe('no endpoints available for service "kubia-public"')
  })
})

test('[NW-7] a node answers through its kubelet, as long as that can be reached', () => {
  const lab = new Lab()
  expect(lab.request('GET', '/api/v1/nodes/node-1/proxy/healthz')).toMatchObject({ code: 200, body: 'ok' })
  expect(lab.request('GET', '/api/v1/nodes/none/proxy/healthz').code).toBe(404)
  lab.setPower('node-1', 'Off')
  lab.run(1)
  expect(lab.request('GET', '/api/v1/nodes/node-1/proxy/healthz').body).toMatchObject({
    message: 'error trying to reach service: dial tcp 192.168.0.10:10250: i/o timeout',
  })
})
