import { AdapterError, type AdapterErrorReason, type PushDelivery } from "@huidan/core"
import { describe, expect, it } from "vitest"
import { Push } from "../../src/index.ts"

const delivery: PushDelivery = {
  events: [],
  failures: [],
  acknowledgement: { status: 202, headers: { "content-type": "text/plain" }, body: "success" }
}
const failure = (reason: AdapterErrorReason) => new AdapterError({ platform: "shop", reason })
const forged = failure({ _tag: "Authentication", kind: "signature" })
const unreadable = failure({ _tag: "InvalidRequest", detail: "the request is not a push" })
const notFound = failure({ _tag: "NotFound" })

const answerOf = async (received: PushDelivery | Error, onDelivery: () => Promise<void> = () => Promise.resolve()) => {
  const receivePush = () => (received instanceof Error ? Promise.reject(received) : Promise.resolve(received))
  const handler = Push.webHandler({ receivePush }, { onDelivery })
  const answer = await handler(new Request("http://shop.test/push", { method: "POST", body: "{}" }))
  return { status: answer.status, contentType: answer.headers.get("content-type"), body: await answer.text() }
}

describe("a web handler of pushes", () => {
  it("acknowledges a delivery as the platform expects it", async () => {
    expect(await answerOf(delivery)).toEqual({ status: 202, contentType: "text/plain", body: "success" })
  })

  it.each([
    ["a forged push", forged, 401],
    ["one that cannot be read", unreadable, 400],
    ["another error", new Error("out of memory"), 500]
  ])("answers %s by its reason, and delivers nothing", async (_, error, status) => {
    let calls = 0
    const answer = await answerOf(error, async () => {
      calls++
    })
    expect([answer.status, answer.body, calls]).toEqual([status, "", 0])
  })

  it.each([
    ["an order that is not found", notFound],
    ["a dead token", failure({ _tag: "Authentication", kind: "token" })],
    ["an error of its own", new Error("the database is away")]
  ])("answers 500 if onDelivery rejects with %s", async (_, error) => {
    expect((await answerOf(delivery, () => Promise.reject(error))).status).toBe(500)
  })

  it("answers 500 if onDelivery throws", async () => {
    const thrown = () => {
      throw notFound
    }
    expect((await answerOf(delivery, thrown)).status).toBe(500)
  })
})
