export { type Filter, fieldFilter, labelFilter } from './filters'
