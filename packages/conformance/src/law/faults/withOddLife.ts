import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { isListNode, isLiteral, isObjectNode, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { parseBody } from "../answer/decode.ts"

/** What a platform should never state as the life of a token, in seconds; `undefined`: it states none. */
export const oddLives: ReadonlyArray<readonly [name: string, life: JsonNode | undefined]> = [
  ["a fraction", literal("1800.5")],
  ["a word", "soon"],
  ["nothing", undefined],
  ["no time", literal("0")],
  ["a time in the past", literal("-60")],
  ["longer than anything lasts", literal("1e18")]
]

export interface OddLife {
  readonly life: JsonNode | undefined
  /** How long tokens are valid, in seconds. */
  readonly lifetime: number
  /** Whether this is the address of an operation that gives tokens. */
  readonly givesTokens: (path: string) => boolean
  /** Runs for each answer that states the odd life. */
  readonly stated: () => void
}

/** The client with answers that state an odd life of their tokens. */
export const withOddLife = (
  client: HttpClient.HttpClient,
  { givesTokens, life, lifetime, stated }: OddLife
): HttpClient.HttpClient =>
  HttpClient.transformResponse(client, (responding) =>
    Effect.gen(function* () {
      const response = yield* responding
      if (!givesTokens(new URL(response.request.url).pathname)) return response
      const body = writeJson(replaceLife(parseBody(yield* response.text), lifetime, life, stated))
      const { headers, status } = response
      return HttpClientResponse.fromWeb(response.request, new Response(body, { status, headers }))
    })
  )

/** Replaces the numbers that can only be the rest of a token's life: more than half of it. */
const replaceLife = (node: JsonNode, lifetime: number, life: JsonNode | undefined, replaced: () => void): JsonNode => {
  if (!isObjectNode(node) || isListNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => {
      const number = isLiteral(child) ? Number(child.text) : typeof child === "string" ? Number(child) : child
      if (typeof number === "number" && number > lifetime / 2 && number <= lifetime) {
        replaced()
        return [key, life] as const
      }
      return [key, child === undefined ? child : replaceLife(child, lifetime, life, replaced)] as const
    })
  )
}
