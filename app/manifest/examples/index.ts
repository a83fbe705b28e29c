export { ExampleGallery } from './example-gallery'
export { brokenExamples, type Example, workingExamples } from './examples'
