/** What real orders have and simple test orders lack, by name: each is made on purpose, and recognised in any order. */

import type { FieldPattern } from "@huidan/core"
import { type Order, type OrderTimes, type PrivateText, plainValue, toUnixSeconds } from "@huidan/core"
import * as Redacted from "effect/Redacted"

/** What is recognised in an order, and which fields an answer must carry to show it. */
interface Recognition {
  readonly isIn: (order: Order) => boolean
  /** The fields that show it: all entries of one of the lists. */
  readonly fields: ReadonlyArray<ReadonlyArray<FieldPattern>>
}

/** Lines of an order with many of them, at least, and refunds: more than a page of after-sales has. */
const manyLines = 21

/** Pieces of a line with a large quantity, at least. */
export const largeQuantity = 10_000

/** In fen: ten thousand million yuan. */
export const hugeAmount = 1_000_000_000_000

const day = 86_400
/** Asia/Shanghai is eight hours ahead of UTC and has no summer time. */
const shanghaiOffset = 8 * 3600

/** Whether the instant (unix seconds) is 00:00:00 in Shanghai. */
export const isShanghaiMidnight = (seconds: number): boolean => (seconds + shanghaiOffset) % day === 0

/** Whether the instant (unix seconds) is 23:59:59 in Shanghai on the last day of a month. */
export const isShanghaiMonthEnd = (seconds: number): boolean =>
  isShanghaiMidnight(seconds + 1) && new Date((seconds + 1 + shanghaiOffset) * 1000).getUTCDate() === 1

const isCreatedAt =
  (isMoment: (seconds: number) => boolean) =>
  ({ times }: { readonly times: OrderTimes }): boolean =>
    times.created !== null && isMoment(toUnixSeconds(times.created))

/** What people see of a private text; `null` if it is encrypted and nothing else is shown. */
const visible = (text: PrivateText): string | null =>
  text.state === "plain" ? Redacted.value(text.value) : text.state === "masked" ? text.value : text.masked

const isStated = <A>(value: A | null | undefined): value is A => value !== null && value !== undefined

/** Name, telephone numbers and address of buyer and recipient. */
const peopleTexts = ({ buyer, recipient }: Order): ReadonlyArray<PrivateText> =>
  [buyer.name, ...buyer.phones, recipient?.name, recipient?.phone, recipient?.detail].filter(isStated)

const has =
  (shape: RegExp) =>
  ({ lines, notes }: Order): boolean =>
    [plainValue(notes.buyer), plainValue(notes.seller), ...lines.map(({ title }) => title)].some(
      (text) => text !== null && shape.test(text)
    )

const refundedTwice = ({ refunds }: Order): boolean => {
  const lineIds = refunds.flatMap((refund) => refund.lineIds)
  return new Set(lineIds).size < lineIds.length
}

const isPartOfLine = ({ delivery, lines }: Order): boolean =>
  delivery.shipments.some((shipment) =>
    shipment.lines.some(({ lineId, quantity }) => {
      const line = lines.find((each) => each.lineId !== null && each.lineId === lineId)
      return quantity !== null && isStated(line?.quantity) && quantity < line.quantity
    })
  )

/** Both an emoji and an ideograph that are two UTF-16 units: what a database of three-byte characters cuts. */
const rareCharacters = /^(?=.*\p{Extended_Pictographic}).*[\u{20000}-\u{323AF}]/u

const recognitions = {
  "several parcels": {
    isIn: ({ delivery }) => delivery.shipments.length > 1,
    fields: [["/delivery/shipments"]]
  },
  "parcel of several lines": {
    isIn: ({ delivery }) => delivery.shipments.some((shipment) => shipment.lines.length > 1),
    fields: [["/delivery/shipments/*/lines"]]
  },
  "partial parcel": {
    isIn: isPartOfLine,
    fields: [["/delivery/shipments/*/lines", "/lines/*/lineId", "/lines/*/quantity"]]
  },
  "several refunds": { isIn: ({ refunds }) => refunds.length > 1, fields: [["/refunds"]] },
  "several refunds of one line": { isIn: refundedTwice, fields: [["/refunds/*/lineIds"]] },
  "many refunds": { isIn: ({ refunds }) => refunds.length >= manyLines, fields: [["/refunds"]] },
  "many lines": { isIn: ({ lines }) => lines.length >= manyLines, fields: [["/lines"]] },
  "large quantity": {
    isIn: ({ lines }) => lines.some(({ quantity }) => (quantity ?? 0) >= largeQuantity),
    fields: [["/lines/*/quantity"]]
  },
  "gift line": { isIn: ({ lines }) => lines.some(({ role }) => role === "gift"), fields: [["/lines/*/role"]] },
  "bundled line": { isIn: ({ lines }) => lines.some(({ role }) => role === "bundled"), fields: [["/lines/*/role"]] },
  "bundle with components": {
    isIn: ({ lines }) => lines.some(({ components }) => components.length > 0),
    fields: [["/lines/*/components"]]
  },
  "gift order": { isIn: ({ kind }) => kind === "gift", fields: [["/kind"]] },
  presale: { isIn: ({ kind }) => kind === "presale", fields: [["/kind"]] },
  instalments: { isIn: ({ phases }) => phases.length > 1, fields: [["/phases"]] },
  "several discounts": { isIn: ({ discounts }) => discounts.length > 1, fields: [["/discounts"]] },
  "zero amount": { isIn: ({ amounts }) => amounts.payable === 0, fields: [["/amounts/payable"]] },
  "huge amount": {
    isIn: ({ amounts }) => (amounts.payable ?? 0) >= hugeAmount,
    fields: [["/amounts/payable"]]
  },
  "midnight in Shanghai": { isIn: isCreatedAt(isShanghaiMidnight), fields: [["/times/created"]] },
  "month end in Shanghai": { isIn: isCreatedAt(isShanghaiMonthEnd), fields: [["/times/created"]] },
  "telephone with +86": {
    isIn: (order) => peopleTexts(order).some((text) => visible(text)?.startsWith("+86") === true),
    fields: [["/recipient/phone"], ["/buyer/phones"]]
  },
  "private text in several forms": {
    isIn: (order) => new Set(peopleTexts(order).map(({ state }) => state)).size > 1,
    fields: [
      ["/recipient/name", "/recipient/phone"],
      ["/buyer/name", "/buyer/phones"]
    ]
  },
  emoji: { isIn: has(/\p{Extended_Pictographic}/u), fields: [["/lines/*/title"], ["/notes/buyer"]] },
  // Beyond the Basic Multilingual Plane: two UTF-16 units, four bytes of UTF-8.
  "rare characters in an address": {
    isIn: ({ recipient }) =>
      rareCharacters.test((isStated(recipient?.detail) ? visible(recipient.detail) : null) ?? ""),
    fields: [["/recipient/detail"]]
  },
  "rare ideograph": { isIn: has(/[\u{20000}-\u{323AF}]/u), fields: [["/lines/*/title"], ["/notes/buyer"]] }
} as const satisfies Readonly<Record<string, Recognition>>

/** The name of a trait: `several parcels`, `midnight in Shanghai`. */
export type TrueTrait = keyof typeof recognitions

/** All traits, in the order in which worlds show them. */
export const trueTraits: ReadonlyArray<TrueTrait> = Object.keys(recognitions) as ReadonlyArray<TrueTrait>

/** The traits that are really in an order, however it was made. */
export const traitsOf = (order: Order): ReadonlyArray<TrueTrait> =>
  trueTraits.filter((trait) => recognitions[trait].isIn(order))

/** Whether an answer that carries these fields, but those below `without`, shows the trait. */
export const canShow = (
  {
    carries,
    without = []
  }: { readonly carries: ReadonlyArray<FieldPattern>; readonly without?: ReadonlyArray<FieldPattern> },
  trait: TrueTrait
): boolean => {
  const { fields }: Recognition = recognitions[trait]
  const isStatedAt = (field: FieldPattern): boolean =>
    carries.some((pattern) => overlaps(pattern, field)) &&
    !without.some((pattern) => pattern === field || field.startsWith(`${pattern}/`))
  return fields.some((all) => all.every(isStatedAt))
}

/** Whether one of the fields is the other, or below it. */
const overlaps = (left: FieldPattern, right: FieldPattern): boolean =>
  left === right || left.startsWith(`${right}/`) || right.startsWith(`${left}/`)
