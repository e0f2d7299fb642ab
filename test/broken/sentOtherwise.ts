/** Orders that count as the same by `differences`, and are not as the platform sent them. */
import type { Order, PrivateText } from "@huidan/core"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

const cut = (text: PrivateText | null): PrivateText | null =>
  text?.state === "encrypted" ? { ...text, cipher: text.cipher.slice(0, -1) } : text

const withCutCipher = (order: Order): Order =>
  order.recipient === null ? order : { ...order, recipient: { ...order.recipient, phone: cut(order.recipient.phone) } }

export const cipherCut: BrokenAdapter = {
  mistake: "a cipher loses its last character, and no platform can decrypt it",
  breaks: "fidelity",
  follows: {},
  subject: withOrders(sound.doudian, withCutCipher)
}

export const linesReversed: BrokenAdapter = {
  mistake: "the lines of an order are in another sequence than the platform's",
  breaks: "fidelity",
  follows: {
    "explain-covers": "the explanation names the places of the line that was there",
    "exact-money": "amounts are compared line by line",
    "exact-ids": "ids are compared line by line",
    "unknown-codes-survive": "codes are compared line by line",
    "shape-leniency": "orders are compared line by line"
  },
  subject: withOrders(sound.wshoto, (order) => ({ ...order, lines: order.lines.toReversed() }))
}
