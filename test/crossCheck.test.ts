/**
 * Three answers of Xiaoe about one true order decode to the same order.
 *
 * If all three answers can express an order, they agree in everything that they have in common; otherwise in what the
 * twin's `agreements` name. How many orders were compared in each field is printed, and must not decrease.
 */

import { assert, beforeAll, describe, it } from "@effect/vitest"
import { type Agreement, agreements, isToldByAll, twin } from "@huidan/adapter-xiaoe/twin"
import { makeTwin, type RunningTwin } from "@huidan/conformance"
import { isOrder, type Json, type Order, type OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import { subjectsWithTwins } from "./twins.ts"

const seeds = [1, 2, 3]
const ordersOfSeed = 200

const operations = ["order.list@1.0", "order.detail@1.0", "order.detail@2.0"]

/** A true order, and what each operation's answer about it decodes to. */
interface Decoded {
  readonly order: Order
  readonly decoded: ReadonlyMap<string, Json>
}

const make = subjectsWithTwins.find(({ platform }) => platform === "xiaoe")!.make

const decodeOrder = (world: RunningTwin, adapter: OrderAdapter, order: Order, variation: number) =>
  Effect.gen(function* () {
    const decoded = new Map<string, Json>()
    for (const operation of operations) {
      const [record] = yield* adapter.decode(operation, world.body(operation, [order], { variation })!)
      assert.isTrue(record !== undefined && isOrder(record), `${operation} ${order.orderId}`)
      const json = adapter.encode(record as Order, { reveal: true, raw: "omit" })
      decoded.set(operation, JSON.parse(JSON.stringify(json)) as Json)
    }
    return { order, decoded }
  })

const decodeAll = Effect.gen(function* () {
  const adapter = yield* make
  const all: Array<Decoded> = []
  for (const seed of seeds) {
    const world = yield* makeTwin(twin, { seed, orders: ordersOfSeed })
    for (const order of world.orders()) all.push(yield* decodeOrder(world, adapter, order, seed))
  }
  return all
}).pipe(Effect.scoped)

/** The values at a field pattern: `/lines/*\/title`. */
const piecesAt = (node: Json | undefined, pattern: string): ReadonlyArray<unknown> =>
  pattern
    .split("/")
    .slice(1)
    .reduce<ReadonlyArray<unknown>>(
      (nodes, token) =>
        nodes.flatMap((each) =>
          token === "*" ? (each as ReadonlyArray<unknown>) : [(each as Record<string, unknown> | null)?.[token]]
        ),
      [node]
    )

/** The least number of orders, of 600, that are compared in each field of an agreement. */
const atLeast: Readonly<Record<string, number>> = {
  any: 600,
  "told by all": 300,
  "of one line": 500,
  "presents and single pieces": 480,
  "presents of several": 50,
  "with one coupon": 400,
  "paid in a way that all know": 500,
  "paid in a way that 1.0 knows": 520,
  "without a share": 420,
  "shared by a promoter": 40,
  "sold on 抖音": 8,
  "in a state that both have": 420
}

const titleOf = ({ about, operations: said }: Agreement) =>
  `${about} (${said.map((operation) => operation.replace("order.", "")).join(", ")})`

describe("three answers of one order", () => {
  let all: ReadonlyArray<Decoded> = []
  const compared = new Map<string, number>()

  beforeAll(async () => {
    all = await Effect.runPromise(decodeAll)
  }, 60_000)

  it.each(agreements.map((agreement) => [titleOf(agreement), agreement] as const))("agree: %s", (title, agreement) => {
    const chosen = all.filter(({ order }) => agreement.where(order))
    for (const field of agreement.fields) {
      for (const { decoded, order } of chosen) {
        const [first, ...others] = agreement.operations.map((operation) => piecesAt(decoded.get(operation), field))
        assert.notInclude(first, undefined, field)
        for (const other of others) assert.deepStrictEqual(other, first, `${order.orderId} ${field}`)
      }
      compared.set(`${title} ${field}`, chosen.length)
    }
    assert.isAtLeast(chosen.length, atLeast[agreement.about] ?? Number.POSITIVE_INFINITY)
  })

  it("compare orders that have something to compare", () => {
    const chosen = all.filter(({ order }) => isToldByAll(order)).map(({ order }) => order)
    const count = (title: string, has: (order: Order) => boolean, least: number) => {
      const found = chosen.filter(has).length
      compared.set(`told by all, ${title}`, found)
      assert.isAtLeast(found, least, title)
    }
    count("with a discount", ({ amounts }) => (amounts.discount ?? 0) > 0, 300)
    count("with several pieces", ({ lines }) => (lines[0]?.quantity ?? 0) > 1, 30)
    count("settled", ({ times }) => times.settled !== null, 40)
    count("with a recipient", ({ recipient }) => recipient !== null, 60)
    count("closed", ({ status }) => status.trade === "closed", 60)
    count("with an after-sale", ({ status }) => status.afterSale !== "none", 60)
    const methods = new Set(chosen.map(({ payment }) => payment.method))
    assert.deepStrictEqual([...methods].toSorted(), ["alipay", "offline", "wechat"])
  })

  it("state the true trade state and amount in detail 2.0, from which totals are computed", () => {
    for (const { decoded, order } of all) {
      assert.deepStrictEqual(piecesAt(decoded.get("order.detail@2.0"), "/status/trade"), [order.status.trade])
      assert.deepStrictEqual(piecesAt(decoded.get("order.detail@2.0"), "/amounts/payable"), [order.amounts.payable])
    }
  })

  it("print how often every field was compared", () => {
    console.log([...compared].map(([field, count]) => `${String(count).padStart(5)} × ${field}`).join("\n"))
    assert.isAbove(compared.size, 0)
  })
})
