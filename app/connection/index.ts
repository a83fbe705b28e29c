export { ConnectionChip } from './connection-chip'
export { ConnectionNotice } from './connection-notice'
export { QuestionDialog } from './question-dialog'
