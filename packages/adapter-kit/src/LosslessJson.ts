/** JSON without loss: 64-bit integers and decimals keep their spelling. */
export {
  type JsonSyntaxError,
  type LosslessDocument,
  parseLossless as parse,
  stringifyLossless as stringify
} from "./answer/LosslessJson.ts"
