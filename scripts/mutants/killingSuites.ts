/**
 * The tests that must notice a mistake. A mutant runs those that import its file, in this order, until the first one
 * fails: so the quickest stand first.
 */
export const killingSuites: ReadonlyArray<string> = [
  "packages/core/test/{Money,Time}.test.ts",
  "packages/adapter-kit/test/{codec,lists,mapping}/*.test.ts",
  "packages/adapter-{doudian,wshoto,xiaoe}/test/**/*.test.ts",
  "test/fixtures.test.ts",
  "packages/adapter-{doudian,wshoto,xiaoe}/test/conformance.test.ts",
  // Those that read list after list.
  "packages/adapter-doudian/test/shared/List.test.ts",
  "packages/adapter-xiaoe/test/list20/{Pages,CrossCheck}.test.ts"
]

/** Suites of the simulated platforms themselves, of files in which no mistake is planted, and of processes without it. */
export const otherSuites: ReadonlyArray<string> = [
  "packages/adapter-xiaoe/test/fixtures.test.ts",
  "packages/adapter-*/test/{Auth,Options,index,twin*}.test.ts",
  "packages/adapter-*/test/{twin,push,decryption}/*.test.ts",
  "packages/adapter-*/test/**/{Twin,Tokens}.test.ts"
]

/** Seeds of each law: a mistake that two seeds do not show is one that a test of its own should. */
export const lawSeeds = 2
