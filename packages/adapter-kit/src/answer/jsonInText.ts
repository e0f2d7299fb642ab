/** JSON that was sent as a text. */
import type { Json } from "@huidan/core"
import * as Result from "effect/Result"
import { readLossless } from "./LosslessJson.ts"

/** An object or list in it, whole or cut, as JSON or nearly so: `{"name":…`, `[{…`, `{name: …`. */
const structure = /[{[]\s*(?:["'{[]|[\p{L}\p{N}_-]+\s*[:=\uff1a])/u

/** Whether a text has an object or a list in it. No schema says what is in there. */
export const holdsJson = (text: string): boolean => {
  if (structure.test(text)) return true
  const value = /^\s*["[]/.test(text) ? jsonOfText(text) : null
  return typeof value === "string" ? value.length < text.length && holdsJson(value) : value !== null
}

/** The value of a text that is JSON as a whole; `null` if it is not. */
export const jsonOfText = (text: string): Json => {
  const parsed = readLossless(text)
  return Result.isSuccess(parsed) ? parsed.success.value : null
}
