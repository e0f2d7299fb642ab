/** Changes of single fields that many platforms have. */
import { type Order, type PrivateText, plainText, plainValue } from "@huidan/core"
import type { Dice } from "../Dice.ts"
import { buyerNotes, sellerNotes, streets } from "../words.ts"
import type { FieldChange } from "./TrueChanges.ts"

/**
 * For `limits.changes.fields`. Notes are written, written again and cleared; a plain address can change until something has
 * left.
 */
export const fieldChanges = {
  "seller note": (order, { dice }) => withNotes(order, { seller: otherNote(order.notes.seller, sellerNotes, dice) }),
  "buyer note": (order, { dice }) => withNotes(order, { buyer: otherNote(order.notes.buyer, buyerNotes, dice) }),
  address: (order, { dice }) => {
    const { recipient, status } = order
    const waits = status.fulfilment === "unfulfilled" && (status.trade === "pending" || status.trade === "active")
    if (!waits || recipient?.detail?.state !== "plain") return order
    const detail = plainText(
      `${dice.pick(streets)}${dice.between(1, 999)}号 ${dice.between(1, 30)}-${dice.between(101, 2999)}`
    )
    return { ...order, recipient: { ...recipient, detail } }
  }
} as const satisfies Readonly<Record<string, FieldChange>>

const withNotes = (order: Order, notes: Partial<Order["notes"]>): Order => ({
  ...order,
  notes: { ...order.notes, ...notes }
})

const otherNote = (
  note: PrivateText | null,
  words: readonly [string, ...ReadonlyArray<string>],
  dice: Dice
): PrivateText | null => {
  if (note !== null && dice.chance(0.4)) return null
  const written = `${dice.pick(words)} ${dice.between(1, 999)}`
  return plainText(plainValue(note) === written ? `${written}.` : written)
}
