export { type CaseResult, caseFiles, runCase } from './conformance/run'
