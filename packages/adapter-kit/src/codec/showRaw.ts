import { type EncodeOptions, isPrivateText, type Json, type Order, type Pointer, sentText } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import { locate } from "../answer/Located.ts"
import { type Shape, undeclared } from "../mapping/Shape.ts"
import { markPlaces } from "./MarkedPlace.ts"
import { maskRaw, type ShownRaw } from "./maskRaw.ts"

/** What is kept of an answer. */
export interface KeptRaw {
  readonly raw: Redacted.Redacted<Json>
  readonly rawNumbers: Redacted.Redacted<ReadonlyArray<Pointer>>
}

/**
 * A raw answer as it may be shown; `null` if it is left out. `shape` is what its schema says, `null` if no operation of
 * this adapter has it: then nothing is declared. `order` is what the row became, `null` if it could not be read: a
 * mapping may have made private what its schema has as text.
 */
export const showRaw = (
  { raw, rawNumbers }: KeptRaw,
  mode: EncodeOptions["raw"],
  shape: Shape | null,
  order: Order | null
): ShownRaw | null => {
  if (mode === "omit") return null
  const value = Redacted.value(raw)
  const numbers = Redacted.value(rawNumbers)
  if (mode === "full") return { value, numbers }
  const place = markPlaces(locate(value), shape ?? undeclared)
  return maskRaw(place, order === null ? new Set() : privateTextsOf(order), numbers)
}

/** The private texts of an order as the platform sent them: plain, masked or as ciphers. */
const privateTextsOf = ({ source: _source, ...order }: Order): ReadonlySet<string> => new Set(privateTextsIn(order))

const privateTextsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null) return []
  if (isPrivateText(value)) return [sentText(value) ?? ""]
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  return isPlain ? Object.values(value).flatMap(privateTextsIn) : []
}
