/** What the simulated 抖店 sends, held against the documents it was made from. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import { DateTime, Redacted } from "effect"
import { twin } from "../../twin/index.ts"
import { rowsOf, running, type Tree } from "../support/twinWorlds.ts"

const fixture = (name: string): string => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8")
const published = (name: string): Tree => JSON.parse(fixture(name).replace(/^\uFEFF/, ""))

const samples = {
  fengchao: published("fengchao.trade.detail.published.json").data.shop_order_detail as Tree,
  officialDetail: published("order.orderDetail.published.json").data.shop_order_detail as Tree,
  officialList: published("order.searchList.published.json").data.shop_order_list[0] as Tree
}

/** The orders of some seeds, and what 蜂巢 answers about them. */
const worlds = [1, 2, 3, 4].map((seed) => running(seed, 350))
const rows = worlds.flatMap((world) => rowsOf(world, "fengchao.trade.detail"))
const small = running(9, 250)
const officialRows = rowsOf(small, "order.orderDetail")

const eachOrder = (check: (order: Order, row: Tree) => void) => {
  for (const [order, row] of rows) check(order, row)
}

/** Every place of a tree: `/sku_order_list/0/spec`; entries of a list count as one. */
const places = (node: unknown, at = ""): ReadonlyArray<string> =>
  Array.isArray(node)
    ? node.flatMap((child) => places(child, `${at}/*`))
    : typeof node === "object" && node !== null
      ? Object.entries(node).flatMap(([key, child]) => [`${at}/${key}`, ...places(child, `${at}/${key}`)])
      : []

describe("answers have the published keys", () => {
  it("蜂巢: exactly those of the sample, and those that the official SDK adds", () => {
    const charges = ["packing_amount", "packing_charge_amount", "tax_amount"]
    const added = [...charges, "pay_tel", "encrypt_pay_tel", "mask_pay_tel", "user_nick_name", "user_icon"]
    const addedToLines = [
      ...charges,
      "custom_properties",
      "promotion_pay_amount_details",
      "sku_period_purchase_info",
      "store_info"
    ]
    const all = new Set<string>()
    eachOrder((order, row) => {
      for (const level of [row, ...row.sku_order_list]) for (const key of Object.keys(level)) all.add(key)
      expect(
        Object.keys(row)
          .filter((key) => !added.includes(key))
          .toSorted()
      ).toEqual(Object.keys(samples.fengchao).toSorted())
      const stated = [row, ...row.sku_order_list].some((level) => charges.some((key) => key in level))
      expect(stated).toBe(order.amounts.charges !== null)
      for (const line of row.sku_order_list) {
        expect(
          Object.keys(line)
            .filter((key) => !addedToLines.includes(key))
            .toSorted()
        ).toEqual(Object.keys(samples.fengchao.sku_order_list[0]).toSorted())
      }
    })
    expect([...all]).toEqual(expect.arrayContaining([...added, ...addedToLines]))
  })

  it.each([
    ["fengchao.trade.detail", samples.fengchao],
    ["fengchao.trade.list", samples.fengchao],
    ["order.orderDetail", samples.officialDetail],
    ["order.searchList", samples.officialList]
  ])("%s: every place of its sample is filled by some order", (operation, sample) => {
    const filled = new Set(rowsOf(small, operation).flatMap(([_, row]) => places(row)))
    // Not modelled: services of a parcel, papers of the buyer.
    const left = /added_services\/|user_id_info\//
    expect(places(sample).filter((place) => !filled.has(place) && !left.test(place))).toEqual([])
  })
})

describe("amounts", () => {
  const sum = (amounts: ReadonlyArray<number>) => amounts.reduce((left, right) => left + right, 0)

  it("add up as the SDK says, with and without a change of price", () => {
    const changes = new Set<string>()
    let contained = 0
    eachOrder((_, row) => {
      const lines: ReadonlyArray<Tree> = row.sku_order_list
      const goods = sum(lines.map((line) => line.sum_amount))
      const packing = row.packing_amount ?? sum(lines.map((line) => line.packing_charge_amount ?? 0))
      const tax = row.tax_amount ?? 0
      const isContained = tax > 0 && lines.every((line) => line.has_tax)
      contained += isContained ? 1 : 0
      const charges = (isContained ? 0 : tax) + packing
      const before = goods + row.post_amount + charges - row.promotion_amount
      const change = row.modify_amount + row.modify_post_amount
      expect([before, before + change]).toContain(row.pay_amount)
      changes.add(change === 0 ? "none" : before === row.pay_amount ? "in the prices" : change > 0 ? "up" : "down")
      expect(row.order_amount).toBe(goods + row.post_amount)
      expect(sum(lines.map((line) => line.pay_amount))).toBe(row.pay_amount)
      expect(sum(lines.map((line) => line.promotion_amount))).toBe(row.promotion_amount)
      expect(lines.every((line) => line.sum_amount === line.origin_amount * line.item_num)).toBe(true)
      for (const level of [row, ...lines]) {
        const {
          shop_discount_detail: shop,
          platform_discount_detail: platform,
          kol_discount_detail: kol
        } = level.promotion_detail
        expect([shop, platform, kol].map((block) => block.total_amount)).toEqual([
          level.promotion_shop_amount,
          level.promotion_platform_amount,
          level.promotion_talent_amount
        ])
        const given = sum([shop, platform, kol].map((block) => block.total_amount))
        // A discount without a named bearer counts in the overall total only.
        expect(given).toBeLessThanOrEqual(level.promotion_amount)
        expect(level.platform_cost_amount).toBe(level.only_platform_cost_amount + level.author_cost_amount)
        expect(level.shop_cost_amount + level.platform_cost_amount).toBe(given)
      }
      expect(row.total_promotion_amount).toBe(row.promotion_amount + row.post_promotion_amount)
      expect(row.post_origin_amount).toBe(row.post_amount + row.post_promotion_amount)
    })
    expect([...changes].toSorted()).toEqual(["down", "in the prices", "none", "up"])
    expect(contained).toBeGreaterThan(20)
  })

  it("go from nothing to ten million million fen, each exact", () => {
    const payable = worlds.flatMap((world) => world.orders().map((order) => order.amounts.payable ?? 0))
    expect(Math.min(...payable)).toBe(0)
    expect(Math.max(...payable)).toBeGreaterThan(1_000_000_000_000)
    expect(payable.every(Number.isSafeInteger)).toBe(true)
  })

  it("of a presale in instalments are the instalments", () => {
    let presales = 0
    let several = 0
    eachOrder((order, row) => {
      if (order.phases.length === 0) return
      presales += 1
      const phases: ReadonlyArray<Tree> = row.order_phase_list
      const items: ReadonlyArray<Tree> = row.sku_order_list.filter((line: Tree) => line.given_product_type !== "FREE")
      expect(phases.map((phase) => [phase.sku_order_id, phase.current_phase, phase.total_phase])).toEqual(
        items.flatMap((line) => [
          [line.order_id, 1, 2],
          [line.order_id, 2, 2]
        ])
      )
      const piecesOf = (phase: Tree) => items.find((line) => line.order_id === phase.sku_order_id)?.item_num
      expect(sum(phases.map((phase) => phase.phase_payable_price * piecesOf(phase)))).toBe(row.order_amount)
      several += piecesOf(phases[0]) > 1 ? 1 : 0
      expect(sum(order.phases.map(({ payable }) => payable ?? 0))).toBe(order.amounts.payable)
      const paid = phases.filter((phase) => phase.pay_success).map((phase) => phase.phase_pay_amount)
      expect(sum(paid)).toBe(order.amounts.paid)
      for (const phase of phases) {
        expect(phase.phase_sum_amount + phase.phase_post_amount).toBe(phase.phase_order_amount)
        if (!phase.pay_success) continue
        expect(phase.phase_pay_amount + phase.phase_promotion_amount).toBe(phase.phase_order_amount)
      }
    })
    expect(presales).toBeGreaterThan(50)
    expect(several).toBeGreaterThan(10)
  })
})

describe("the awkward parts are there", () => {
  it("64-bit ids as bare numbers beside text twins, rounded ones only beside the exact twin", () => {
    const spellings = new Set<string>()
    for (const order of small.orders()) {
      const id = order.lines[0]?.productId ?? ""
      expect(small.body("fengchao.trade.detail", [order])).toContain(`"product_id":${id},"product_id_str":"${id}"`)
      const official = small.body("order.orderDetail", [order]) ?? ""
      const bare = official.includes(`"product_id":${id},`)
      const text = official.includes(`"product_id":"${id}"`)
      expect(bare || text || official.includes(`"product_id_str":"${id}"`)).toBe(true)
      spellings.add(bare ? "bare" : text ? "text" : "rounded")
    }
    expect([...spellings].toSorted()).toEqual(["bare", "rounded", "text"])
  })

  it("numbers of the official answers as numbers or all as text, codes of success too", () => {
    const kinds = small.orders().map((order) => {
      const answer = JSON.parse(small.body("order.orderDetail", [order]) ?? "")
      const row = answer.data.shop_order_detail
      expect(typeof row.sku_order_list[0].item_num).toBe(typeof row.pay_amount)
      expect(String(answer.code)).toBe("10000")
      return `${typeof row.pay_amount} ${typeof answer.code}`
    })
    expect([...new Set(kinds)].toSorted()).toEqual(["number number", "number string", "string number", "string string"])
  })

  it("private text masked and in the documented cipher shapes, other ciphers on the lines of official answers", () => {
    const telephone = /^\$[\w+/=]*\$[\w+/=]+\*[\w+/=]+\$1\$\$$/
    const name = /^#[\w+/=]*#[\w+/=]+\*[\w+/=]+#1##$/
    const states = new Set<string>()
    for (const [order, row] of officialRows) {
      const phone = order.recipient?.phone
      states.add(phone?.state ?? "none")
      for (const key of ["post_tel", "post_receiver"]) {
        for (const level of [row, ...row.sku_order_list]) expect(level).not.toHaveProperty(key)
      }
      const stated: Tree = small.expected("order.orderDetail", order)
      if (!("mask_post_tel" in row)) expect(stated.recipient?.phone?.masked ?? null).toBeNull()
      else if (phone?.state === "encrypted") expect(stated.recipient.phone.masked).toBe(row.mask_post_tel || null)
      if (phone?.state === "plain") expect(row.encrypt_post_tel).toBe(Redacted.value(phone.value))
      if (phone?.state !== "encrypted") continue
      expect(row.encrypt_post_tel).toBe(phone.cipher)
      expect(phone.cipher).toMatch(telephone)
      expect(row.sku_order_list[0].encrypt_post_tel).toMatch(telephone)
      expect(row.sku_order_list[0].encrypt_post_tel).not.toBe(phone.cipher)
      if (order.recipient?.name?.state === "encrypted") expect(row.encrypt_post_receiver).toMatch(name)
      expect(row.doudian_open_id).toMatch(/^1@#/)
    }
    expect([...states].toSorted()).toEqual(["encrypted", "masked", "none", "plain"])
  })

  it("a duration for the time to pay, 0 for times that have not come, null for lists", () => {
    let nulls = 0
    eachOrder((order, row) => {
      expect(row.order_expire_time).toBeLessThan(300_000)
      if (order.status.trade !== "completed") expect(row.finish_time).toBe(0)
      nulls += row.order_phase_list === null ? 1 : 0
    })
    expect(nulls).toBeGreaterThan(10)
  })

  it("one line has the order's own number; parcels name lines and pieces that exist", () => {
    eachOrder((order, row) => {
      const lines: ReadonlyArray<Tree> = row.sku_order_list
      expect(lines.filter((line) => line.order_id === order.orderId)).toHaveLength(1)
      for (const parcel of row.logistics_info ?? []) {
        for (const { sku_order_id, product_count } of parcel.product_info) {
          const line = lines.find((each) => each.order_id === sku_order_id)
          expect(product_count).toBeGreaterThan(0)
          expect(product_count).toBeLessThanOrEqual(line?.item_num)
        }
      }
    })
  })

  it("lines of one order with after-sales of their own, gifts, bundles, vouchers, accounts, serial numbers", () => {
    const all = worlds.flatMap((world) => world.orders())
    const some = (found: (order: Order) => boolean) => all.filter(found).length
    expect(some(({ lines }) => new Set(lines.map((line) => line.afterSale)).size > 2)).toBeGreaterThan(3)
    expect(some(({ lines }) => lines.some((line) => line.role === "gift"))).toBeGreaterThan(20)
    expect(some(({ lines }) => lines.some((line) => line.components.length > 1))).toBeGreaterThan(20)
    expect(some(({ lines }) => lines.some((line) => line.inputs.length > 0))).toBeGreaterThan(20)
    expect(some(({ lines }) => lines.some((line) => line.serialNumbers.length > 0))).toBeGreaterThan(20)
    expect(some(({ lines }) => lines.some((line) => line.channel !== null))).toBeGreaterThan(20)
    expect(some(({ vouchers }) => vouchers.some((voucher) => voucher.status === "partly_used"))).toBeGreaterThan(3)
    expect(some(({ vouchers }) => vouchers.some((voucher) => voucher.kind === "redemption"))).toBeGreaterThan(20)
    expect(some(({ lines }) => lines.some((line) => line.validityText !== null))).toBeGreaterThan(20)
    expect(some(({ references }) => references.some(({ relation }) => relation === "核销订单"))).toBeGreaterThan(3)
    const shared = ({ discounts }: Order) => new Set(discounts.map(({ id }) => id)).size < discounts.length
    expect(some(shared)).toBeGreaterThan(20)
    expect(
      some(({ lines, refunds }) => lines.some(({ afterSale }) => afterSale !== "none") && refunds.length === 0)
    ).toBeGreaterThan(10)
    expect(some(({ buyer }) => buyer.phones.length > 0)).toBeGreaterThan(20)
    expect(some(({ buyer }) => buyer.name !== null)).toBeGreaterThan(20)
    const refunds = new Set(all.flatMap((order) => order.refunds.map(({ status }) => status)))
    expect([...refunds].toSorted()).toEqual(["ended", "failed", "in_progress", "refunded", "rejected", "requested"])
    expect(some(({ delivery }) => delivery.shipments.length > 1)).toBeGreaterThan(20)
    expect(some(({ discounts }) => discounts.some((discount) => discount.kind === "payment"))).toBeGreaterThan(20)
    const bearers = new Set(all.flatMap(({ discounts }) => discounts.map((each) => `${each.kind} ${each.bearer}`)))
    expect([...bearers].toSorted()).toEqual([
      "coupon creator",
      "coupon platform",
      "coupon shop",
      "other creator",
      "other platform",
      "other shop",
      "other unknown",
      "payment payment_provider",
      "payment platform",
      "payment shop",
      "points platform",
      "promotion creator",
      "promotion platform",
      "promotion shop",
      "redpack creator",
      "redpack platform"
    ])
  })
})

describe("one seed, one platform", () => {
  it("the same seed gives the same answers, another one others", () => {
    const texts = (seed: number) => {
      const world = running(seed, 20)
      return Object.keys(twin.operations).flatMap((operation) =>
        world.orders().map((order) => world.body(operation, [order]))
      )
    }
    expect(texts(7)).toEqual(texts(7))
    expect(texts(7)).not.toEqual(texts(8))
  })

  it("another shape of the answer holds the same order and the same codes", () => {
    const [first, second] = [0, 1].map((variation) => rowsOf(small, "fengchao.trade.detail", variation))
    expect(second).not.toEqual(first)
    second?.forEach(([_, row], index) => {
      for (const key of ["order_status", "main_status", "pay_type", "pay_amount", "encrypt_post_tel"]) {
        expect(row[key]).toEqual(first?.[index]?.[1][key])
      }
    })
  })
})

it("true orders keep their times in order", () => {
  for (const { times } of worlds.flatMap((world) => world.orders())) {
    const moments = [times.created, times.paid, times.shipped, times.completed].filter((time) => time !== null)
    const millis = moments.map(DateTime.toEpochMillis)
    expect(millis).toEqual(millis.toSorted((left, right) => left - right))
  }
})
