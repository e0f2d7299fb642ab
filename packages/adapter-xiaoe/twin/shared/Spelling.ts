/** How Xiaoe writes money, time and absent values. The twin's own code, so that it shares no mistake with a decoder. */

import { type Dice, type JsonNode, literal, makeDice } from "@huidan/conformance"
import { type Order, type PrivateText, sentText } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** The samples of both 1.0 documents print this for "never". */
export const unsetTime = "0000-00-00 00:00:00"

const shanghai = DateTime.zoneMakeOffset(8 * 3600 * 1000)

/** Zone-less text. The documents name no zone; an internal zero date printed as 08:00 says it is Asia/Shanghai. */
export const wallTime = (instant: DateTime.Utc | null, unset = unsetTime): string =>
  instant === null
    ? unset
    : DateTime.formatIsoOffset(DateTime.setZone(instant, shanghai)).slice(0, 19).replace("T", " ")

/** Two ways in which 2.0 prints "never": its template has `""`, the 1.0 samples the zero date. */
export const never = (dice: Dice): string => dice.pick(["", unsetTime])

/** Unix seconds, 0 for never. */
export const unixSeconds = (instant: DateTime.Utc | null): number =>
  instant === null ? 0 : Math.floor(DateTime.toEpochMillis(instant) / 1000)

/** Fen as yuan text with two places: the sample of detail 1.0 prints `"0.01"`. */
export const yuan = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, "0")
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Fen as a bare yuan number without idle zeros: the form of a field that the table calls `float` or `int` yuan. */
const yuanNumber = (fen: number): JsonNode => literal(yuan(fen).replace(/\.?0+$/, ""))

/** Where table (number) and sample (text) disagree, or the table says `float` and nothing is printed. */
export const yuanEither = (fen: number, dice: Dice): JsonNode => (dice.chance(0.5) ? yuan(fen) : yuanNumber(fen))

/** Private text as the answer has it; Xiaoe sends it plain. */
export const shown = (text: PrivateText | null | undefined): string => sentText(text) ?? ""

/** A choice that the order makes for good, so that what is encoded and what is expected agree on it. */
export const choiceOf = <A>(order: Pick<Order, "orderId">, about: string, ...choices: readonly [A, ...Array<A>]): A =>
  makeDice(order.orderId, about).pick(choices)

/** True for this share of the orders (0 to 1), for good. */
export const isOneOf = (order: Pick<Order, "orderId">, about: string, share: number): boolean =>
  makeDice(order.orderId, about).chance(share)

export const sum = (amounts: ReadonlyArray<number | null>): number =>
  amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0)
