/** The laws as vitest tests. */
export { type ConformanceOptions, conformance } from "./law/lawTests.ts"
