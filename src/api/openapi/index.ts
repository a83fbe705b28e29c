export { documentsOf } from './documents'
export { serveOpenApi } from './serve'
