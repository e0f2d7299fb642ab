/** Adapters that decide by what was sent, or by what they decoded, which texts are private. */
import { AdapterError, childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"
import { withDecode, withExplainRow } from "./changes.ts"

/** The masked answer, with everything in blocks without a result as it was sent. */
const withEmptyBlocks = (masked: Json, sent: Json): Json => {
  if (isJsonArray(masked) && isJsonArray(sent))
    return masked.map((item, index) => withEmptyBlocks(item, sent[index] ?? null))
  if (!isJsonObject(masked) || !isJsonObject(sent)) return masked
  if (sent["has_result"] === false) return sent
  return Object.fromEntries(
    Object.entries(masked).map(([key, child]) => [key, withEmptyBlocks(child, sent[key] ?? null)])
  )
}

export const emptyBlocksShown: BrokenAdapter = {
  mistake: "a block that says that it is empty is shown with all that is in it",
  breaks: "private-by-schema",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    encode: (order, options) => {
      const encoded = adapter.encode(order, options)
      const { raw } = order.source
      if (options.raw !== "masked" || raw === null) return encoded
      return {
        ...encoded,
        source: { ...encoded.source, raw: withEmptyBlocks(encoded.source.raw, Redacted.value(raw)) }
      }
    }
  }))
}

export const wordsRepeated: BrokenAdapter = {
  mistake: "errors repeat whatever the platform says",
  breaks: "private-by-schema",
  follows: {},
  subject: withDecode(
    sound.wshoto,
    (decode) => (operation, body) =>
      Effect.mapError(decode(operation, body), (error) =>
        error.answer === null
          ? error
          : new AdapterError({ ...error, answer: { ...error.answer, message: `(repeated) ${JSON.parse(body).msg}` } })
      )
  )
}

const unreadKeys = (node: Json, pointer: Pointer): ReadonlyArray<Pointer> => {
  const members = isJsonArray(node) || isJsonObject(node) ? Object.entries(node) : []
  return members.flatMap(([key, child]) => {
    const place = childPointer(pointer, key)
    return /\p{Script=Han}/u.test(key) ? [place] : unreadKeys(child, place)
  })
}

export const unreadRowKeysAsSent: BrokenAdapter = {
  mistake: "the explanation of a stored row lists keys that are names of people",
  breaks: "private-by-schema",
  follows: {},
  subject: withExplainRow(
    sound.wshoto,
    (explainRow) => (operation, row, rawNumbers) =>
      Effect.map(explainRow(operation, row, rawNumbers), (explanation) => ({
        ...explanation,
        unread: [...explanation.unread, ...unreadKeys(row, "")]
      }))
  )
}

export const unreadKeysAsSent: BrokenAdapter = {
  mistake: "the explanation lists keys that are names of people",
  breaks: "private-by-schema",
  follows: {},
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    explain: (operation, body) =>
      Effect.map(adapter.explain(operation, body), (explanation) => ({
        ...explanation,
        unread: [...explanation.unread, ...unreadKeys(JSON.parse(body), "")]
      }))
  }))
}
