import { assert, describe, it } from "@effect/vitest"
import { type EncodedOrder, encodeOrder, fieldPatterns, Order, orderKey, plainText } from "@huidan/core"
import { type Facet, isNewer, overlay } from "../../src/index.ts"

const orderOf = (change: Partial<(typeof Order)["~type.make"]>): EncodedOrder =>
  encodeOrder(
    Order.make({
      key: orderKey("xiaoe", "app1", "o_1"),
      platform: "xiaoe",
      orderId: "o_1",
      shop: { id: "app1" },
      source: { adapter: "@huidan/adapter-xiaoe", adapterVersion: "0.1.0", operation: "order.detail@2.0" },
      ...change
    }),
    { reveal: true, raw: null }
  )

const facet = (
  operation: string,
  askedAt: number,
  carries: string,
  change: Partial<(typeof Order)["~type.make"]>
): Facet => ({ operation, order: orderOf(change), carries: fieldPatterns(carries), updated: null, askedAt })

const at = (order: unknown, path: string): unknown =>
  path
    .split("/")
    .slice(1)
    .reduce(
      (node: unknown, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
      order
    )

describe("the overlay of facets", () => {
  it("of one facet is its order", () => {
    const only = facet("order.detail@2.0", 1, "/amounts/payable", { amounts: { payable: 1999 }, tags: ["vip"] })
    assert.deepStrictEqual(overlay([only]), only.order)
  })

  it("takes a carried field of the facet that was asked for last, in whichever sequence they come", () => {
    const older = facet("order.list@2.0", 1, "/amounts/payable", { amounts: { payable: 1999 } })
    const newer = facet("order.detail@2.0", 2, "/amounts/payable", { amounts: { payable: 1899 } })
    assert.strictEqual(at(overlay([older, newer]), "/amounts/payable"), 1899)
    assert.deepStrictEqual(overlay([newer, older]), overlay([older, newer]))
  })

  it.each([
    ["a carried null clears", "/notes", null],
    ["a null that is not carried leaves alone", "/amounts/payable", "call first"]
  ])("%s", (_, carries, expected) => {
    const older = facet("order.detail@2.0", 1, "/notes", { notes: { buyer: plainText("call first") } })
    const newer = facet("order.list@2.0", 2, carries, { amounts: { payable: 1999 } })
    const note = at(overlay([older, newer]), "/notes/buyer")
    assert.deepStrictEqual(note, expected === null ? null : { state: "plain", value: expected })
  })

  it.each([
    ["carried", "/recipient", null],
    ["carried in part", "/recipient/{name,phone}", "浙江省"],
    ["not carried", "/kind", "浙江省"]
  ])("a block that is missing and %s", (_, carries, province) => {
    const recipient = { name: plainText("王小明"), province: "浙江省" }
    const older = facet("order.detail@2.0", 1, "/recipient", { recipient })
    const newer = facet("order.list@2.0", 2, carries, { kind: "gift" })
    const merged = overlay([older, newer])
    assert.strictEqual(at(merged, "/recipient/province") ?? null, province)
    if (carries !== "/kind") assert.isNull(at(merged, "/recipient/name") ?? null)
  })

  it("takes a list of the facet that carries most of it, as a whole", () => {
    const lines = [{ lineId: "1", title: "茶杯", paid: 1999 }]
    const older = facet("order.detail@2.0", 1, "/lines/*/{lineId,title,paid}", { lines })
    const newer = facet("order.list@2.0", 2, "/lines/*/title", { lines: [{ title: "茶杯(新)" }, { title: "茶碗" }] })
    assert.deepStrictEqual(at(overlay([older, newer]), "/lines"), at(older.order, "/lines"))
    const whole = facet("order.list@2.0", 2, "/lines", { lines: [] })
    assert.deepStrictEqual(at(overlay([older, whole]), "/lines"), [])
  })

  it("keeps what is said without being carried, where no facet carries it", () => {
    const older = facet("order.detail@2.0", 1, "/amounts/payable", { times: { expires: null }, tags: ["vip"] })
    const newer = facet("order.list@2.0", 2, "/amounts/payable", {})
    assert.deepStrictEqual(at(overlay([older, newer]), "/tags"), ["vip"])
  })

  it("has the warnings and the source of the facet that was asked for last", () => {
    const warning = { code: "unit_inferred", path: "/price", message: "fen" } as const
    const older = facet("order.detail@2.0", 1, "/kind", { warnings: [warning] })
    const newer = facet("order.list@2.0", 2, "/kind", {})
    assert.deepStrictEqual(at(overlay([older, newer]), "/warnings"), [])
    assert.deepStrictEqual(at(overlay([{ ...older, askedAt: 3 }, newer]), "/warnings"), [warning])
  })
})

describe("a row of a list that states the update time", () => {
  const changed = 100_000
  const row = (askedAt: number): Facet => ({
    ...facet("order.list@2.0", askedAt, "/status/fulfilment", { status: { fulfilment: "unfulfilled" } }),
    updated: changed
  })
  const detail = (askedAt: number): Facet =>
    facet("order.detail@2.0", askedAt, "/status/fulfilment /amounts", { status: { fulfilment: "partially_shipped" } })

  it.each([
    ["hides a detail that was asked for before the change", changed - 5000, "unfulfilled"],
    ["hides one that was asked for while clocks of the platform may differ", changed + 3999, "unfulfilled"],
    [
      "does not hide one that knows the change, however late the list is read again",
      changed + 4000,
      "partially_shipped"
    ]
  ])("%s", (_, askedAt, expected) => {
    assert.strictEqual(at(overlay([detail(askedAt), row(changed + 600_000)]), "/status/fulfilment"), expected)
  })
})

describe("an answer", () => {
  const stored = { updated: 5000, askedAt: 9000 }

  it.each([
    ["of a later update", { updated: 6000, askedAt: 8000 }, true],
    ["of an earlier update", { updated: 4000, askedAt: 10_000 }, false],
    ["of the same second, asked for later", { updated: 5000, askedAt: 9001 }, true],
    ["of the same second, asked for at the same moment", { updated: 5000, askedAt: 9000 }, true],
    ["of the same second, asked for earlier", { updated: 5000, askedAt: 8999 }, false],
    ["without an update time, asked for later", { updated: null, askedAt: 9001 }, true],
    ["without an update time, asked for earlier", { updated: null, askedAt: 8999 }, false]
  ])("%s", (_, next, expected) => {
    assert.strictEqual(isNewer(stored, next), expected)
  })

  it("is newer than none", () => {
    assert.isTrue(isNewer(null, stored))
  })
})
