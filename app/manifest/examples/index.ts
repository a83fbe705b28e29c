export { type Example, brokenExamples, workingExamples } from './examples'
export { ExampleGallery } from './example-gallery'
