/** Rows that state a part, or state one thing in two places. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { list20, warningsOf } from "../support/decode.ts"

describe("list 2.0", () => {
  it.effect("the progress of a closed order comes from the lines that are shipped", () =>
    Effect.gen(function* () {
      const progressOf = (...words: ReadonlyArray<string>) =>
        Effect.map(
          list20(
            { order_state: 5, order_close_type: 4 },
            { good_list: words.map((ship_state_desc) => ({ ship_state_desc })) }
          ),
          ({ status }) => status.fulfilment
        )
      assert.strictEqual(yield* progressOf("无需发货", "已收货"), "delivered")
      assert.strictEqual(yield* progressOf("不知道", "已收货"), "delivered")
      assert.strictEqual(yield* progressOf("已发货", "已收货"), "shipped")
      assert.strictEqual(yield* progressOf("待发货", "已收货"), "partially_shipped")
      assert.strictEqual(yield* progressOf("待发货"), "unfulfilled")
    })
  )

  it.effect("a row with one line to send is to be sent", () =>
    Effect.gen(function* () {
      const good_list = [{ ship_state_desc: "无需发货" }, { ship_state_desc: "待发货" }]
      assert.strictEqual((yield* list20({ order_state: 2 }, { good_list })).status.fulfilment, "unfulfilled")
    })
  )

  it.effect.each([
    [1, "parent_order", "带货主订单"],
    [2, "related_order", "带货副订单"],
    [null, "related_order", null]
  ] as const)("relation_order_type %s makes a %s", ([relation_order_type, kind, relation]) =>
    Effect.gen(function* () {
      const { references } = yield* list20({ relation_order_type, relation_order_id: "o_2" })
      assert.deepStrictEqual(
        references.map((reference) => [reference.kind, reference.value, reference.relation]),
        [[kind, "o_2", relation]]
      )
    })
  )

  it.effect("a deduction alone is the discount", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list20({ deduct_amount: 100 })).amounts.discount, 100)
      assert.strictEqual((yield* list20({ discount_amount: 70 })).amounts.discount, 70)
    })
  )

  it.effect("an unknown state contradicts no payment", () =>
    Effect.gen(function* () {
      const order = yield* list20({ order_state: 9, pay_state: 1 })
      assert.deepStrictEqual(warningsOf(order), ["unknown_code /order_info/order_state"])
      for (const [order_state, pay_state] of [
        [0, 0],
        [2, 1]
      ]) {
        assert.deepStrictEqual(warningsOf(yield* list20({ order_state, pay_state })), [])
      }
    })
  )

  it.effect("a closed order that says it is not closed has an unknown reason", () =>
    Effect.gen(function* () {
      const order = yield* list20({ order_state: 5, order_close_type: 0 })
      assert.strictEqual(order.status.closeReason, "unknown")
      assert.deepStrictEqual(warningsOf(order), ["conflicting_states /order_info/order_close_type"])
    })
  )

  it.effect.each([
    [1, ["conflicting_states"]],
    [99, ["unknown_code"]],
    [0, []],
    [-1, []],
    [null, []]
  ] as const)("an open order with order_close_type %s", ([order_close_type, codes]) =>
    Effect.gen(function* () {
      const order = yield* list20({ order_state: 3, order_close_type })
      assert.deepStrictEqual(
        warningsOf(order).map((warning) => warning.split(" ")[0]),
        [...codes]
      )
      assert.isNull(order.status.closeReason)
    })
  )

  it.effect("a refund closes an order that was paid, and says nothing of an open one", () =>
    Effect.gen(function* () {
      const paymentOf = (order_state: number) =>
        Effect.map(list20({ order_state, pay_state: 0, order_close_type: 4 }), ({ status }) => status.payment)
      assert.deepStrictEqual([yield* paymentOf(5), yield* paymentOf(1)], ["paid", "unpaid"])
    })
  )

  it.effect.each([
    [{ order_state: 2 }, []],
    [{ order_state: 1, pay_state: 1 }, []],
    [{ pay_state: 1 }, []],
    [{ order_state: 2, pay_state: 9 }, ["unknown_code /order_info/pay_state"]],
    [{ order_state: 2, pay_state: 0 }, ["conflicting_states /order_info/order_state"]]
  ] as const)("%o: what contradicts its payment", ([info, warnings]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(warningsOf(yield* list20(info)), [...warnings])
    })
  )

  it.effect.each([
    [1, ["unused"]],
    [2, ["used"]],
    [3, ["void"]],
    [4, ["partly_used"]],
    [0, []],
    [-1, []],
    [null, []]
  ] as const)("a line with check_state %s makes the vouchers %j", ([check_state, statuses]) =>
    Effect.gen(function* () {
      const { vouchers, warnings } = yield* list20({}, { good_list: [{ check_state }] })
      assert.deepStrictEqual(
        vouchers.map(({ kind, status }) => [kind, status]),
        statuses.map((status) => ["verification" as const, status])
      )
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("one fact is enough for a shipment", () =>
    Effect.gen(function* () {
      for (const [ship_info, expected] of [
        [{ company: "圆通快递" }, [["圆通快递", null]]],
        [{ express_id: "YT1" }, [[null, "YT1"]]],
        [{ ship_time: "2024-05-01 10:00:00" }, []]
      ] as const) {
        const { delivery } = yield* list20({}, { ship_info })
        assert.deepStrictEqual(
          delivery.shipments.map(({ carrierName, trackingNumber }) => [carrierName, trackingNumber]),
          expected.map((shipment) => [...shipment])
        )
      }
    })
  )
})
