/** An `HttpClient` that keeps the answers that it gets and the secrets that it sends, for `huidan record`. */
import type { AdapterManifest, OperationName } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { operationAt } from "../operationAt.ts"

export interface HeardAnswer {
  readonly operation: OperationName
  readonly body: Redacted.Redacted<string>
}

export interface Tap {
  readonly client: HttpClient.HttpClient
  /** The answers of the manifest's operations, in the order in which they came. */
  readonly answers: ReadonlyArray<HeardAnswer>
  /** Values in requests and token answers whose names suggest a secret. */
  readonly secrets: ReadonlyArray<Redacted.Redacted<string>>
}

/** A client on `fetch`. `answers` and `secrets` grow with every request. */
export const tapHttpClient = (manifest: AdapterManifest): Effect.Effect<Tap> =>
  Effect.gen(function* () {
    const answers: Array<HeardAnswer> = []
    const secrets: Array<Redacted.Redacted<string>> = []
    const keepSecrets = (pairs: ReadonlyArray<Pair>) => {
      for (const [name, value] of pairs) {
        if (suggestsSecret(name)) for (const secret of [value, ...partsOf(value)]) secrets.push(Redacted.make(secret))
      }
    }
    const inner = yield* HttpClient.HttpClient.pipe(Effect.provide(FetchHttpClient.layer))
    const keepAnswer = (path: string, body: string) => {
      const operation = operationAt(manifest.operations, path)
      if (operation === null) return
      if (manifest.operations[operation]?.answers === "token") keepSecrets(pairsOf(body))
      answers.push({ operation, body: Redacted.make(body) })
    }
    const listen = (response: HttpClientResponse) =>
      Effect.gen(function* () {
        const request = yield* HttpClientRequest.toWeb(response.request).pipe(Effect.option)
        if (request._tag === "None") return response
        const url = new URL(request.value.url)
        const sent = yield* Effect.orElseSucceed(
          Effect.tryPromise(() => request.value.text()),
          () => ""
        )
        keepSecrets([...url.searchParams, ...request.value.headers, ...pairsOf(sent)])
        return overheard(response, (body) => keepAnswer(url.pathname, body))
      })
    const client = HttpClient.transformResponse(inner, Effect.flatMap(listen))
    return { client, answers, secrets }
  })

/**
 * The same response, whose body is kept once its reader has read it to the end. The body is never read on its own, so the
 * reader's limits hold here too.
 */
const overheard = (response: HttpClientResponse, keep: (body: string) => void): HttpClientResponse => {
  const keepText = Effect.tap(response.text, (text) => Effect.sync(() => keep(text)))
  const heard: HttpClientResponse = Object.create(response, {
    arrayBuffer: {
      get: () => Effect.tap(response.arrayBuffer, (bytes) => Effect.sync(() => keep(new TextDecoder().decode(bytes))))
    },
    text: { get: () => keepText },
    // The text of a body that has been read is still there.
    json: { get: () => Effect.tap(response.json, keepText) },
    stream: {
      get: () =>
        Stream.suspend(() => {
          const decoder = new TextDecoder()
          let text = ""
          return response.stream.pipe(
            Stream.tap((piece) =>
              Effect.sync(() => {
                text += decoder.decode(piece, { stream: true })
              })
            ),
            Stream.onEnd(Effect.sync(() => keep(text + decoder.decode())))
          )
        })
    }
  })
  return heard
}

/** The token of `Bearer token`, the values of a cookie. */
const partsOf = (value: string): ReadonlyArray<string> => value.split(/[\s;=]+/).filter((part) => part.length >= 8)

type Pair = readonly [name: string, value: string]

const secretNames = /token|secret|sign|password|passwd|authorization|cookie|session|(^|[_-])key$/i

const suggestsSecret = (name: string): boolean => secretNames.test(name)

/** The texts in a JSON or form body, each with the name of its nearest key. */
const pairsOf = (body: string): ReadonlyArray<Pair> =>
  Result.match(
    Result.try((): unknown => JSON.parse(body)),
    { onSuccess: (json) => membersOf(json, ""), onFailure: () => [...new URLSearchParams(body)] }
  )

const membersOf = (node: unknown, name: string): ReadonlyArray<Pair> => {
  if (typeof node === "string") return [[name, node]]
  if (typeof node !== "object" || node === null) return []
  return Object.entries(node).flatMap(([key, child]) => membersOf(child, Array.isArray(node) ? name : key))
}
