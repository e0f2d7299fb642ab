/** Whatever is passed in, every promise of a client rejects with an `AdapterError`, or with the signal's reason. */
import { assert, describe, it } from "@effect/vitest"
import { isAdapterError } from "@huidan/core"
import { type AnyClient, doors } from "./doors.ts"
import { rejection } from "./rejection.ts"

const baseUrl = "http://arguments.test"

/** No test waits for a turn. */
const quickly = { retries: 0, quota: { requests: 1_000_000, seconds: 1 } }

const first = (list: AsyncIterable<unknown>) => list[Symbol.asyncIterator]().next()

const since = new Date("2024-05-01T00:00:00Z")
const until = new Date("2024-05-02T00:00:00Z")
const window = { by: "created", since, until }
const push = { method: "POST", url: "https://reader.test/", headers: {}, body: new Uint8Array() }

/** Numbers that no order has. */
const numbers = [
  undefined,
  null,
  "",
  "  ",
  7,
  3418491419818650316n,
  Number.NaN,
  true,
  {},
  [],
  ["1"],
  Symbol("order"),
  () => "1"
]

const lists = [
  undefined,
  null,
  7,
  "last week",
  {},
  [],
  { ...window, by: "paid" },
  { ...window, by: undefined },
  { ...window, by: 7 },
  { ...window, since: new Date(Number.NaN) },
  { ...window, until: new Date("yesterday") },
  { ...window, since: "2024-05-01" },
  { ...window, until: 1_714_521_600_000 },
  { ...window, since: undefined },
  { ...window, since: until, until: since },
  { ...window, since: new Date(until.getTime() + 1) },
  { ...window, states: "closed" },
  { ...window, states: ["paid"] },
  { ...window, states: [undefined] },
  { ...window, after: 7 },
  { ...window, after: { v: 1 } },
  { ...window, after: "not a cursor" }
]

const pushes = [
  undefined,
  null,
  7,
  "push",
  {},
  { ...push, body: "text" },
  { ...push, body: undefined },
  { ...push, headers: undefined },
  { ...push, headers: { "event-sign": ["a", "b"] } },
  { ...push, method: 7 },
  { ...push, url: undefined }
]

/** Texts that are order numbers by their type. */
const strange = ["\ud800", "\u0000", "\r\nx: y", "../..?a=b#c", "__proto__", "x".repeat(100_000), "\u202e1", "👪"]

const signals = ["now", 7, {}, { aborted: true }, () => true]

const reasonsOf = async (promises: ReadonlyArray<Promise<unknown>>): Promise<ReadonlyArray<string>> => {
  const errors = await Promise.all(promises.map(rejection))
  for (const error of errors) assert.isTrue(isAdapterError(error), String(error))
  return errors.map((error) => (isAdapterError(error) ? error.reason._tag : ""))
}

describe.each(doors)("$name", (door) => {
  const { getOrder, listOrders, receivePush } = door.package.manifest.capabilities
  let requests = 0
  const withClient = async (use: (client: AnyClient) => Promise<void>) => {
    requests = 0
    const client = door.ways.createClient({
      ...door.optionsAt(baseUrl),
      ...quickly,
      fetch: () => {
        requests++
        return Promise.resolve(new Response("{}"))
      }
    })
    await use(client)
    await client.close()
  }

  it("refuses what is no order number, without a request", () =>
    withClient(async (client) => {
      const reasons = await reasonsOf(numbers.map((number) => client.getOrder(number)))
      assert.deepStrictEqual([...new Set(reasons)], [getOrder ? "InvalidRequest" : "NotSupported"])
      assert.strictEqual(requests, 0)
    }))

  it("refuses what is no query, without a request", () =>
    withClient(async (client) => {
      for (const list of [client.listOrders, client.listOrderPages]) {
        const reasons = await reasonsOf(lists.map((query) => first(list(query))))
        const isRefused = (reason: string) =>
          reason === "InvalidRequest" || (reason === "NotSupported" && listOrders === null)
        assert.isTrue(reasons.every(isRefused), reasons.join())
      }
      assert.strictEqual(requests, 0)
    }))

  it("refuses what is not passed on as a push came", () =>
    withClient(async (client) => {
      const reasons = await reasonsOf(pushes.map((request) => client.receivePush(request, () => {})))
      assert.deepStrictEqual([...new Set(reasons)], [receivePush ? "InvalidRequest" : "NotSupported"])
    }))

  it("refuses what cannot handle the messages of a push", () =>
    withClient(async (client) => {
      const handlers = [undefined, null, 7, "handle", {}, [], Symbol("handle")]
      await reasonsOf(handlers.map((handle) => client.receivePush(push, handle)))
    }))

  it("refuses what are no orders to decrypt", () =>
    withClient(async (client) => {
      for (const orders of [undefined, null, 7, "orders", {}, [undefined], [{}], [[]]])
        if (client.decryptOrders !== undefined) await reasonsOf([client.decryptOrders(orders)])
    }))

  it("rejects typed for any text that may be an order number", () =>
    withClient(async (client) => {
      await reasonsOf(strange.map((number) => client.getOrder(number)))
    }))

  it("refuses what is no signal", () =>
    withClient(async (client) => {
      for (const signal of signals) {
        const reasons = await reasonsOf([
          client.ready({ signal }),
          client.getOrder("1", { signal }),
          first(client.listOrders({ ...window, signal })),
          first(client.listOrderPages({ ...window, signal })),
          client.receivePush(push, () => {}, { signal })
        ])
        assert.deepStrictEqual([...new Set(reasons)], ["InvalidRequest"])
      }
      assert.strictEqual(requests, 0)
    }))

  it("rejects with the signal's reason, whatever it is, also of what is refused", () =>
    withClient(async (client) => {
      for (const reason of ["enough", 0, null, new Error("stop")]) {
        const signal = AbortSignal.abort(reason)
        const calls = [
          client.ready({ signal }),
          client.getOrder(undefined, { signal }),
          client.getOrder("1", { signal }),
          first(client.listOrders({ ...window, signal })),
          first(client.listOrderPages({ signal })),
          client.receivePush(null, undefined, { signal })
        ]
        for (const error of await Promise.all(calls.map(rejection))) assert.strictEqual(error, signal.reason)
      }
      assert.strictEqual(requests, 0)
    }))

  it("rejects typed if the function that sends requests throws, or gives what is no answer", async () => {
    for (const fetch of [
      () => {
        throw new TypeError("no network")
      },
      () => Promise.reject("no"),
      () => undefined,
      () => Promise.resolve({ status: 200 })
    ]) {
      const client = door.ways.createClient({ ...door.optionsAt(baseUrl), ...quickly, fetch })
      await reasonsOf([client.getOrder("1"), first(client.listOrders(window))])
      await client.close()
    }
  })
})
