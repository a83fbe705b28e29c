export type { Answer } from './answer'
export { clausesOf, type Media, negotiate } from './media'
export { render, renderPlain } from './render'
