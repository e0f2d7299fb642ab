/**
 * The tests that must notice a mistake. For a mutant, those that import its file run in this order until the first one
 * fails, so the quickest come first.
 */
export const killingSuites: ReadonlyArray<string> = [
  "packages/core/test/{Money,Time}.test.ts",
  "packages/adapter-kit/test/{codec,lists,mapping}/*.test.ts",
  "packages/adapter-{doudian,wshoto,xiaoe}/test/**/*.test.ts",
  "test/fixtures.test.ts",
  "packages/adapter-{doudian,wshoto,xiaoe}/test/conformance.test.ts",
  // These read many lists.
  "packages/adapter-doudian/test/shared/List.test.ts",
  "packages/adapter-xiaoe/test/list20/{Pages,CrossCheck}.test.ts"
]

/** Suites of the simulated platforms, of files without mutants, and of processes that run without the mutant. */
export const otherSuites: ReadonlyArray<string> = [
  "packages/adapter-xiaoe/test/fixtures.test.ts",
  "packages/adapter-*/test/{Auth,Options,index,twin*}.test.ts",
  "packages/adapter-*/test/{twin,push,decryption}/*.test.ts",
  "packages/adapter-*/test/**/{Twin,Tokens}.test.ts"
]

/** Seeds of each law. A mistake that two seeds do not show needs its own test. */
export const lawSeeds = 2
