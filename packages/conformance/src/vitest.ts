/**
 * The laws as vitest tests. Import it before the adapter: what an adapter takes of Node.js's functions when it loads is
 * heard then.
 */
import { prepareHearing } from "./process/output/hearOutput.ts"

export { type ConformanceOptions, conformance } from "./law/lawTests.ts"

prepareHearing()
