/** Values that know where they come from, and how they are combined. */

export { present } from "./mapping/OrderDraft.ts"
export { paidBy } from "./mapping/paidBy.ts"
export { restOf } from "./mapping/restOf.ts"
export { signedChange } from "./mapping/signedChange.ts"
export {
  combine,
  entryOf,
  firstOf,
  fixed,
  knownCode,
  lookup,
  product,
  sum,
  sumOfAll,
  Traced
} from "./mapping/Traced.ts"
