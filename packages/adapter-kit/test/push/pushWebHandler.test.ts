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

/** What is printed on the console meanwhile. */
const hearing = async <A>(run: () => Promise<A>) => {
  const spy = vi.spyOn(console, "log").mockImplementation(() => {})
  const value = await run()
  const logged = spy.mock.calls.map((line) => line.join(" "))
  spy.mockRestore()
  return { value, logged }
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

  it("frees a message that failed at once, and answers in time, while the function that is told of errors never ends", async () => {
    vi.useFakeTimers()
    const calls: Array<string> = []
    const two: typeof receiver = {
      receivePush: async (_request, handle) => {
        for (const id of ["m1", "m2"])
          await handle({ ...event, id }).then(
            () => calls.push(`${id} done`),
            () => calls.push(`${id} free`)
          )
        return comeAgain
      }
    }
    const handle = ({ id }: PushEvent) => (id === "m1" ? Promise.reject(new Error("no")) : Promise.resolve())
    const onError = () => new Promise<void>(() => {})
    const answers = [two, refusing(failure({ _tag: "Authentication", kind: "signature" }))].map((from) =>
      pushWebHandler(from, { handle: (message) => handle(message as PushEvent), onError })(request())
    )
    await vi.advanceTimersByTimeAsync(3999)
    expect(calls).toEqual(["m1 free", "m2 done"])
    await vi.advanceTimersByTimeAsync(1)
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([503, 401])
  })

  it("waits for the function that is told of errors", async () => {
    let isTold = false
    const onError = async () => {
      await new Promise((resolve) => setImmediate(resolve))
      isTold = true
    }
    await receive(refusing(new Error("down")), () => {}, { onError })
    expect(isTold).toBe(true)
  })

  it.each([
    ["no number", { acknowledgeWithin: Number.NaN }],
    ["a negative time", { acknowledgeWithin: -1 }],
    ["no time at all", { acknowledgeWithin: 0 }],
    ["a text", { acknowledgeWithin: "4" }],
    ["an unknown option", { acknowledgeWithn: 4 }],
    ["no function", { handle: undefined }]
  ])("does not take %s in its options: it answers 500 and says why", async (_, more) => {
    const { logged } = await hearing(async () => {
      const { answer, errors } = await receive(receiver, () => {}, more as object)
      expect(answer).toEqual([500, null, ""])
      expect(errors.map(([error]) => (error as AdapterError).reason._tag)).toEqual(["Configuration"])
      expect(String(errors[0]?.[0])).toContain(Object.keys(more)[0])
    })
    expect(logged).toHaveLength(1)
  })

  it("neither throws nor rejects, whatever it is given", async () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error("boom")
        },
        has: () => {
          throw new Error("boom")
        }
      }
    )
    const make = pushWebHandler as (...given: ReadonlyArray<unknown>) => (request: unknown) => Promise<Response>
    const { value } = await hearing(async () => {
      const statuses: Array<number> = []
      for (const options of [undefined, null, 1, hostile])
        statuses.push((await make(receiver, options)(request())).status)
      for (const from of [undefined, hostile, {}, refusing(hostile)])
        statuses.push((await make(from, { handle: () => {} })(request())).status)
      statuses.push((await make(receiver, { handle: () => {} })(undefined)).status)
      for (const odd of [undefined, { ...accepted, headers: { "content-type": "a\nb" } }, { ...accepted, status: 99 }])
        statuses.push((await make({ receivePush: async () => odd }, { handle: () => {} })(request())).status)
      return statuses
    })
    expect(new Set(value)).toEqual(new Set([500]))
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

describe("a body that is too long", () => {
  const post = (body: BodyInit) =>
    new Request("http://shop.test/push", { method: "POST", body, duplex: "half" } as RequestInit)
  const handlerOf = (lengths: Array<number>, errors: Array<unknown>, bodyLimit?: number) =>
    pushWebHandler(
      {
        receivePush: async ({ body }) => {
          lengths.push(body.length)
          return accepted
        }
      },
      {
        handle: () => {},
        onError: (error) => void errors.push(error),
        ...(bodyLimit === undefined ? {} : { bodyLimit })
      }
    )

  it.each([
    [1_048_576, undefined],
    [10, 10]
  ])("than %d bytes is answered with 413, and nobody gets it", async (limit, option) => {
    const [lengths, errors] = [[] as number[], [] as unknown[]]
    const handler = handlerOf(lengths, errors, option)
    expect((await handler(post("x".repeat(limit)))).status).toBe(202)
    expect((await handler(post("x".repeat(limit + 1)))).status).toBe(413)
    expect(lengths).toStrictEqual([limit])
    expect(errors).toHaveLength(1)
    expect(String(errors[0])).toContain(`longer than ${limit} bytes (option \`bodyLimit\` of \`pushWebHandler\`)`)
  })

  it("is not read to its end", async () => {
    let pieces = 0
    const endless = new ReadableStream({
      pull: (controller) => {
        pieces++
        controller.enqueue(new Uint8Array(100))
      }
    })
    expect((await handlerOf([], [], 1000)(post(endless))).status).toBe(413)
    expect(pieces).toBeLessThan(20)
  })
})
