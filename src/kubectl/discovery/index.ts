export { type Discovery, discover, type ResourceType } from './discovery'
export { resourceTypeFor, typeOfManifest, withoutCategories } from './find'
export { groupKindOf, groupResourceOf, groupVersionOf, parseGroupVersion, pathOf, printedKindOf } from './names'
