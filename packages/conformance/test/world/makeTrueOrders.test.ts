import { describe, expect, it } from "@effect/vitest"
import { encodeOrder, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type TrueOrderLimits, trueId, trueStates } from "../../src/index.ts"
import { makeTrueOrders } from "../../src/world/makeTrueOrders.ts"

const baseTime = DateTime.makeUnsafe("2024-06-01T00:00:00Z")

/** A platform that has everything. */
const limits: TrueOrderLimits = {
  shop: { id: "shop", name: "店" },
  kinds: ["standard", "group_buy", "presale", "gift", "flash_sale"],
  states: [trueStates.unpaid, ...Object.values(trueStates)],
  lineTypes: ["physical", "digital", "service"],
  deliveryMethods: ["express", "pickup", "digital"],
  paymentMethods: ["wechat", "alipay"],
  discounts: [
    { kind: "coupon", bearer: "shop" },
    { kind: "points", bearer: null },
    { kind: "payment", bearer: "payment_provider" }
  ],
  maxLines: 4,
  maxUnitPrice: 10_000_000_000_000,
  charges: true,
  adjustments: true,
  privacy: { form: "plain" },
  has: {
    bundles: true,
    giftLines: true,
    phases: true,
    vouchers: true,
    participants: true,
    parties: true,
    commissions: true,
    invoice: true,
    refundRecords: true,
    settlement: true
  },
  orderId: (context) => trueId(context)
}

const make = (seed: number, count = 400) => makeTrueOrders("everything", limits, { seed, count, baseTime, days: 20 })

const json = (order: Order) => JSON.stringify(encodeOrder(order, { reveal: true, raw: null }))
const sum = (amounts: ReadonlyArray<number | null>) => amounts.reduce<number>((left, right) => left + (right ?? 0), 0)
const millis = (instant: DateTime.Utc | null) => (instant === null ? null : DateTime.toEpochMillis(instant))

const seeds = [1, 2, 99_999]
const orders = seeds.flatMap((seed) => make(seed))

describe("makeTrueOrders", () => {
  it("gives the same orders for the same seed, and others for another", () => {
    expect(make(5, 20).map(json)).toEqual(make(5, 20).map(json))
    expect(make(5, 20).map(json)).not.toEqual(make(6, 20).map(json))
  })

  it("gives the same first orders, however many are made", () => {
    expect(make(5, 50).slice(0, 20).map(json)).toEqual(make(5, 20).map(json))
  })

  it("gives ids that are unique and larger than a double can hold", () => {
    expect(new Set(orders.map((order) => order.orderId)).size).toBe(orders.length)
    const ids = orders.flatMap((order) => [order.orderId, ...order.lines.map((line) => line.lineId ?? "")])
    for (const id of ids) {
      expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
      expect(BigInt(id)).toBeLessThan(2n ** 63n)
    }
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("has amounts that add up, in the order and in its lines", () => {
    for (const { amounts, lines, discounts, orderId } of orders) {
      const { goods, freight, charges, discount, adjustment, payable } = amounts
      expect(sum([goods, freight, charges, adjustment]) - sum([discount]), orderId).toBe(payable)
      expect(payable).toBeGreaterThanOrEqual(0)
      expect(Number.isSafeInteger(payable)).toBe(true)
      expect(goods).toBe(sum(lines.map((line) => line.total)))
      expect(discount).toBe(sum(lines.map((line) => line.discount)))
      expect(discount).toBe(sum(discounts.filter(({ kind }) => kind !== "payment").map((each) => each.amount)))
      for (const line of lines) {
        expect(line.total).toBe((line.unitPrice ?? 0) * (line.quantity ?? 0))
        expect(line.paid).toBe((line.total ?? 0) - (line.discount ?? 0))
        expect(line.paid).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it("has amounts from 0 to the limit", () => {
    const payable = orders.map((order) => order.amounts.payable ?? -1)
    expect(Math.min(...payable)).toBe(0)
    expect(payable).toContain(1)
    expect(Math.max(...payable)).toBeGreaterThan(1_000_000_000_000)
  })

  it("has mostly ordinary prices, and the share of high prices that the limits say", () => {
    const dear = (some: ReadonlyArray<Order>) => {
      const prices = some.flatMap(({ lines }) => lines.map((line) => line.unitPrice ?? 0))
      return prices.filter((price) => price > 99_999).length / prices.length
    }
    expect(dear(orders)).toBeGreaterThan(0.01)
    expect(dear(orders)).toBeLessThan(0.08)
    const dearest = makeTrueOrders("dear", { ...limits, dearShare: 1 }, { seed: 1, count: 300, baseTime, days: 1 })
    expect(dear(dearest)).toBeGreaterThan(0.7)
    expect(dearest.some(({ lines }) => lines.some((line) => line.unitPrice === limits.maxUnitPrice))).toBe(true)
  })

  it("has a paid amount only if the order was paid", () => {
    for (const { amounts, status, times, payment } of orders) {
      if (status.payment === "paid") expect(amounts.paid).toBe(amounts.payable)
      if (status.payment === "unpaid" || status.payment === "failed") expect(amounts.paid).toBe(0)
      expect(times.paid === null).toBe(payment.transactionId === null && payment.method !== "free")
      expect(payment.method === "free").toBe(amounts.payable === 0 && status.payment === "paid")
    }
  })

  it("keeps lines and order in one after-sale state, by the precedence of docs/states.md", () => {
    for (const { lines, status, amounts, orderId } of orders) {
      const states = lines.map((line) => line.afterSale)
      const some = (state: string) => states.some((each) => each === state)
      const byLines = some("in_progress")
        ? "in_progress"
        : states.every((each) => each === "refunded")
          ? "refunded"
          : some("refunded") || some("partially_refunded")
            ? "partially_refunded"
            : (["failed", "ended", "unknown", "none"].find(some) ?? null)
      expect(byLines, orderId).toBe(status.afterSale)
      expect(amounts.refunded).toBe(sum(lines.map((line) => line.refunded)))
      for (const line of lines.filter(({ role }) => role === "item")) {
        if (line.afterSale === "refunded") expect(line.refunded).toBe(line.paid)
        if (line.afterSale === "partially_refunded") expect(line.refunded).toBeLessThan(line.paid ?? 0)
        if (line.afterSale === "none") expect(line.refunded).toBe(0)
      }
      if (status.afterSale === "partially_refunded") {
        expect(amounts.refunded).toBeGreaterThan(0)
        expect(lines.some((line) => (line.refunded ?? 0) < (line.paid ?? 0)) || lines.length > 1).toBe(true)
      }
    }
  })

  it("has shipped lines as the state of the order says", () => {
    for (const { status, lines, delivery } of orders) {
      const travels = delivery.method === "express" || delivery.method === "pickup"
      expect(status.fulfilment === "not_required").toBe(!travels)
      if (status.fulfilment === "shipped") {
        expect(
          lines.filter((line) => line.fulfilment !== "not_required").every((line) => line.fulfilment === "shipped")
        ).toBe(true)
      }
      if (delivery.method !== "express") expect(delivery.shipments).toEqual([])
    }
  })

  it("has times in a possible order, all before the base time", () => {
    for (const { times } of orders) {
      const steps = [times.created, times.paid, times.shipped, times.delivered, times.completed, times.updated]
        .map(millis)
        .filter((step) => step !== null)
      expect(steps).toEqual(steps.toSorted((left, right) => left - right))
      expect(steps.at(-1)).toBeLessThan(DateTime.toEpochMillis(baseTime))
      for (const step of steps) expect(step % 1000).toBe(0)
      expect(millis(times.closed) ?? 0).toBeLessThanOrEqual(millis(times.updated) ?? 0)
    }
  })

  it("updates several orders within one second", () => {
    const updated = make(3).map((order) => millis(order.times.updated))
    const together = updated.map((moment) => updated.filter((other) => other === moment).length)
    expect(Math.max(...together)).toBeGreaterThan(5)
  })

  it("can create and update orders in groups of four within one second", () => {
    const crowded = makeTrueOrders("everything", limits, { seed: 3, count: 40, baseTime, days: 20, crowded: true })
    for (const clock of ["created", "updated"] as const) {
      const moments = crowded.map((order) => millis(order.times[clock]))
      for (const moment of moments) expect(moments.filter((other) => other === moment).length).toBeGreaterThanOrEqual(4)
    }
    for (const { times } of crowded) {
      expect(millis(times.updated)).toBeGreaterThanOrEqual(millis(times.closed ?? times.completed) ?? 0)
    }
  })

  it("can create orders at the base time, after other orders", () => {
    const states = [trueStates.unpaid] as const
    const options = { seed: 5, count: 20, firstIndex: 50, baseTime, days: 0, fresh: true }
    const made = makeTrueOrders("everything", { ...limits, states }, options)
    const known = new Set(make(5, 50).map(({ orderId }) => orderId))
    for (const { orderId, times } of made) {
      expect(known).not.toContain(orderId)
      expect(millis(times.created)).toBe(DateTime.toEpochMillis(baseTime))
      expect((millis(times.updated) ?? 0) - DateTime.toEpochMillis(baseTime)).toBeLessThanOrEqual(2000)
    }
  })

  it("has every state, kind and part that the limits name", () => {
    const seen = (of: (order: Order) => unknown) => new Set(orders.map(of))
    expect(seen((order) => order.status.closeReason).size).toBe(6)
    expect(seen((order) => order.status.afterSale).size).toBe(6)
    expect([...seen((order) => order.kind)].toSorted()).toEqual([...limits.kinds].toSorted())
    expect(seen((order) => order.phases.length)).toContain(2)
    for (const list of ["vouchers", "participants", "parties", "commissions", "refunds", "discounts"] as const) {
      expect(
        seen((order) => order[list].length > 0),
        list
      ).toContain(true)
    }
    expect(seen((order) => order.invoice !== null)).toContain(true)
    expect(seen((order) => order.gift !== null)).toContain(true)
    const roles = new Set(orders.flatMap((order) => order.lines.map((line) => line.role)))
    expect([...roles].toSorted()).toEqual(["bundled", "gift", "item"])
  })

  it.each(["masked", "encrypted"] as const)("has no plain name, telephone or address if it has them %s", (form) => {
    const privacy = form === "masked" ? { form } : { form, cipher: (plain: string) => `$${plain.length}$cipher$1$$` }
    const [order] = makeTrueOrders(
      "p",
      { ...limits, privacy, deliveryMethods: ["express"] },
      {
        seed: 1,
        count: 1,
        baseTime,
        days: 1
      }
    )
    expect(order?.buyer.name?.state).toBe(form)
    expect(order?.recipient?.phone?.state).toBe(form)
    // Platforms send ids, notes and invoices as they are.
    expect(JSON.stringify([order?.buyer.name, order?.buyer.phones, order?.recipient])).not.toContain('"state":"plain"')
    expect(order?.buyer.wechatOpenId?.state).toBe("plain")
  })
})
