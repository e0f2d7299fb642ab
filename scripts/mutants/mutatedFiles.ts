/** Where mistakes are planted: mapping, money, time, paging and error tables. */
export const mutatedFiles: ReadonlyArray<string> = [
  "packages/adapter-{doudian,wshoto,xiaoe}/src/**/*.ts",
  // Files without mapping, paging and tables: the laws and the fault matrix test them.
  "!packages/adapter-*/src/{index,Auth,Options}.ts",
  "!packages/adapter-*/src/**/Wire.ts",
  "!packages/adapter-*/src/{push,decryption}/*.ts",
  "!packages/adapter-doudian/src/official/Tokens.ts",
  "packages/core/src/{Money,Time}.ts",
  "packages/adapter-kit/src/lists/{numberedPages,listPages,ListPosition,SeenRows}.ts",
  "packages/adapter-kit/src/{codec/amountCheck,mapping/signedChange,mapping/Traced}.ts"
]
