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
    Effect.forEach([1, 2, 3, 4, 5], () =>
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

describe("XML of too much", () => {
  it.effect("names or tags is not read", () =>
    Effect.gen(function* () {
      const named = (names: number) =>
        `<xml>${Array.from({ length: names }, (_, index) => `<k${index}>1</k${index}>`).join("")}</xml>`
      assert.strictEqual(Object.keys(Object(yield* readXml(named(1024)))).length, 1024)
      assert.isNull(yield* readXml(named(1025)))
      assert.isNull(yield* readXml(`<xml>${"<a/>".repeat(524_288)}</xml>`))
    })
  )

  it.effect("keeps a member named as the prototype of objects apart", () =>
    Effect.gen(function* () {
      const json = yield* readXml("<xml><__proto__>1</__proto__><a>1</a><__proto__>2</__proto__></xml>")
      assert.strictEqual(JSON.stringify(json), '{"__proto__":["1","2"],"a":"1"}')
    })
  )
})

describe("a push of more parts than an envelope has", () => {
  const names = ["encrypt", "timestamp", "nonce", "signature"]
  /** The envelope's parts, and more of them. */
  const bodies = {
    XML: (more: number) =>
      `<xml>${names.map((name) => `<${name}>1</${name}>`).join("")}${"<a>1</a>".repeat(more)}</xml>`,
    JSON: (more: number) =>
      `{${[...names, ...Array.from({ length: more }, (_, index) => `a${index}`)].map((name) => `"${name}":"1"`).join(",")}}`,
    "a form": (more: number) => `${names.map((name) => `${name}=1`).join("&")}${"&a=1".repeat(more)}`
  }

  it.effect.each(Object.entries(bodies))("is refused without being parsed: %s", ([, bodyOf]) =>
    Effect.gen(function* () {
      const adapter = yield* Effect.provide(make(options), PushLogs.layerMemory)
      const reasonOf = (more: number) => {
        const body = new TextEncoder().encode(bodyOf(more))
        const request = { method: "POST", url: "https://example.com/", headers: {}, body }
        return Effect.map(Effect.flip(adapter.receivePush(request, () => Effect.void)), ({ reason }) => reason)
      }
      // Where the parts are read, the signature decides.
      assert.deepStrictEqual(yield* reasonOf(10), { _tag: "Authentication", kind: "signature" })
      assert.strictEqual((yield* reasonOf(300))._tag, "InvalidRequest")
    })
  )
})
