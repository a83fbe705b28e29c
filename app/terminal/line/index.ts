export { below, drawn, erased, rowOf } from './drawing'
export { type Press, pressesIn } from './keys'
export { type Deed, emptyLine, inserted, type Line, lineOf, pressed } from './line'
