/** Orders as they change, for many who follow them. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted, Stream } from "effect"
import { makeWorld, own, request, type World } from "./support/world.ts"

/** The text of the stream until `isEnough`. */
const followed = (world: World, path: string, isEnough: (text: string) => boolean, onFirst: () => void = () => {}) =>
  Effect.promise(() => world.send(request(path, world.tokens.reader))).pipe(
    Effect.flatMap((response) =>
      Stream.fromReadableStream({ evaluate: () => response.body ?? new ReadableStream(), onError: String }).pipe(
        Stream.decodeText,
        Stream.tap(() => Effect.sync(onFirst)),
        Stream.scan(
          () => "",
          (text, part) => text + part
        ),
        Stream.takeUntil(isEnough),
        Stream.runLast
      )
    ),
    Effect.map((last) => (last._tag === "Some" ? last.value : ""))
  )

const idsIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/"orderId":"([^"]+)"/g)].map(([, id = ""]) => id)

describe("the changes", () => {
  it.live("are read once for all who follow them, and each is told of each change once", () =>
    Effect.gen(function* () {
      let reads = 0
      const world = yield* makeWorld({
        seen: (store) => ({
          ...store,
          changes: (after, size) => {
            reads += 1
            return store.changes(after, size)
          }
        })
      })
      const followers = 10
      let joined = 0
      const refresh = (orderId: string) =>
        Effect.promise(() =>
          world.send(request(`/api/orders/${own.platform}/${own.shopId}/${orderId}/refresh`, world.tokens.operator, ""))
        )
      const began = performance.now()
      const following = yield* Effect.forkChild(
        Effect.forEach(
          Array.from({ length: followers }),
          () => {
            let isFirst = true
            return followed(
              world,
              "/api/changes",
              (text) => idsIn(text).length >= 2,
              () => {
                if (isFirst) joined += 1
                isFirst = false
              }
            )
          },
          { concurrency: "unbounded" }
        )
      )
      while (joined < followers) yield* Effect.sleep(5)
      yield* refresh("o_2")
      yield* refresh("o_1")
      for (const text of yield* Fiber.join(following)) assert.deepStrictEqual(idsIn(text), ["o_2", "o_1"])
      assert.isAtMost(reads, 1 + Math.ceil((performance.now() - began) / 1000))
    })
  )

  it.live("go on where a follower was, also if nobody followed meanwhile", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const first = yield* followed(world, "/api/changes?after=0.0", (text) => idsIn(text).length >= 6)
      assert.deepStrictEqual(idsIn(first), ["o_1", "o_2", "o_3", "o_101", "o_102", "o_103"])
      const place = [...first.matchAll(/id: (\S+)/g)].at(-1)?.[1] ?? ""
      yield* Effect.promise(() => world.send(request("/api/orders/fake/s2/o_102/refresh", world.tokens.operator, "")))
      const second = yield* followed(world, `/api/changes?after=${place}`, (text) => idsIn(text).length >= 1)
      assert.deepStrictEqual(idsIn(second), ["o_102"])
    })
  )

  it.live("end when the one who follows is logged out, removed or without its token", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const link = yield* world.accounts.addLink(null, { role: "reader", shops: null })
      const { secret } = yield* world.accounts.redeem(link, "lin", Redacted.make("correct horse battery"))
      const { secret: second } = yield* world.accounts.login("lin", Redacted.make("correct horse battery"))
      const token = yield* world.accounts.addToken("a report", { role: "reader", shops: null }, null)
      const streams = yield* Effect.forEach(
        [
          { cookie: `huidan_session=${Redacted.value(secret)}` },
          { cookie: `huidan_session=${Redacted.value(second)}` },
          { authorization: `Bearer ${Redacted.value(token)}` }
        ],
        (headers) => Effect.promise(() => world.send(request("/api/changes", null, undefined, headers)))
      )
      yield* world.accounts.logout(secret)
      yield* world.accounts.remove("lin")
      yield* world.accounts.removeToken("a report")
      yield* Effect.promise(() => world.send(request("/api/orders/fake/s1/o_1/refresh", world.tokens.operator, "")))
      // A stream that does not end would be read until the test times out.
      for (const stream of streams) {
        const text = yield* Effect.promise(() => stream.text())
        assert.deepStrictEqual([stream.status, idsIn(text)], [200, []])
      }
    })
  )

  it.live("are followed at most ten times by one account, and by others all the same", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const follow = (token: string) => Effect.promise(() => world.send(request("/api/changes", token)))
      const streams: Array<Response> = []
      for (let each = 0; each < 10; each++) {
        const stream = yield* follow(world.tokens.reader)
        const reader = stream.body?.getReader()
        // What was answered has joined when its first event came.
        yield* Effect.promise(async () => await reader?.read())
        reader?.releaseLock()
        streams.push(stream)
      }
      assert.strictEqual((yield* follow(world.tokens.reader)).status, 429)
      streams.push(yield* follow(world.tokens.operator))
      assert.strictEqual(streams.at(-1)?.status, 200)
      for (const stream of streams) yield* Effect.promise(async () => await stream.body?.cancel())
    })
  )
})
