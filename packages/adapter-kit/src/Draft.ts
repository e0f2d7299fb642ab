/** What a mapping returns: an order. Any part may be traced, and what is absent may be left out. */
export {
  type Block,
  block,
  buyer,
  delivery,
  discount,
  line,
  payment,
  recipient,
  refund,
  shipment
} from "./mapping/builders.ts"
export { codes, type OrderDraft } from "./mapping/OrderDraft.ts"
