/** Where mistakes are planted: mapping, money, time, paging and error tables. */
export const mutatedFiles: ReadonlyArray<string> = [
  "packages/adapter-{doudian,wshoto,xiaoe}/src/*.ts",
  // Rooms that neither map, nor page, nor hold a table: their promises are kept by the laws and the fault matrix.
  "!packages/adapter-*/src/index.ts",
  "!packages/adapter-*/src/*{Wire,Client,Auth,Options,Push,Token,Decryption,Door,Fengchao,Official,Codec}*.ts",
  "packages/core/src/{Money,Time}.ts",
  "packages/adapter-kit/src/lists/{numberedPages,listPages,ListPosition,SeenRows}.ts",
  "packages/adapter-kit/src/{codec/amountCheck,mapping/signedChange,mapping/Traced}.ts"
]
