export {
  create,
  described,
  type Info,
  objectNameOf,
  objectPathOf,
  patch,
  type ReadOptions,
  read,
  remove,
  replace,
  type WriteOptions,
  withObject,
} from './info'
export { namedLocally } from './query'
export { type ApiMetadata, type ApiObject, send, sendForObject, withQuery } from './requests'
export { type FindOptions, type Found, find, infosOf, itemsOf, visit, without } from './visit'
export { follow, type WatchEvent } from './watch'
