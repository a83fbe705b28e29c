export { GoTemplate } from './evaluate'
