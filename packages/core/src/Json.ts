import * as JsonPointer from "effect/JsonPointer"

/** A JSON value. A number that a double would change is kept as text; its pointer is listed, see `Order.source`. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** An RFC 6901 pointer: `""` is the whole document, `"/data/list/0"` the first row. */
export type Pointer = string

const needsEscape = /[~/]/

/**
 * The pointer of a child, with `~` and `/` in the key escaped (RFC 6901).
 *
 * ```ts
 * import { childPointer } from "@huidan/core"
 *
 * childPointer("/data", 0) // => "/data/0"
 * childPointer("", "a/b") // => "/a~1b"
 * ```
 */
export const childPointer = (parent: Pointer, key: string | number): Pointer =>
  `${parent}/${typeof key === "number" || !needsEscape.test(key) ? key : JsonPointer.escapeToken(key)}`

/** Whether a JSON value is an object: not `null`, not a list. */
export const isJsonObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Whether a JSON value is a list. */
export const isJsonArray = (value: Json): value is ReadonlyArray<Json> => Array.isArray(value)
