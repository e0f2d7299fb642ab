import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import type { AdapterErrorReason } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Result from "effect/Result"
import { exchange } from "../../src/calls/HttpExchange.ts"

const limit = 1000

/** The answer to a request, as far as it is read. */
const answered = (response: Response) =>
  exchange(
    HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, response))),
    HttpClientRequest.get("https://platform.test/"),
    { timeLimit: 30, answerLimit: limit }
  ).pipe(Effect.mapError(({ reason }) => reason))

const tooLong: AdapterErrorReason = {
  _tag: "ResponseDecode",
  pointer: "",
  expected: "an answer of at most 1000 bytes (option `answerLimit`)",
  found: "a longer one",
  position: null
}

/** A body without an end, and how much of it was read. */
const endless = (piece: Uint8Array<ArrayBuffer>) => {
  const read = { pieces: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      read.pieces++
      controller.enqueue(piece)
    },
    cancel: () => {
      read.cancelled = true
    }
  })
  return { body, read }
}

describe("an answer", () => {
  it.effect("of as many bytes as the limit is read, plain and compressed, and one without a body is empty", () =>
    Effect.gen(function* () {
      const text = "x".repeat(limit)
      assert.strictEqual((yield* answered(new Response(text))).body, text)
      assert.strictEqual((yield* answered(new Response(gzipSync(text)))).body, text)
      assert.strictEqual((yield* answered(new Response(null, { status: 204 }))).body, "")
    })
  )

  it.effect("of one byte more fails with the name of the option, and is not asked for again", () =>
    Effect.gen(function* () {
      const text = "x".repeat(limit + 1)
      assert.deepStrictEqual(yield* Effect.flip(answered(new Response(text))), tooLong)
      assert.deepStrictEqual(yield* Effect.flip(answered(new Response(gzipSync(text)))), tooLong)
    })
  )

  it.effect("that never ends is read to the limit only", () =>
    Effect.gen(function* () {
      const { body, read } = endless(new Uint8Array(300))
      assert.deepStrictEqual(yield* Effect.flip(answered(new Response(body))), tooLong)
      assert.isAtMost(read.pieces, 6)
      assert.isTrue(read.cancelled)
    })
  )

  it.effect("that inflates to many times its size is inflated to the limit only", () =>
    Effect.gen(function* () {
      const bomb = gzipSync(Buffer.alloc(400_000))
      assert.isBelow(bomb.length, limit)
      assert.deepStrictEqual(yield* Effect.flip(answered(new Response(bomb))), tooLong)
    })
  )

  it.effect("that only begins like gzip fails with a position", () =>
    Effect.gen(function* () {
      const result = yield* Effect.result(answered(new Response(new Uint8Array([0x1f, 0x8b, 1, 2]))))
      assert.deepStrictEqual(Result.isFailure(result) && result.failure, {
        _tag: "ResponseDecode",
        pointer: "",
        expected: "gzip",
        found: "4 bytes that are not",
        position: 0
      })
    })
  )
})
