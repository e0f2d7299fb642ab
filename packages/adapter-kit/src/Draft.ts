/** What a mapping returns: an order of which any part may be traced, and from which everything absent may be left out. */
export { afterSaleOfLines } from "./mapping/afterSalePrecedence.ts"
export {
  buyer,
  type DiscountDraft,
  delivery,
  discount,
  type LineDraft,
  line,
  payment,
  recipient,
  refund,
  shipment
} from "./mapping/builders.ts"
export { codes, type OrderDraft } from "./mapping/OrderDraft.ts"
