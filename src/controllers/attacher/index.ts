export { type AttacherOptions, createAttacher } from './controller'
