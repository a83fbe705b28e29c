export { type Envelope, envelopeOf } from './read'
export { binaryText, MessageWriter } from './wire'
