/**
 * The parts of an encrypted push. Their names and the form of the body are not published: query and body are read, the
 * body as JSON, XML or a form.
 */
import { Push, type Shop } from "@huidan/adapter-kit"
import { isJsonObject, type Json, type PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { XiaoeOptions } from "../Options.ts"
import { hasMore, readXml } from "./Xml.ts"

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

/** Every part of a body has at least one of these characters, and at most five. */
const marks = { xml: ["<"], json: ['"', ","], form: ["&"] } as const

/** An envelope has four parts, and a few that are not needed. A body with more marks is not parsed. */
const mostMarks = 256

type Parts = ReadonlyMap<string, string>
const noParts: Parts = new Map()

/** `null` if a part is missing, or the body is not text, or of too many parts. */
export const readEnvelope = (shop: Shop<XiaoeOptions>, request: PushRequest): Effect.Effect<PushEnvelope | null> =>
  Effect.gen(function* () {
    const text = textOf(request.body)
    if (text === null) return null
    const parts: Parts = new Map([...ofForm(queryOf(request.url)), ...(yield* ofBody(shop, text))])
    const part = (kind: keyof typeof names): string | undefined =>
      names[kind].flatMap((name) => parts.get(name) ?? []).find((value) => value !== "")
    const [cipher, timestamp, nonce, signature] = [part("cipher"), part("timestamp"), part("nonce"), part("signature")]
    if (cipher === undefined || timestamp === undefined || nonce === undefined || signature === undefined) return null
    // A form turns an unescaped `+` into a space, which Base64 does not have.
    return { cipher: cipher.replaceAll(" ", "+"), timestamp, nonce, signature: signature.toLowerCase() }
  })

/** Text without its byte-order mark, which no signature covers; `null` for bytes that are not UTF-8. */
export const textOf = (body: Uint8Array): string | null => Push.textOf({ body })?.replace(/^\uFEFF/, "") ?? null

const queryOf = (url: string): string => /\?([^#]*)/.exec(url)?.[1] ?? ""

const ofForm = (text: string): Parts =>
  new Map([...new URLSearchParams(text)].map(([name, value]) => [name.toLowerCase(), value]))

const ofBody = (shop: Shop<XiaoeOptions>, text: string): Effect.Effect<Parts> => {
  const first = text.trimStart().slice(0, 1)
  const form = first === "<" ? "xml" : first === "{" ? "json" : "form"
  // The signature is not verified yet, so anybody may have sent this.
  if (marks[form].some((mark) => hasMore(text, mark, mostMarks))) return Effect.succeed(noParts)
  if (form === "xml") return Effect.map(readXml(text), ofJson)
  if (form === "form") return Effect.succeed(ofForm(text.trim()))
  return Push.parse(shop, text).pipe(
    Effect.map((node) => ("json" in node ? ofJson(node.json) : noParts)),
    Effect.orElseSucceed(() => noParts)
  )
}

const ofJson = (json: Json): Parts => (isJsonObject(json) ? new Map(Object.entries(json).flatMap(partOf)) : noParts)

const partOf = ([name, value]: readonly [string, Json]): ReadonlyArray<readonly [string, string]> =>
  typeof value === "string" || typeof value === "number" ? [[name.toLowerCase(), String(value)]] : []
