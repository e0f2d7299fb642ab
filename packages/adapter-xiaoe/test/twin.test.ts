/** What the twin of Xiaoe writes: the documents' keys and spellings, and one truth in all three answers. */
import type { Json, Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { describe, expect, it } from "vitest"
import { agreements } from "../twin/index.ts"
import * as Documented from "./support/documentedKeys.ts"
import { at, listAt, numberAt, objectAt, textAt } from "./support/readJson.ts"
import { answerOf, detail10, detail20, expectedOf, list10, makeWorld, piecesAt, textOf } from "./support/twinWorld.ts"

const world = makeWorld({ seed: 11, orders: 600 })
const orders = world.orders()
const operations = [list10, detail10, detail20]

const sorted = (keys: Iterable<string>) => [...keys].toSorted()
const typeOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value)
const fen = (yuan: unknown): number => {
  const [whole, part = ""] = String(yuan).split(".")
  return Number(`${whole}${part.padEnd(2, "0")}`)
}
const wall = (instant: DateTime.Utc | null) =>
  instant === null
    ? "0000-00-00 00:00:00"
    : new Date(DateTime.toEpochMillis(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")
const sum = (amounts: ReadonlyArray<number | null>) => amounts.reduce<number>((all, one) => all + (one ?? 0), 0)

describe("keys", () => {
  it("of detail 1.0 are those of sample and table, and no other", () => {
    const expected = sorted([...Documented.allKeys(Documented.detail10OrderInfo), ...Documented.detail10TableOnly])
    for (const order of orders) {
      const { goods_info: goods, ...info } = objectAt(answerOf(world, detail10, order), "order_info")
      expect(sorted(Object.keys(info))).toEqual(expected)
      for (const each of listAt(goods ?? []))
        expect(sorted(Object.keys(objectAt(each)))).toEqual(sorted(Documented.detail10Goods))
    }
    expect(sorted(Object.keys(objectAt(answerOf(world, detail10, orders[0]!))))).toEqual([
      "after_sale_list",
      "dhs_info",
      "distribute_info",
      "order_info",
      "refund_info",
      "student_info"
    ])
  })

  it("of list 1.0 are those of the sample; coupon, presents and teams where the remarks say so", () => {
    const always = Documented.allKeys(Documented.list10Row)
    for (const order of orders) {
      const row = objectAt(answerOf(world, list10, order))
      const coupon = order.discounts.some(({ kind }) => kind === "coupon")
      expect(sorted(Object.keys(row))).toEqual(
        sorted([
          ...always,
          ...(coupon ? ["coupon_name", "coupon_price"] : []),
          ...(order.kind === "gift" ? ["gitf_buy_count"] : []),
          ...(order.kind === "group_buy" ? ["team_buy_state"] : [])
        ])
      )
    }
  })

  it("of detail 2.0 are those of template and table, in every block", () => {
    for (const order of orders) {
      const data = answerOf(world, detail20, order)
      const same = (block: Json | undefined, documented: ReadonlyArray<string>) =>
        expect(sorted(Object.keys(objectAt(block)))).toEqual(sorted(documented))
      same(at(data, "buyer_info"), Documented.allKeys(Documented.detail20Buyer))
      same(at(data, "order_info"), [...Documented.allKeys(Documented.detail20Order), ...Documented.detail20TableOnly])
      same(at(data, "invoice_info"), Documented.allKeys(Documented.detail20Invoice))
      same(at(data, "payment_info"), Documented.allKeys(Documented.detail20Payment))
      same(at(data, "price_info"), Documented.allKeys(Documented.detail20Price))
      same(at(data, "internal_extra_info"), Documented.detail20Extra)
      for (const goods of listAt(data, "goods_info", "goods_list"))
        same(goods, Documented.allKeys(Documented.detail20Goods))
      for (const block of Object.values(objectAt(data, "internal_extra_info")))
        expect(typeof at(block, "has_result")).toBe("boolean")
    }
  })

  it("have the types of the samples, but where table and sample disagree", () => {
    // Table or sample, by seed; blocks that are there; 2.0's sample prints "" for an absent array.
    const free = new Set(
      (
        "unit_price is_modified_amount refund_money source discount_arr bubble_content parcel_data express_detail trace_info " +
        "wechat_channel_info distribute_percent superior_distribute_percent out_order_id paid_coupon_info"
      ).split(" ")
    )
    const check = (block: Json | undefined, documented: Documented.KeysByType) => {
      for (const [type, keys] of Object.entries(documented)) {
        for (const key of keys) if (!free.has(key)) expect([key, typeOf(at(block, key))]).toEqual([key, type])
      }
    }
    for (const order of orders.slice(0, 100)) {
      check(at(answerOf(world, detail10, order), "order_info"), Documented.detail10OrderInfo)
      check(answerOf(world, list10, order), Documented.list10Row)
      const data = answerOf(world, detail20, order)
      check(at(data, "order_info"), Documented.detail20Order)
      check(at(data, "price_info"), Documented.detail20Price)
      for (const goods of listAt(data, "goods_info", "goods_list")) check(goods, Documented.detail20Goods)
    }
  })
})

describe("money", () => {
  it("is yuan text, yuan number and fen in detail 1.0 exactly as its table says", () => {
    for (const order of orders) {
      const info = objectAt(answerOf(world, detail10, order), "order_info")
      for (const key of ["price", "freight"]) expect(textAt(info, key)).toMatch(/^\d+\.\d{2}$/)
      expect(fen(at(info, "price"))).toBe(order.amounts.payable)
      expect(fen(at(info, "freight"))).toBe(order.amounts.freight)
      if (order.lines.length === 1) expect(fen(at(info, "unit_price"))).toBe(order.lines[0]!.unitPrice)
      const change = numberAt(info, "price_change_value") + numberAt(info, "freight_change_value")
      expect([order.amounts.adjustment, 0 - order.amounts.adjustment!]).toContain(change)
      const discounts = listAt(info, "discount_arr").map((each) => fen(at(each, "discount_price")))
      expect(discounts.length === 0 ? at(info, "cou_price") : sum(discounts)).toBe(order.amounts.discount)
      for (const [index, goods] of listAt(at(info, "goods_info") ?? []).entries()) {
        const line = order.lines[index]!
        expect(fen(at(goods, "price"))).toBe(line.unitPrice)
        expect(fen(at(goods, "total_price"))).toBe(line.total)
        expect(fen(at(goods, "unit_price"))).toBe(line.paid)
        expect([line.refunded, 0]).toContain(at(goods, "refund_money"))
      }
    }
  })

  it("is fen in list 1.0 and detail 2.0", () => {
    for (const order of orders) {
      expect(at(answerOf(world, list10, order), "price")).toBe(order.amounts.payable)
      const data = answerOf(world, detail20, order)
      const price = (key: string) => numberAt(data, "price_info", key)
      expect(price("collectibles")).toBe(order.amounts.payable)
      expect(
        price("gross_total") + price("shipment_fee") - order.amounts.discount! + price("total_modified_amount")
      ).toBe(price("collectibles"))
      const goods = listAt(data, "goods_info", "goods_list")
      expect(sum(goods.map((each) => numberAt(each, "unit_price") * numberAt(each, "quantity")))).toBe(
        price("gross_total")
      )
      for (const each of goods)
        expect(numberAt(each, "sub_total") + numberAt(each, "modified_amount")).toBe(numberAt(each, "actual_fee"))
    }
  })

  it("adds up in the truth", () => {
    for (const { amounts, discounts, lines, orderId, refunds } of orders) {
      const { adjustment, discount, freight, goods, payable } = amounts
      expect([orderId, goods! + freight! - discount! + adjustment!]).toEqual([orderId, payable])
      expect(payable).toBeGreaterThanOrEqual(0)
      expect(sum(lines.map(({ total }) => total))).toBe(goods)
      expect(sum(lines.map((line) => line.discount))).toBe(discount)
      expect(sum(discounts.map(({ amount }) => amount))).toBe(discount)
      expect(sum(lines.map(({ refunded }) => refunded))).toBe(amounts.refunded)
      expect(sum(refunds.filter(({ status }) => status === "refunded").map(({ amount }) => amount))).toBe(
        amounts.refunded
      )
    }
    expect(world.truth().all.payable).toBe(sum(orders.map(({ amounts }) => amounts.payable)))
  })

  it("goes from nothing to ten million million fen", () => {
    const payable = orders.map(({ amounts }) => amounts.payable!)
    expect(Math.min(...payable)).toBe(0)
    expect(Math.max(...payable)).toBeGreaterThan(1_000_000_000_000)
  })

  it("of a percentage is text with four places or a whole number", () => {
    const shared = orders.filter(({ commissions }) => commissions.some(({ role }) => role === "sharer"))
    const seen = shared.map((order) => at(answerOf(world, list10, order), "distribute_percent"))
    expect(new Set(seen.map(String))).toEqual(new Set(["40.0000", "40", "10.0000", "10", "12.5000"]))
  })
})

describe("ids, times and nothing", () => {
  it("keeps ids exact, also bare ones beyond 2^53", () => {
    const gift = orders.find(({ kind }) => kind === "gift")!
    expect(textOf(world, detail10, gift)).toContain(`"gift_id":${gift.gift!.batchId},`)
    const douyin = orders.find(({ channel }) => channel.code === "88")!
    expect(textOf(world, detail10, douyin)).toContain(`"room_id":${douyin.channel.liveRoomId},`)
    for (const order of orders) {
      for (const operation of operations) {
        const answer = answerOf(world, operation, order)
        expect(at(answer, "order_info", "order_id") ?? at(answer, "order_id")).toBe(order.orderId)
      }
    }
  })

  it("writes Asia/Shanghai wall time, and the zero date for never", () => {
    for (const order of orders.slice(0, 200)) {
      const info = at(answerOf(world, detail10, order), "order_info")
      expect(at(info, "created_at")).toBe(wall(order.times.created))
      expect(at(info, "pay_time")).toBe(wall(order.times.paid))
      expect(at(info, "settle_time")).toBe(wall(order.times.settled))
      expect(at(answerOf(world, list10, order), "settle_time")).toBe(wall(order.times.settled))
      expect(at(answerOf(world, detail20, order), "order_info", "order_create_time")).toBe(wall(order.times.created))
    }
  })

  it("shows absent blocks as [] in detail 1.0, but the dealer as {}", () => {
    const plain = orders.find(
      (order) =>
        order.commissions.length === 0 &&
        order.parties.length === 0 &&
        order.participants.length === 0 &&
        order.refunds.length === 0
    )!
    const data = answerOf(world, detail10, plain)
    expect(["distribute_info", "student_info", "refund_info"].map((key) => at(data, key))).toEqual([[], [], []])
    expect(at(data, "dhs_info")).toEqual({})
  })
})

describe("the set of orders", () => {
  it("has every code of the states in it", () => {
    const codes = (operation: string, key: string) =>
      new Set(
        orders.map((order) => {
          const answer = answerOf(world, operation, order)
          return Number(at(at(answer, "order_info") ?? answer, key))
        })
      )
    expect(codes(detail10, "order_state")).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
    expect(codes(detail10, "ship_state")).toEqual(new Set([0, 1, 2, 3, 4]))
    expect(codes(detail20, "order_state")).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    expect(codes(detail20, "order_close_type")).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
    expect(codes(detail20, "after_sale_show_state")).toEqual(new Set([0, 1, 2, 3]))
    expect(codes(detail20, "settle_state")).toEqual(new Set([0, 1, 2]))
    expect(codes(list10, "pay_way")).toEqual(new Set([-1, 0, 1, 2, 3, 4]))
    expect(codes(list10, "payment_type")).toEqual(new Set([2, 3, 5, 6, 13, 14]))
    expect(codes(list10, "team_buy_state")).toEqual(new Set([Number.NaN, 0, 1, 2]))
    expect(codes(list10, "after_sales_state")).toEqual(new Set([0, 1, 2]))
  })

  it("has what makes an order more than a line and a price", () => {
    const some = (has: (order: Order) => boolean) => expect(orders.filter(has).length).toBeGreaterThan(2)
    for (const role of ["sharer", "superior", "creator", "market"])
      some(({ commissions }) => commissions.some((each) => each.role === role))
    for (const kind of ["verification", "redemption", "paid_coupon"])
      some(({ vouchers }) => vouchers.some((each) => each.kind === kind))
    some(({ lines }) => lines.length > 2)
    some(({ lines }) => lines.some(({ role }) => role === "bundled"))
    some(({ delivery }) => delivery.shipments.length > 1)
    some(({ delivery }) => delivery.pickup !== null)
    some(({ gift }) => gift !== null && gift.recipientIds.length === 1)
    some(({ parties }) => parties.length === 2)
    some(({ participants }) => participants.length > 0)
    some(({ invoice }) => invoice !== null)
    some(({ payment }) => payment.method === "free")
    some(({ buyer }) => buyer.phones.length === 2)
  })

  it("depends on nothing but the seed", () => {
    const bodies = (seed: number) => {
      const other = makeWorld({ seed, orders: 30 })
      return other.orders().flatMap((order) => operations.map((operation) => textOf(other, operation, order)))
    }
    expect(bodies(5)).toEqual(bodies(5))
    expect(bodies(6)).not.toEqual(bodies(5))
  })
})

describe("three answers of one order", () => {
  it.each(agreements.map((agreement) => [agreement.about, agreement.operations.length, agreement] as const))(
    "agree on orders %s in %d operations",
    (_about, _count, { fields, operations: said, where }) => {
      const chosen = orders.filter(where)
      expect(chosen.length).toBeGreaterThan(10)
      for (const order of chosen) {
        const [first, ...others] = said.map((operation) =>
          fields.map((field) => piecesAt(expectedOf(world, operation, order), field))
        )
        for (const other of others) expect([order.orderId, other]).toEqual([order.orderId, first])
      }
    }
  )

  it("carry nothing that their documents have no field for", () => {
    for (const order of orders) {
      const [row, old, recent] = operations.map((operation) => expectedOf(world, operation, order))
      expect(at(row, "amounts")).toMatchObject({ goods: null, freight: null, adjustment: null, refunded: null })
      expect(at(row, "status")).toMatchObject({ fulfilment: null, settlement: null, label: null })
      expect(at(row, "buyer")).toMatchObject({ name: null, phones: [] })
      for (const share of listAt(row, "commissions")) expect(share).toMatchObject({ userId: null, name: null })
      expect(listAt(row, "lines")).toHaveLength(1)
      expect(at(recent, "shop", "name")).toBeNull()
      expect(listAt(recent, "commissions").map((share) => at(share, "role"))).not.toContain("sharer")
      for (const each of [row, old, recent])
        expect([at(each, "amounts", "charges"), at(each, "times", "updated")]).toEqual([null, null])
    }
  })
})
