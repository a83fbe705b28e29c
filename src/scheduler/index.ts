export { type SchedulerOptions, schedulerController } from './controller'
