import { describe, expect, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import { noParts, type TrueOrderLimits, type TrueTrait, traitsOf, trueId, trueStates } from "../../src/index.ts"
import { makeTrueOrders } from "../../src/world/makeTrueOrders.ts"
import { planOf, worldSize } from "../../src/world/traits/OrderPlan.ts"
import { possibleTraits } from "../../src/world/traits/possibleTraits.ts"
import { trueTraits } from "../../src/world/traits/TrueTrait.ts"
import { turnOf } from "../../src/world/traits/Turn.ts"

const baseTime = DateTime.makeUnsafe("2024-06-01T00:00:00Z")

/** A platform that makes every trait from the kit's own parts, except bundles with components. */
const traits = trueTraits.filter((trait) => trait !== "bundle with components")

const limits: TrueOrderLimits = {
  shop: { id: "shop", name: "店" },
  kinds: ["standard", "presale", "gift", "group_buy"],
  states: [trueStates.unpaid, ...Object.values(trueStates)],
  traits,
  lineTypes: ["physical", "digital"],
  deliveryMethods: ["express", "pickup", "digital"],
  paymentMethods: ["wechat", "alipay", "huabei"],
  discounts: [
    { kind: "coupon", bearer: "shop" },
    { kind: "points", bearer: null }
  ],
  maxLines: 4,
  maxUnitPrice: 10_000_000_000_000,
  charges: true,
  adjustments: true,
  privacy: { form: "plain", others: ["masked"] },
  has: { ...noParts, bundles: true, giftLines: true, phases: true, refundRecords: true },
  orderId: (context) => trueId(context)
}

const world = (seed: number, own = limits, count = worldSize(own)) =>
  makeTrueOrders("plan", own, { seed, count, baseTime, days: 2 })

const round = (firstSeed: number, own = limits) =>
  Array.from({ length: 10 }, (_, index) => world(firstSeed + index, own)).flat()

describe("ten worlds", () => {
  it.each([1, 5, 480])("with consecutive seeds show every trait, from seed %i on", (firstSeed) => {
    const shown = new Set(round(firstSeed).flatMap(traitsOf))
    expect(traits.filter((trait) => !shown.has(trait))).toEqual([])
  })

  it("show every state of the platform, with its codes", () => {
    const states = Object.values(trueStates).map((state, index) => ({ ...state, raw: { code: String(index) } }))
    const [first, ...others] = states
    const codes = round(1, { ...limits, states: [first ?? trueStates.unpaid, ...others] }).map(
      ({ status }) => status.raw
    )
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(states.map(({ raw }) => raw.code)))
  })

  it("show nothing that the platform does not have", () => {
    const manyLines: ReadonlyArray<TrueTrait> = ["many lines", "many refunds"]
    const without: ReadonlyArray<TrueTrait> = ["several parcels", "partial parcel", "large quantity", ...manyLines]
    const orders = round(1, { ...limits, traits: traits.filter((trait) => !without.includes(trait)) })
    expect(orders.flatMap(traitsOf).filter((trait) => without.includes(trait))).toEqual([])
  })

  it("give the same orders however many a world has", () => {
    const numbers = (count: number) => world(7, limits, count).map(({ key, lines }) => [key, lines.length])
    expect(numbers(40).slice(0, 2)).toEqual(numbers(2))
  })
})

describe("what goes together", () => {
  const together = [
    { kinds: ["standard" as const], deliveryMethods: ["express" as const] },
    { kinds: ["gift" as const], deliveryMethods: ["digital" as const], states: [trueStates.completed] }
  ]

  it("is all that occurs, planned or not", () => {
    const orders = makeTrueOrders("plan", { ...limits, together }, { seed: 3, count: 300, baseTime, days: 2 })
    const seen = new Set(orders.map(({ delivery, kind }) => `${kind} ${delivery.method}`))
    expect([...seen].toSorted()).toEqual(["gift digital", "standard express"])
    expect(orders.filter(({ kind, status }) => kind === "gift" && status.trade !== "completed")).toEqual([])
  })
})

describe("planOf", () => {
  it("deals each trait once and each state at least once to ten worlds", () => {
    const size = worldSize(limits)
    for (const firstSeed of [0, 13]) {
      const plans = Array.from({ length: 10 }, (_, seed) =>
        Array.from({ length: size }, (_, index) => planOf(limits, firstSeed + seed, index))
      ).flat()
      expect(plans.flatMap(({ trait }) => trait ?? []).toSorted()).toEqual([...possibleTraits(limits)].toSorted())
      expect(new Set(plans.flatMap(({ state }) => state ?? []))).toEqual(new Set(Object.values(trueStates)))
      expect(plans.filter(({ state, trait }) => state === null && trait === null)).toEqual([])
    }
    expect(planOf(limits, 1, size)).toEqual({ slot: null, trait: null, state: null })
  })

  it("lets one order be anything, by the world's seed", () => {
    const first = new Set(Array.from({ length: 10 * worldSize(limits) }, (_, seed) => planOf(limits, seed, 0).slot))
    expect(first.size).toBe(10 * worldSize(limits))
  })
})

describe("turnOf", () => {
  it("takes every entry before any comes again", () => {
    const choices = ["a", "b", "c", "d", "e"] as const
    const taken = Array.from({ length: 10 }, (_, slot) => turnOf(slot)("letters", choices))
    expect(new Set(taken.slice(0, 5)).size).toBe(5)
    expect(new Set(taken.slice(5)).size).toBe(5)
  })
})

describe("traitsOf", () => {
  it("finds what is there, also if the plan did not put it there", () => {
    const [order] = world(1, { ...limits, traits: [] }, 1)
    if (order === undefined) throw new Error("no order")
    const [line] = order.lines
    if (line === undefined) throw new Error("no line")
    const times = (created: string) => ({ ...order.times, created: DateTime.makeUnsafe(created) })
    expect(traitsOf({ ...order, times: times("2024-02-28T16:00:00Z") })).toContain("midnight in Shanghai")
    expect(traitsOf({ ...order, times: times("2024-02-29T15:59:59Z") })).toContain("month end in Shanghai")
    expect(traitsOf({ ...order, times: times("2024-02-28T15:59:59Z") })).not.toContain("month end in Shanghai")
    expect(traitsOf({ ...order, lines: [{ ...line, title: "𠮷" }] })).toContain("rare ideograph")
    expect(
      traitsOf({ ...order, lines: [{ ...line, title: "吉 1#" }], notes: { ...order.notes, buyer: null } })
    ).not.toEqual(expect.arrayContaining(["emoji"]))
  })
})
