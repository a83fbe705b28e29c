import type { PodTemplateSpec } from '../../../kinds'
import { DescribeWriter, writePodTemplate } from '../../describe'

/** A pod template as `describe` shows it, its tabs as they are: nobody aligns them here. */
export function templateText(template: unknown): string {
  const writer = new DescribeWriter(true)
  writePodTemplate(writer, template as PodTemplateSpec)
  return writer.take()
}
