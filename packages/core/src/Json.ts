import * as JsonPointer from "effect/JsonPointer"

/** A JSON value. Numbers a double would change stand as text beside a list of their pointers, see `Order.source`. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** An RFC 6901 pointer: `""` is the whole document, `"/data/list/0"` the first row. */
export type Pointer = string

const needsEscape = /[~/]/

/** The pointer of a child, its key escaped as RFC 6901 wants it. */
export const childPointer = (parent: Pointer, key: string | number): Pointer =>
  `${parent}/${typeof key === "number" || !needsEscape.test(key) ? key : JsonPointer.escapeToken(key)}`

export const isJsonObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const isJsonArray = (value: Json): value is ReadonlyArray<Json> => Array.isArray(value)
