/** A closed client is closed: what is in flight rejects typed, lists end, and no request follows. */
import { setImmediate as turn } from "node:timers/promises"
import { assert, describe, it } from "@effect/vitest"
import { isAdapterError } from "@huidan/core"
import { doors } from "./doors.ts"
import { rejection } from "./rejection.ts"

const window = {
  by: "created",
  since: new Date("2024-05-01T00:00:00Z"),
  until: new Date("2024-05-02T00:00:00Z")
}
const push = { method: "POST", url: "https://reader.test/", headers: {}, body: new Uint8Array() }

const isClosed = (error: unknown): void => {
  assert.isTrue(isAdapterError(error), String(error))
  assert.include(String(error), "the client is closed")
  assert.strictEqual(isAdapterError(error) ? error.reason._tag : "", "Configuration")
}

let addresses = 0

describe.each(doors)("$name", (door) => {
  const hanging = () => {
    let requests = 0
    const client = door.ways.createClient({
      ...door.optionsAt(`http://closing-${++addresses}.test`),
      quota: { requests: 1_000_000, seconds: 1 },
      fetch: () => {
        requests++
        return new Promise(() => undefined)
      }
    })
    return { client, requests: () => requests }
  }
  const { listOrders } = door.package.manifest.capabilities

  it("rejects calls and lists in flight, and what comes later", async () => {
    const { client, requests } = hanging()
    const flights = [
      client.getOrder("1"),
      client.getOrder("2", { signal: new AbortController().signal }),
      ...(listOrders === null
        ? []
        : [
            client.listOrders(window)[Symbol.asyncIterator]().next(),
            client
              .listOrderPages({ ...window, signal: new AbortController().signal })
              [Symbol.asyncIterator]()
              .next()
          ])
    ].map(rejection)
    while (requests() === 0) await turn()
    const closing = client.close()
    for (const error of await Promise.all(flights)) isClosed(error)
    await closing
    const sent = requests()
    const later = [
      client.ready(),
      client.getOrder("3"),
      client.listOrders(window)[Symbol.asyncIterator]().next(),
      client.listOrderPages(window)[Symbol.asyncIterator]().next(),
      client.receivePush(push, () => {})
    ]
    for (const error of await Promise.all(later.map(rejection))) isClosed(error)
    assert.strictEqual(requests(), sent)
    await client.close()
  })

  it("can be closed before anything was asked, and with wrong options", async () => {
    const { client } = hanging()
    await Promise.all([client.close(), client.close()])
    isClosed(await rejection(client.getOrder("1")))
    const wrong = door.ways.createClient({ retries: -1 })
    await wrong.close()
    isClosed(await rejection(wrong.ready()))
  })
})
