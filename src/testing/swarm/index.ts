export { PlayedWorld, seedIn } from './played-world'
