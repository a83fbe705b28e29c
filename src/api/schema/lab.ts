import { pod } from './core-pod'
import { objectMeta } from './meta'
import {
  always,
  anything,
  bool,
  int64,
  list,
  map,
  named,
  optional,
  structsOf,
  text,
  textMap,
  texts,
  typeMeta,
} from './notation'

/** lab.sim/v1: machines, links, disks and what really runs. The types are in `src/kinds/lab.ts`; times are virtual milliseconds. */

const struct = structsOf('lab.sim/v1')

const head = { ...typeMeta, metadata: always(objectMeta) }
const moment = optional(int64)

const machineSpec = struct('lab.MachineSpec', {
  power: always(named('lab.Power', 'On', 'Off')),
  kubelet: always(named('lab.KubeletState', 'Running', 'Stopped')),
  capacity: optional(map(text)),
  labels: textMap,
  address: always(text),
  podPrefix: always(text),
})

const machineStatus = struct('lab.MachineStatus', {
  state: always(named('lab.MachineState', 'Off', 'Booting', 'Running')),
  bootStartedAt: moment,
  bootCount: always(int64),
  bootID: always(text),
  bootedAt: always(int64),
  kubeletStartedAt: moment,
  registeredStart: moment,
  seesUnschedulable: optional(bool),
  images: optional(texts),
  lastAddress: always(int64),
})

export const machine = struct('lab.Machine', { ...head, spec: always(machineSpec), status: always(machineStatus) })

const linkSpec = struct('lab.LinkSpec', {
  state: always(named('lab.LinkState', 'Up', 'Cut')),
  latencyMs: always(int64),
})

export const link = struct('lab.Link', { ...head, spec: always(linkSpec) })

const diskFile = struct('lab.DiskFile', {
  path: always(text),
  content: always(text),
  writerPod: always(text),
  writerUID: always(text),
  writerMachine: always(text),
  writtenAt: always(int64),
})

const diskSpec = struct('lab.DiskSpec', {
  machine: text,
  capacityBytes: optional(int64),
  source: always(text),
  volume: text,
  goesWithVolume: optional(bool),
  mustBeAttached: optional(bool),
  podUID: text,
})

const logLine = struct('lab.LogLine', { at: always(int64), text: always(text) })

const diskStatus = struct('lab.DiskStatus', { files: optional(list(diskFile)), attachedTo: texts })

export const disk = struct('lab.Disk', { ...head, spec: always(diskSpec), status: always(diskStatus) })

const containerRun = struct('lab.ContainerRun', {
  startedAt: always(int64),
  exitedAt: always(int64),
  exitCode: always(int64),
  exitReason: always(text),
  containerID: always(text),
})

const probeRecord = struct('lab.ProbeRecord', {
  period: always(int64),
  successes: always(int64),
  failures: always(int64),
  passes: optional(bool),
})

const probeRecords = struct('lab.ProbeRecords', {
  readiness: probeRecord,
  liveness: probeRecord,
  startup: probeRecord,
})

const sandboxContainer = struct('lab.SandboxContainer', {
  name: always(text),
  isInit: optional(bool),
  phase: always(named('lab.ContainerPhase', 'Waiting', 'Running', 'Exited')),
  startCount: always(int64),
  pullAttempts: always(int64),
  pullStartedAt: moment,
  pullEndedAt: moment,
  pullError: text,
  pullFailures: always(int64),
  configError: text,
  configErrorAt: moment,
  values: textMap,
  imageID: text,
  containerID: text,
  startedAt: moment,
  exitedAt: moment,
  exitCode: optional(int64),
  exitReason: text,
  previous: containerRun,
  crashes: always(int64),
  backOffReportedAt: moment,
  ready: always(bool),
  started: always(bool),
  probes: probeRecords,
  killedAt: moment,
  memory: anything,
  wakeAt: moment,
  layer: textMap,
  log: optional(list(logLine)),
  droppedLines: optional(int64),
  previousLog: optional(list(logLine)),
})

const mountError = struct('lab.MountError', { message: always(text), at: always(int64), failures: optional(int64) })

const sandboxSpec = struct('lab.SandboxSpec', { machine: always(text), pod: always(pod) })

const sandboxStatus = struct('lab.SandboxStatus', {
  address: text,
  createdAt: always(int64),
  attempt: always(int64),
  attemptedAt: moment,
  sandboxReadyAt: moment,
  stoppingAt: moment,
  graceMs: optional(int64),
  stoppedAt: moment,
  containers: optional(list(sandboxContainer)),
  mounts: optional(map(text)),
  devices: textMap,
  mountError,
})

export const sandbox = struct('lab.Sandbox', { ...head, spec: always(sandboxSpec), status: always(sandboxStatus) })
