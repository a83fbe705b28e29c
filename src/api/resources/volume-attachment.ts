import { deepEqual } from '../../base'
import type { VolumeAttachment, VolumeError } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { attacherErrors } from './csi-names'
import { type FieldError, forbidden, invalid, required, tooLong } from './field-error'
import { subdomainProblems } from './names'
import { defineResource } from './types'
import { inlineVolumeErrors } from './volume-source'

const mostMetadataBytes = 256 * 1024
const mostMessageBytes = 1024

/**
 * `pkg/apis/storage/validation: ValidateVolumeAttachment`. Recorded (validation/attachments): what the declarative rules say of the attacher
 * comes last.
 */
function validate(attachment: VolumeAttachment): readonly FieldError[] {
  const { attacher = '', source = {}, nodeName = '' } = attachment.spec ?? {}
  const volume = source.persistentVolumeName
  const errors = [
    ...sourceErrors(source),
    ...nameErrors(nodeName, 'spec.nodeName'),
    ...statusErrors(attachment.status),
    ...(volume === undefined ? [] : nameErrors(volume, 'spec.source.persistentVolumeName')),
  ]
  return [...errors, ...attacherErrors(attacher, 'spec.attacher')]
}

function nameErrors(name: string, path: string): readonly FieldError[] {
  return subdomainProblems(name).map(problem => invalid(path, name, problem))
}

function sourceErrors(source: VolumeAttachment['spec']['source']): readonly FieldError[] {
  const { persistentVolumeName: name, inlineVolumeSpec: inline } = source
  const detail = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'
  if (inline && name !== undefined) return [forbidden('spec.source', detail)]
  if (inline) return inlineVolumeErrors(inline, 'spec.source.inlineVolumeSpec')
  if (name === undefined) return [required('spec.source', detail)]
  return name ? [] : [required('spec.source.persistentVolumeName', 'must specify non empty persistentVolumeName')]
}

function statusErrors(status: Partial<VolumeAttachment['status']> = {}): readonly FieldError[] {
  const { attachmentMetadata = {}, attachError, detachError } = status
  const bytes = Object.entries(attachmentMetadata).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  const errors: FieldError[] = []
  if (bytes > mostMetadataBytes)
    errors.push(tooLong('status.attachmentMetadata', `may not be more than ${mostMetadataBytes} bytes`))
  if (attachError) errors.push(...errorErrors(attachError, 'status.attachError'))
  if (detachError) errors.push(...errorErrors(detachError, 'status.detachError'))
  return errors
}

function errorErrors({ message = '', errorCode = 0 }: VolumeError, path: string): readonly FieldError[] {
  const errors: FieldError[] = []
  if (message.length > mostMessageBytes)
    errors.push(tooLong(`${path}.message`, `may not be more than ${mostMessageBytes} bytes`))
  if (errorCode < 0) errors.push(invalid(`${path}.errorCode`, errorCode, 'must be between 0 and 2147483647, inclusive'))
  return errors
}

/** `ValidateVolumeAttachmentUpdate`, for the status too: a wish never changes. Recorded: the value is printed as null. */
function validateUpdate(next: VolumeAttachment, previous: VolumeAttachment): readonly FieldError[] {
  const errors = [...validate(next)]
  if (!deepEqual(next.spec, previous.spec)) errors.push(invalid('spec', null, 'field is immutable'))
  return errors
}

export const volumeAttachmentResource = defineResource<VolumeAttachment>({
  kind: 'VolumeAttachment',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  shortNames: [],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('VolumeAttachment')
  },
  subresources: ['status'],
  hasGeneration: false,
  nameRule: 'subdomain',
  answersWithDeleted: true,
  defaults: attachment => attachment,
  prepareForCreate: attachment => ({ ...attachment, status: { attached: false } }),
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  /** Labels and the like cannot be changed through this door (`ResetObjectMetaForStatus`). */
  prepareForStatusUpdate: (next, previous) => ({
    ...previous,
    status: { ...next.status, attached: next.status?.attached ?? false },
  }),
  validate,
  validateUpdate,
  validateStatusUpdate: validateUpdate,
  columns: [
    nameColumn,
    {
      ...textColumn<VolumeAttachment>(
        'Attacher',
        'attacher indicates the name of the volume driver that MUST handle this request. This is the name returned by GetPluginName().',
        ({ spec }) => spec.attacher,
      ),
      format: 'name',
    },
    textColumn<VolumeAttachment>(
      'PV',
      'persistentVolumeName represents the name of the persistent volume to attach.',
      ({ spec }) => spec.source.persistentVolumeName ?? '',
    ),
    textColumn<VolumeAttachment>(
      'Node',
      'nodeName represents the node that the volume should be attached to.',
      ({ spec }) => spec.nodeName,
    ),
    {
      ...textColumn<VolumeAttachment>(
        'Attached',
        'attached indicates the volume is successfully attached. This field must only be set by the entity completing the attach operation, i.e. the external-attacher.',
        ({ status }) => status.attached,
      ),
      type: 'boolean',
    },
    ageColumn,
  ],
})
