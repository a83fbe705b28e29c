import { corePods } from './core-pods'
import { coreRest } from './core-rest'
import { coreVolumes } from './core-volumes'
import {
  apiextensions,
  apps,
  authentication,
  authorization,
  autoscaling,
  coordination,
  discovery,
  events,
  policy,
  scheduling,
  storage,
} from './groups'
import { meta } from './meta'
import type { FieldNumbers } from './types'

/** The fields of all structs by Go package. */
export const packages: Readonly<Record<string, FieldNumbers>> = {
  'k8s.io/api/core/v1': { ...corePods, ...coreRest, ...coreVolumes },
  'k8s.io/apimachinery/pkg/apis/meta/v1': meta,
  'k8s.io/api/storage/v1': storage,
  'k8s.io/api/apps/v1': apps,
  'k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1': apiextensions,
  'k8s.io/api/discovery/v1': discovery,
  'k8s.io/api/events/v1': events,
  'k8s.io/api/policy/v1': policy,
  'k8s.io/api/coordination/v1': coordination,
  'k8s.io/api/authorization/v1': authorization,
  'k8s.io/api/scheduling/v1': scheduling,
  'k8s.io/api/autoscaling/v1': autoscaling,
  'k8s.io/api/authentication/v1': authentication,
}
