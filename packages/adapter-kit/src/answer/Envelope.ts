/** The frame around every answer of a platform. Platforms answer HTTP 200 with an error code inside: it is lifted here. */
import { type AdapterErrorReason, type ErrorCode, type PlatformAnswer, responseDecode } from "@huidan/core"
import { harmlessCode, harmlessWords } from "./harmlessText.ts"
import { Cell, childOf, type Located, spellingOf } from "./Located.ts"

/** The keys of the frame around an answer, all of them in the answer's root. */
export interface EnvelopeKeys {
  /** The key of the result code. */
  readonly code: string
  /** The key of a code that is more precise. */
  readonly subCode?: string
  /** Keys of the platform's message; the first that has text counts. */
  readonly messages: ReadonlyArray<string>
  /** The codes of success. */
  readonly success: ReadonlyArray<string>
  /** Further keys of the frame, which carry nothing of the order. */
  readonly others?: ReadonlyArray<string>
  /** The code of an older frame, which counts if `code` is missing. Its failures have no table. */
  readonly legacy?: { readonly code: string; readonly success: ReadonlyArray<string> }
  /** The frame's own table of codes; the manifest's unless given. One code may mean two things at two gateways. */
  readonly errors?: ReadonlyArray<ErrorCode>
}

/** Why the platform refused, and its own words as they were sent: `harmlessAnswer` says what of them may be shown. */
export interface Refusal {
  readonly reason: AdapterErrorReason
  readonly answer: PlatformAnswer
}

/** Codes and sentences of the platform's documents, which may be shown whole. */
export interface KnownWords {
  readonly codes: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
}

/** What the tables of a platform say. */
export const knownWords = (errors: ReadonlyArray<ErrorCode>, envelopes: ReadonlyArray<EnvelopeKeys>): KnownWords => {
  const all = [...errors, ...envelopes.flatMap((envelope) => envelope.errors ?? [])]
  return {
    codes: new Set([
      ...all.flatMap(({ code, subCode }) => (subCode === null ? [code] : [code, subCode])),
      ...envelopes.flatMap(({ legacy, success }) => [...success, ...(legacy?.success ?? [])])
    ]),
    texts: new Set(all.map(({ text }) => text))
  }
}

/** The platform's code and words as they may be shown: it may repeat private text in any of them. */
export const harmlessAnswer = ({ code, message, subCode }: PlatformAnswer, known: KnownWords): PlatformAnswer => ({
  code: code === null ? null : harmlessCode(code, known.codes),
  subCode: subCode === null ? null : harmlessCode(subCode, known.codes),
  message: message === null || known.texts.has(message) ? message : harmlessWords(message)
})

/** `null` for success, otherwise why the platform refused, by the table of codes. */
export const readEnvelope = (answer: Located, keys: EnvelopeKeys, errors: ReadonlyArray<ErrorCode>): Refusal | null => {
  const code = textOf(childOf(answer, keys.code))
  if (code !== null && keys.success.includes(code)) return null
  const message = keys.messages.map((key) => textOf(childOf(answer, key))).find((text) => text !== null) ?? null
  const legacyCode = code !== null || keys.legacy === undefined ? null : textOf(childOf(answer, keys.legacy.code))
  if (legacyCode !== null && keys.legacy !== undefined) {
    if (keys.legacy.success.includes(legacyCode)) return null
    return { reason: { _tag: "PlatformRejected" }, answer: { code: legacyCode, subCode: null, message } }
  }
  if (code === null) {
    return {
      reason: responseDecode({ pointer: `/${keys.code}`, expected: "a result code", found: "nothing" }),
      answer: { code: null, subCode: null, message: null }
    }
  }
  const subCode = keys.subCode === undefined ? null : textOf(childOf(answer, keys.subCode))
  return { reason: reasonOfCode(code, subCode, keys.errors ?? errors), answer: { code, subCode, message } }
}

/**
 * The reason of a code. A sub-code of the table matches itself, itself followed by `:…`, any that ends with it if it
 * begins with `:`, and any that begins with it if it ends with `*`.
 */
const reasonOfCode = (code: string, subCode: string | null, errors: ReadonlyArray<ErrorCode>): AdapterErrorReason => {
  const candidates = errors.filter((error) => error.code === code)
  const exact = candidates.find(
    (error) => error.subCode !== null && subCode !== null && matches(error.subCode, subCode)
  )
  return exact?.reason ?? candidates.find((error) => error.subCode === null)?.reason ?? { _tag: "PlatformRejected" }
}

const matches = (pattern: string, subCode: string): boolean =>
  pattern.startsWith(":")
    ? subCode.endsWith(pattern)
    : pattern.endsWith("*")
      ? subCode.startsWith(pattern.slice(0, -1))
      : subCode === pattern || subCode.startsWith(`${pattern}:`)

const textOf = (node: Located): string | null => {
  if (!(node instanceof Cell) || node.value === undefined || node.value === null || node.value === "") return null
  return spellingOf(node.value, node.isNumber)
}
