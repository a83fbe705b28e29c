import { type ContainerState, type ContainerStatus, dateText } from '../../kinds'
import type { ContainerContext } from './containers'
import type { DescribeWriter } from './writer'

/** What a pod's status says of its containers, for `writeContainers`. */
export function podContext(
  writer: DescribeWriter,
  statuses: readonly ContainerStatus[] = [],
): Pick<ContainerContext, 'writeIds' | 'writeState'> {
  const byName = new Map(statuses.map(status => [status.name, status]))
  return {
    writeIds: ({ name }, place) => {
      const status = byName.get(name)
      if (!status) return
      if (place === 'container') writer.line(`Container ID:\t${status.containerID ?? ''}`, 2)
      else writer.line(`Image ID:\t${status.imageID}`, 2)
    },
    writeState: ({ name }) => {
      const status = byName.get(name)
      if (status) writeStates(writer, status)
    },
  }
}

function writeStates(writer: DescribeWriter, { state = {}, lastState, ready, restartCount }: ContainerStatus): void {
  writeState(writer, 'State', state)
  if (lastState?.terminated) writeState(writer, 'Last State', lastState)
  writer.line(`Ready:\t${ready ? 'True' : 'False'}`, 2)
  writer.line(`Restart Count:\t${restartCount}`, 2)
}

/** `describeStatus`. */
function writeState(writer: DescribeWriter, title: string, { running, waiting, terminated }: ContainerState): void {
  if (running) {
    writer.line(`${title}:\tRunning`, 2)
    writer.line(`Started:\t${dateText(running.startedAt)}`, 3)
  } else if (terminated && !waiting) {
    const { signal = 0 } = terminated as { signal?: number }
    writer.line(`${title}:\tTerminated`, 2)
    if (terminated.reason) writer.line(`Reason:\t${terminated.reason}`, 3)
    if (terminated.message) writer.line(`Message:\t${terminated.message}`, 3)
    writer.line(`Exit Code:\t${terminated.exitCode}`, 3)
    if (signal > 0) writer.line(`Signal:\t${signal}`, 3)
    writer.line(`Started:\t${dateText(terminated.startedAt)}`, 3)
    writer.line(`Finished:\t${dateText(terminated.finishedAt)}`, 3)
  } else {
    writer.line(`${title}:\tWaiting`, 2)
    if (waiting?.reason) writer.line(`Reason:\t${waiting.reason}`, 3)
  }
}
