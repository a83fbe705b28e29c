export { customResourceDefinitionController } from './controller'
