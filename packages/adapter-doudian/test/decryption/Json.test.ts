/** The promise client's own call, over HTTP on loopback: plain objects in and out. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { makeTwin, type RunningTwin } from "@huidan/conformance"
import { isAdapterError, type OrderJson } from "@huidan/core"
import * as Effect from "effect/Effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { createDoudianClient, type DoudianClient, type DoudianClientOptions } from "../../src/index.ts"
import { decryptedText } from "../../twin/decryption/Operation.ts"
import { twin } from "../../twin/index.ts"
import { official } from "../support/twinShop.ts"

let world: RunningTwin
let baseUrl: string

const server = createServer(async (request, response) => {
  const { pathname, search } = new URL(request.url ?? "/", "http://twin.test")
  const body = (await buffer(request)).toString("utf8")
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const call = { method: request.method ?? "GET", path: pathname, query: search.slice(1), headers, body }
  const answer = await Effect.runPromise(world.respond(call))
  if (answer._tag === "Reset") request.socket.destroy()
  else response.writeHead(answer.status, answer.headers).end(answer.body)
})

beforeAll(async () => {
  world = await Effect.runPromise(makeTwin(twin, { seed: 3, orders: 30 }))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => void server.close())

const open = (own: Partial<DoudianClientOptions> = {}): DoudianClient => {
  const { options, secrets } = world.shopOptions(baseUrl)
  const quota = { requests: 1_000_000, seconds: 1 }
  return createDoudianClient({ ...options, ...official, appSecret: secrets["appSecret"]!, baseUrl, quota, ...own })
}

/** An order whose recipient is encrypted, as the client gives it. */
const encryptedOrder = async (client: DoudianClient): Promise<OrderJson> => {
  for (const { orderId } of world.orders()) {
    const order = await client.getOrder(orderId)
    if (order.recipient?.phone?.state === "encrypted" && order.recipient.name?.state === "encrypted") return order
  }
  throw new Error("no order is encrypted")
}

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no rejection",
    (error: unknown) => error
  )

describe("decryptOrders of the promise client", () => {
  it("gives plain objects with the texts in plain, also of orders that went through JSON", async () => {
    await using client = open()
    const order = await encryptedOrder(client)
    const { failures, orders } = await client.decryptOrders([JSON.parse(JSON.stringify(order))])
    assert.deepStrictEqual(failures, [])
    const text = (cipher: OrderJson): string => {
      const phone = cipher.recipient?.phone
      return phone?.state === "encrypted" ? decryptedText(phone.cipher) : ""
    }
    assert.deepStrictEqual(orders[0]?.recipient?.phone, { state: "plain", value: text(order) })
    assert.strictEqual(JSON.stringify(orders[0]).includes('"encrypted"'), false)
    const { buyer: _, recipient: __, lines: ___, ...rest } = order
    assert.deepInclude(orders[0], rest)
  })

  it("keeps the raw answer as the caller got it", async () => {
    await using client = open({ raw: "masked" })
    const order = await encryptedOrder(client)
    assert.isNotNull(order.source.raw)
    const { orders } = await client.decryptOrders([order])
    assert.deepStrictEqual(orders[0]?.source, order.source)
  })

  it("reports a text that the platform does not take, and decrypts the others", async () => {
    await using client = open()
    const order = await encryptedOrder(client)
    const forged = {
      ...order.recipient!,
      phone: { state: "encrypted", cipher: "$made$up*=$1$$", masked: null }
    } as const
    const { failures, orders } = await client.decryptOrders([{ ...order, recipient: forged }])
    assert.deepStrictEqual(
      failures.map(({ error, key, pointer }) => [key, pointer, isAdapterError(error), error.reason._tag]),
      [[order.key, "/recipient/phone", true, "PlatformRejected"]]
    )
    assert.strictEqual(orders[0]?.recipient?.phone?.state, "encrypted")
    assert.strictEqual(orders[0]?.recipient?.name?.state, "plain")
  })

  it.each(["", new Map(), {}, 5, undefined])("rejects what is not an array of orders: %j", async (orders) => {
    await using client = open()
    const error = await rejection(client.decryptOrders(orders as never))
    assert.isTrue(isAdapterError(error) && error.reason._tag === "InvalidRequest", String(error))
    assert.match(String(error), /`orders` must be an array of orders/)
  })

  it("rejects a value that is not an order, without quoting it", async () => {
    await using client = open()
    const order = { ...(await encryptedOrder(client)), times: "张三丰 13800000000" }
    const error = await rejection(client.decryptOrders([order as unknown as OrderJson]))
    assert.isTrue(isAdapterError(error) && error.reason._tag === "InvalidRequest")
    assert.match(String(error), /orders\[0\] is not an order \(huidan\/order@1\)/)
    assert.notMatch(String(error), /张三丰|1380000/)
  })

  it("rejects with an AdapterError at 蜂巢, and of another shop's order", async () => {
    await using client = open()
    const order = await encryptedOrder(client)
    await using gateway = createDoudianClient({ appId: "1001", appSecret: "gateway-secret", baseUrl })
    const unsupported = await rejection(gateway.decryptOrders([order]))
    assert.isTrue(isAdapterError(unsupported) && unsupported.reason._tag === "NotSupported")
    await using other = open({ shopId: "1" })
    const stranger = await rejection(other.decryptOrders([order]))
    assert.isTrue(isAdapterError(stranger) && stranger.reason._tag === "InvalidRequest")
  })

  it("stops by an AbortSignal, with its reason", async () => {
    await using client = open()
    const order = await encryptedOrder(client)
    const asked = (): number => world.journal().filter(({ operation }) => operation === "order.batchDecrypt").length
    const before = asked()
    const reason = new Error("the caller went home")
    const error = await rejection(client.decryptOrders([order], { signal: AbortSignal.abort(reason) }))
    assert.strictEqual(error, reason)
    assert.strictEqual(asked(), before)
  })

  it("rejects once the client is closed", async () => {
    const client = open()
    await client.close()
    const error = await rejection(client.decryptOrders([]))
    assert.isTrue(isAdapterError(error) && error.reason._tag === "Configuration")
  })
})
