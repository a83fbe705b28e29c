export { JsonPath, shown } from './evaluate'
export { relaxedPath } from './relaxed'
