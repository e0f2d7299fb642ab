/** After-sales of the twin, folded into the refunds of its orders. */
import { assert, describe, it } from "@effect/vitest"
import { makeTwin, makeTwinHttpClient, type RunningTwin } from "@huidan/conformance"
import type { Order, Refund } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import type { XiaoeOptions } from "../../src/index.ts"
import { twin } from "../../twin/index.ts"
import { baseUrl, afterSaleOptions as options, under } from "../support/twinShop.ts"

const world = Effect.gen(function* () {
  const running = yield* makeTwin(twin, { seed: 6, orders: 150 })
  yield* TestClock.setTime(DateTime.toEpochMillis(running.baseTime))
  return running
})

const readAll = (running: RunningTwin, own: XiaoeOptions, orders: ReadonlyArray<Order>) =>
  under(makeTwinHttpClient(running, baseUrl), own, (adapter) =>
    Effect.forEach(orders, (order) => adapter.getOrder(order.orderId))
  )

const isNumber = ({ relation }: Order["references"][number]) => relation === "售后"
const plain = (refund: Refund) => JSON.parse(JSON.stringify({ ...refund, lineIds: [] })) as unknown

describe("after-sales of the twin", () => {
  it.effect("are in the refunds of their order", () =>
    Effect.gen(function* () {
      const running = yield* world
      const concerned = running.orders().filter(({ lines }) => lines.some(({ afterSale }) => afterSale !== "none"))
      assert.isAbove(concerned.length, 15)
      const read = yield* readAll(running, options, concerned)
      for (const [index, order] of read.entries()) {
        const truth = concerned[index]!
        const found = new Map(order.refunds.map((refund) => [refund.id, refund]))
        for (const refund of truth.refunds) assert.deepStrictEqual(plain(found.get(refund.id)!), plain(refund))
        // What ended without money is there too, and no longer a reference.
        const ended = order.refunds.filter(({ status }) => status === "ended" || status === "rejected")
        assert.strictEqual(order.refunds.length - ended.length, truth.refunds.length)
        assert.deepStrictEqual(order.references.filter(isNumber), [])
        assert.deepStrictEqual(order.warnings, [])
      }
      for (const outcome of ["in_progress", "ended", "rejected"] as const) {
        assert.isTrue(read.some(({ refunds }) => refunds.some(({ status }) => status === outcome)))
      }
      assert.isTrue(read.some(({ refunds }) => refunds.some(({ requestedAt }) => requestedAt !== null)))
    })
  )

  it.effect("cost one request per order, and none without the option", () =>
    Effect.gen(function* () {
      const running = yield* world
      const orders = running.orders().slice(0, 10)
      const asked = () => running.journal().filter(({ operation }) => operation === "after_sale.list").length
      const { afterSales: _, ...without } = options
      yield* readAll(running, without, orders)
      assert.strictEqual(asked(), 0)
      yield* readAll(running, options, orders)
      assert.strictEqual(asked(), 10)
      assert.isTrue(running.journal().every(({ outcome }) => outcome === "ok"))
    })
  )
})

describe("details of the twin's after-sales", () => {
  const detailed: XiaoeOptions = { ...options, afterSaleParameter: "aftersale_id" }

  it.effect("change nothing that the list says too, for one request each", () =>
    Effect.gen(function* () {
      const running = yield* world
      const concerned = running.orders().filter(({ lines }) => lines.some(({ afterSale }) => afterSale !== "none"))
      const asked = (operation: string) => running.journal().filter((entry) => entry.operation === operation).length
      const listed = yield* readAll(running, options, concerned)
      assert.strictEqual(asked("after_sale.detail"), 0)
      const read = yield* readAll(running, detailed, concerned)
      assert.strictEqual(asked("after_sale.detail"), read.flatMap(({ refunds }) => refunds).length)
      assert.deepStrictEqual(
        read.map(({ refunds, warnings }) => [refunds.map(plain), warnings]),
        listed.map(({ refunds, warnings }) => [refunds.map(plain), warnings])
      )
      assert.isTrue(running.journal().every(({ outcome }) => outcome === "ok"))
    })
  )

  it.effect("are asked for by the parameter that the option names, and by no other", () =>
    Effect.gen(function* () {
      const running = yield* world
      const { orderId } = running.orders().find(({ lines }) => lines.some(({ afterSale }) => afterSale !== "none"))!
      const otherwise: XiaoeOptions = { ...detailed, afterSaleParameter: "id" }
      const error = yield* Effect.flip(
        under(makeTwinHttpClient(running, baseUrl), otherwise, (adapter) => adapter.getOrder(orderId))
      )
      assert.strictEqual(error.operation, "after_sale.detail")
      assert.strictEqual(error.reason._tag, "PlatformRejected")
      assert.hasAnyKeys(running.journal().at(-1)!.parameters, ["id"])
    })
  )
})
