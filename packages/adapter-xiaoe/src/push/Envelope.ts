/**
 * What stands around an encrypted push. The names of its parts and the form of the body are not published: query and
 * body are read, the body as JSON, XML or a form.
 */
import { parseLossless } from "@huidan/adapter-kit"
import { isJsonObject, type Json, type PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { readXml } from "./Xml.ts"

export interface PushEnvelope {
  /** Base64, as it was signed. */
  readonly cipher: string
  /** As it was signed. */
  readonly timestamp: string
  readonly nonce: string
  readonly signature: string
}

/** In lower case. `msg_signature` goes first: in WeChat's scheme a `signature` beside it does not cover the cipher. */
const names = {
  cipher: ["encrypt"],
  timestamp: ["timestamp"],
  nonce: ["nonce"],
  signature: ["msg_signature", "msgsignature", "signature"]
} as const

/** More than any message of the platform: nothing larger is read before its signature is known. */
const longestBody = 1_048_576

type Parts = ReadonlyMap<string, string>

/** `null` where a part is missing, or the body is too long or no text. */
export const readEnvelope = (request: PushRequest): Effect.Effect<PushEnvelope | null> =>
  Effect.gen(function* () {
    const text = request.body.length > longestBody ? null : textOf(request.body)
    if (text === null) return null
    const parts: Parts = new Map([...ofForm(queryOf(request.url)), ...(yield* ofBody(text))])
    const part = (kind: keyof typeof names): string | undefined =>
      names[kind].flatMap((name) => parts.get(name) ?? []).find((value) => value !== "")
    const [cipher, timestamp, nonce, signature] = [part("cipher"), part("timestamp"), part("nonce"), part("signature")]
    if (cipher === undefined || timestamp === undefined || nonce === undefined || signature === undefined) return null
    // A form turns a `+` that nobody escaped into a space, which Base64 has not.
    return { cipher: cipher.replaceAll(" ", "+"), timestamp, nonce, signature: signature.toLowerCase() }
  })

/** `null` for bytes that are no UTF-8. */
export const textOf = (bytes: Uint8Array): string | null =>
  Result.getOrElse(
    Result.try(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
    () => null
  )

const queryOf = (url: string): string => /\?([^#]*)/.exec(url)?.[1] ?? ""

const ofForm = (text: string): Parts =>
  new Map([...new URLSearchParams(text)].map(([name, value]) => [name.toLowerCase(), value]))

const ofBody = (text: string): Effect.Effect<Parts> => {
  const first = text.trimStart().slice(0, 1)
  if (first === "<") return Effect.map(readXml(text), ofJson)
  if (first === "{")
    return Effect.succeed(
      ofJson(
        Result.getOrElse(
          Result.map(parseLossless(text), ({ value }) => value),
          () => null
        )
      )
    )
  return Effect.succeed(ofForm(text.trim()))
}

const ofJson = (json: Json): Parts =>
  new Map(
    isJsonObject(json)
      ? Object.entries(json).flatMap(([name, value]) =>
          typeof value === "string" || typeof value === "number" ? [[name.toLowerCase(), String(value)] as const] : []
        )
      : []
  )
