/** One true order, asked for by list 2.0 and by detail 2.0, decoded: what both state must be the same. */
import { assert, describe, it } from "@effect/vitest"
import { isOrder, type Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"
import { makeWorld, piecesAt } from "../support/twinWorld.ts"

const world = makeWorld({ seed: 17, orders: 150 })

const decoded = (operation: string, order: Order, variation: number) =>
  Effect.gen(function* () {
    const adapter = yield* make({ appId: "appHuidanTwin01" })
    const [record] = yield* adapter.decode(operation, world.body(operation, [order], { variation }) ?? "")
    if (record === undefined || !isOrder(record)) return yield* Effect.die("no order")
    return adapter.encode(record, { reveal: true, raw: "omit" })
  })

const always = [
  "/key",
  "/shop/id",
  ...["trade", "afterSale", "settlement", "closeReason"].map((axis) => `/status/${axis}`),
  ...["goods", "freight", "discount", "adjustment", "payable", "refunded"].map((name) => `/amounts/${name}`),
  ...["productId", "skuId", "externalProductId", "externalSkuId", "title", "specs", "imageUrl", "parentLineId"].map(
    (name) => `/lines/*/${name}`
  ),
  ...["role", "quantity", "unitPrice", "discount", "total", "fulfilment", "afterSale"].map(
    (name) => `/lines/*/${name}`
  ),
  ...["validFrom", "validTo", "validityText"].map((name) => `/lines/*/${name}`),
  ...["id", "name", "avatarUrl"].map((name) => `/buyer/${name}`),
  ...["method", "transactionId", "merchantOrderId"].map((name) => `/payment/${name}`),
  "/channel/code",
  "/notes/buyer",
  "/times/created",
  "/times/settled"
]

/** What the answers say alike of some orders only. */
const sometimes: ReadonlyArray<readonly [field: string, where: (order: Order) => boolean]> = [
  // A detail knows a present by its batch.
  ["/kind", ({ kind }) => kind !== "gift"],
  // That nothing was due and all of it was paid, a row says by its state; a detail knows payment by the money.
  ["/status/payment", ({ amounts }) => amounts.payable !== 0],
  ["/amounts/paid", ({ amounts }) => amounts.payable !== 0],
  ["/times/paid", ({ amounts }) => amounts.payable !== 0],
  // A detail says by spu_type that a line is shipped, a row by words.
  ["/status/fulfilment", ({ lines }) => lines.every(({ type }) => type === "physical")],
  ["/recipient", ({ delivery }) => delivery.pickup === null]
]

describe("list 2.0 and detail 2.0 of one true order", () => {
  it.effect.each([0, 1, 2])("agree in what both state, variation %i", (variation) =>
    Effect.gen(function* () {
      for (const order of world.orders()) {
        const row = yield* decoded("order.list@2.0", order, variation)
        const detail = yield* decoded("order.detail@2.0", order, variation)
        const fields = [...always, ...sometimes.flatMap(([field, where]) => (where(order) ? [field] : []))]
        for (const field of fields)
          assert.deepStrictEqual(
            [order.orderId, field, piecesAt(row, field)],
            [order.orderId, field, piecesAt(detail, field)]
          )
      }
    })
  )
})
