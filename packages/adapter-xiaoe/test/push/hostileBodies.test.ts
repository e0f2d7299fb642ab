/** Bodies without a valid signature cost no more than valid ones. */
import { assert, describe, it } from "@effect/vitest"
import { PushLogs } from "@huidan/adapter-kit/client"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { make } from "../../src/index.ts"
import { readXml } from "../../src/push/Xml.ts"
import { pushSecrets } from "../../twin/index.ts"

const options = {
  appId: "app1",
  pushToken: Redacted.make(pushSecrets.pushToken),
  pushKey: Redacted.make(pushSecrets.pushKey)
}

/** Processor time of a step in milliseconds, the less of two. */
const cost = (step: Effect.Effect<unknown>): Effect.Effect<number> =>
  Effect.map(
    Effect.forEach([1, 2], () =>
      Effect.gen(function* () {
        const before = process.cpuUsage()
        yield* step
        const { system, user } = process.cpuUsage(before)
        return (user + system) / 1000
      })
    ),
    (times) => Math.min(...times)
  )

const long = 80_000
const shapes = {
  "repeated elements": "<a>1</a>".repeat(long / 8),
  "empty elements": "<a/>".repeat(long / 4),
  "nested elements": "<a><a>1</a></a>".repeat(long / 15),
  entities: `<a>${"&lt;".repeat(long / 4)}</a>`,
  "one long text": `<a>${"x".repeat(long)}</a>`,
  "character data": `<a>${"<![CDATA[x]]>".repeat(long / 13)}</a>`,
  attributes: `<a ${Array.from({ length: long / 12 }, (_, index) => `a${index}="1"`).join(" ")}/>`,
  names: `<${"n".repeat(long)}/>`,
  "cut short": "<a>".repeat(long / 3),
  comments: "<!---->".repeat(long / 7)
}

describe("XML", () => {
  it.effect.each(Object.entries(shapes))("of %s costs about what a message of that size costs", ([, xml]) =>
    Effect.gen(function* () {
      const item = "<item><id>100</id><name>a name of a product</name></item>"
      const honest = yield* cost(readXml(`<xml>${item.repeat(long / item.length)}</xml>`))
      assert.isBelow(yield* cost(readXml(`<xml>${xml}</xml>`)), 25 * honest)
    })
  )
})

describe("a push of more parts than an envelope has", () => {
  const many = 300
  it.effect.each([
    ["XML", `<xml>${"<a>1</a>".repeat(many)}</xml>`],
    ["JSON", `{${Array.from({ length: many }, (_, index) => `"a${index}":1`).join(",")}}`],
    ["a form", "a=1&".repeat(many)]
  ])("is refused without being parsed: %s", ([, text]) =>
    Effect.gen(function* () {
      const adapter = yield* Effect.provide(make(options), PushLogs.layerMemory)
      const body = new TextEncoder().encode(text)
      const url = "https://example.com/?encrypt=a&timestamp=1&nonce=b&signature=c"
      const answer = adapter.receivePush({ method: "POST", url, headers: {}, body }, () => Effect.void)
      const error = yield* Effect.flip(answer)
      // The parts of the address are read, so the signature decides.
      assert.deepStrictEqual(error.reason, { _tag: "Authentication", kind: "signature" })
      const bare = yield* Effect.flip(
        adapter.receivePush({ method: "POST", url: "https://example.com/", headers: {}, body }, () => Effect.void)
      )
      assert.strictEqual(bare.reason._tag, "InvalidRequest")
    })
  )
})
