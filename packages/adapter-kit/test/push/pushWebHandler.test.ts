import { AdapterError, type AdapterErrorReason, type PushAnswer, type PushEvent, type PushMessage } from "@huidan/core"
import { afterEach, describe, expect, it, vi } from "vitest"
import { pushWebHandler } from "../../src/client.ts"

const accepted: PushAnswer = { status: 202, headers: { "content-type": "text/plain" }, body: "success" }
const comeAgain: PushAnswer = { status: 503, headers: {}, body: "" }
const event: PushEvent = { id: "m1", type: "paid", orderId: "1", key: "shop/s1/1" }

const failure = (reason: AdapterErrorReason) => new AdapterError({ platform: "shop", reason })

/** What a client does with a verified push of one message. */
const receiver: Parameters<typeof pushWebHandler>[0] = {
  receivePush: (_request, handle) =>
    handle(event).then(
      () => accepted,
      () => comeAgain
    )
}

const refusing = (error: unknown): typeof receiver => ({ receivePush: () => Promise.reject(error) })

const request = () => new Request("http://shop.test/push", { method: "POST", body: "{}" })

const receive = async (
  from: typeof receiver,
  handle: (message: PushMessage) => Promise<void> | void = () => {},
  more: Partial<Parameters<typeof pushWebHandler>[1]> = {}
) => {
  const errors: Array<readonly [unknown, PushMessage | null]> = []
  const onError = (error: unknown, message: PushMessage | null) => void errors.push([error, message])
  const response = await pushWebHandler(from, { handle, onError, ...more })(request())
  return {
    answer: [response.status, response.headers.get("content-type"), await response.text()],
    errors
  }
}

afterEach(() => {
  vi.useRealTimers()
})

describe("a web handler of pushes", () => {
  it("hands every message on, and answers as the platform expects it", async () => {
    const handled: Array<PushMessage> = []
    const { answer, errors } = await receive(receiver, (message) => void handled.push(message))
    expect([answer, handled, errors]).toEqual([[202, "text/plain", "success"], [event], []])
  })

  it.each([
    ["a forged push", failure({ _tag: "Authentication", kind: "signature" }), 401],
    ["an old one", failure({ _tag: "Authentication", kind: "clock" }), 401],
    ["a request that is no push", failure({ _tag: "InvalidRequest", detail: "it is no push" }), 400],
    ["a missing secret", failure({ _tag: "Configuration", detail: "the secret is missing" }), 500],
    ["a door without pushes", failure({ _tag: "NotSupported", detail: "no pushes here" }), 500],
    ["another error", new Error("out of memory"), 500]
  ])("answers %s by its reason, and says why", async (_, error, status) => {
    const { answer, errors } = await receive(refusing(error))
    expect([answer, errors]).toEqual([[status, null, ""], [[error, null]]])
  })

  it.each([
    ["an order that is not found", failure({ _tag: "NotFound" })],
    ["a dead token", failure({ _tag: "Authentication", kind: "token" })],
    ["an error of its own", new Error("the database is away")]
  ])("answers 503 if the handler fails with %s, and says so", async (_, error) => {
    const rejected = await receive(receiver, () => Promise.reject(error))
    const thrown = await receive(receiver, () => {
      throw error
    })
    for (const { answer, errors } of [rejected, thrown])
      expect([answer, errors]).toEqual([[503, null, ""], [[error, event]]])
  })

  it("answers even if the function that is told of errors fails, or is left out", async () => {
    const fails = () => Promise.reject(new Error("no log"))
    const throws = () => {
      throw new Error("no log")
    }
    for (const onError of [fails, throws])
      expect((await receive(refusing(new Error("down")), () => {}, { onError })).answer[0]).toBe(500)
    const silent = await pushWebHandler(refusing(new Error("down")), { handle: () => {} })(request())
    expect(silent.status).toBe(500)
  })

  it("has no body where the status allows none", async () => {
    const empty = { receivePush: () => Promise.resolve({ ...accepted, status: 204 }) }
    expect((await receive(empty)).answer).toEqual([204, "text/plain", ""])
  })

  it.each([
    ["four seconds", {}, 4000],
    ["the seconds that it is told", { acknowledgeWithin: 2 }, 2000]
  ])("answers 503 after %s, while the handler goes on", async (_, more, millis) => {
    vi.useFakeTimers()
    const errors: Array<unknown> = []
    const state = { end: () => {}, isDone: false }
    const handle = () =>
      new Promise<void>((resolve) => {
        state.end = () => {
          state.isDone = true
          resolve()
        }
      })
    const handler = pushWebHandler(receiver, { handle, onError: (error) => void errors.push(error), ...more })
    const first = { status: 0 }
    const answering = handler(request()).then(({ status }) => {
      first.status = status
    })
    await vi.advanceTimersByTimeAsync(millis - 1)
    expect(first.status).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    await answering
    expect([first.status, state.isDone]).toEqual([503, false])
    expect(String(errors)).toContain(`not handled within ${millis / 1000} s`)

    state.end()
    await vi.advanceTimersByTimeAsync(0)
    expect([state.isDone, errors.length, vi.getTimerCount()]).toEqual([true, 1, 0])
  })

  it("says what went wrong after the answer, too", async () => {
    vi.useFakeTimers()
    const errors: Array<unknown> = []
    const late = new Error("too late")
    const handle = () => new Promise<void>((_, reject) => setTimeout(() => reject(late), 10_000))
    const handler = pushWebHandler(receiver, { handle, onError: (error) => void errors.push(error) })
    const answer = handler(request())
    await vi.advanceTimersByTimeAsync(4000)
    expect((await answer).status).toBe(503)
    await vi.advanceTimersByTimeAsync(6000)
    expect(errors.at(-1)).toBe(late)
  })

  it("waits as long as a timer can if it may take for ever", async () => {
    const { answer } = await receive(receiver, () => {}, { acknowledgeWithin: Number.POSITIVE_INFINITY })
    expect(answer[0]).toBe(202)
  })
})
