import type { Command } from './command'
import { annotate } from './verbs/annotate'
import { apiResources, apiVersions } from './verbs/api-resources'
import { apply } from './verbs/apply'
import { auth } from './verbs/auth'
import { autoscale } from './verbs/autoscale'
import { clusterInfo } from './verbs/cluster-info'
import { config } from './verbs/config'
import { cordon, uncordon } from './verbs/cordon'
import { create } from './verbs/create'
import { deleteCommand } from './verbs/delete'
import { describe } from './verbs/describe'
import { diff } from './verbs/diff'
import { drain } from './verbs/drain'
import { edit } from './verbs/edit'
import { events } from './verbs/events'
import { explain } from './verbs/explain'
import { expose } from './verbs/expose'
import { get } from './verbs/get'
import { label } from './verbs/label'
import { alpha, certificate, completion, help, kustomize, plugin } from './verbs/local'
import { options } from './verbs/options'
import { patch } from './verbs/patch'
import { attach, cp, debug, exec, logs, portForward, proxy } from './verbs/pods'
import { replace } from './verbs/replace'
import { rollout } from './verbs/rollout'
import { run } from './verbs/run'
import { scale } from './verbs/scale'
import { set } from './verbs/set'
import { taint } from './verbs/taint'
import { top } from './verbs/top'
import { version } from './verbs/version'
import { wait } from './verbs/wait'

/** All of kubectl's words, in the order in which kubectl adds them and suggestions name them. A new verb is a file in `verbs/` and a word here. */
export const kubectl: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager',
  commands: [
    create,
    expose,
    run,
    set,
    explain,
    get,
    edit,
    deleteCommand,
    rollout,
    scale,
    autoscale,
    certificate,
    clusterInfo,
    top,
    cordon,
    uncordon,
    drain,
    taint,
    describe,
    logs,
    attach,
    exec,
    portForward,
    proxy,
    cp,
    auth,
    debug,
    events,
    diff,
    apply,
    patch,
    replace,
    wait,
    kustomize,
    label,
    annotate,
    completion,
    alpha,
    config,
    plugin,
    version,
    apiVersions,
    apiResources,
    options,
    help,
  ],
}
