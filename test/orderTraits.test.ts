/** Ten worlds with consecutive seeds hold orders as the world has them, in every operation that can show them. */
import { twin as doudian } from "@huidan/adapter-doudian/twin"
import { twin as wshoto } from "@huidan/adapter-wshoto/twin"
import { twin as xiaoe } from "@huidan/adapter-xiaoe/twin"
import { carriedTraits, makeDice, makeTraitTally, makeTwin, type TwinDefinition, worldSize } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { twin as paperBoat } from "../examples/adapter-paperboat/twin/index.ts"
import { twin as template } from "../packages/create-adapter/template/twin/index.ts"

const twins: ReadonlyArray<TwinDefinition> = [xiaoe, wshoto, doudian, paperBoat, template]

/** Rounds of ten begin anywhere, also in the middle of a decade. */
const dice = makeDice("first seeds")
const firstSeeds = [1, 73, 99_990, ...Array.from({ length: 9 }, () => dice.between(1, 99_990))]

const ordersOf = (twin: TwinDefinition, firstSeed: number): ReadonlyArray<Order> =>
  Array.from({ length: 10 }, (_, index) =>
    Effect.runSync(makeTwin(twin, { seed: firstSeed + index, orders: worldSize(twin.limits), days: 2 }))
  ).flatMap((world) => world.orders())

const answersOf = (twin: TwinDefinition): ReadonlyArray<string> =>
  Object.entries(twin.operations).flatMap(([operation, { answer }]) => (answer === null ? [] : [operation]))

describe.each(twins)("$platform", (twin) => {
  it("shows every trait in every answer that can show it, from any seed on", () => {
    const missing = firstSeeds.flatMap((firstSeed) => {
      const tally = makeTraitTally(twin)
      const orders = ordersOf(twin, firstSeed)
      for (const operation of answersOf(twin)) for (const order of orders) tally.add(operation, order)
      return tally
        .counts()
        .flatMap(({ operation, orders: count, trait }) =>
          count === 0 ? [`${operation}: ${trait}, from seed ${firstSeed} on`] : []
        )
    })
    expect(missing).toEqual([])
  })

  it("has every state, kind and way of paying that its limits name", () => {
    const orders = ordersOf(twin, 1)
    const { kinds, paymentMethods, states } = twin.limits
    const words = ({ payment, closeReason }: Pick<Order["status"], "payment" | "closeReason">) =>
      `${payment} ${closeReason}`
    const seen = new Set(orders.map(({ status }) => words(status)))
    expect(states.map(words).filter((state) => !seen.has(state))).toEqual([])
    const raw = new Set(orders.map(({ status }) => JSON.stringify(status.raw)))
    expect(states.filter((state) => state.raw !== undefined && !raw.has(JSON.stringify(state.raw)))).toEqual([])
    const kindsSeen = new Set(orders.map(({ kind }) => kind))
    expect(kinds.filter((kind) => !kindsSeen.has(kind))).toEqual([])
    const methods = new Set(orders.map(({ payment }) => payment.method))
    expect(paymentMethods.filter((method) => !methods.has(method))).toEqual([])
  })
})

describe("a platform's declared traits", () => {
  const { limits, operations } = paperBoat
  const mistakeOf = (twin: TwinDefinition) => Effect.runSync(Effect.flip(makeTwin(twin, { orders: 1 }))).message

  it("must not leave out what an answer can show", () => {
    const traits = (limits.traits ?? []).filter((trait) => trait !== "many lines")
    expect(mistakeOf({ ...paperBoat, limits: { ...limits, traits } })).toContain("many lines (order.detail)")
  })

  it("must be shown by an answer", () => {
    const traits = [...(limits.traits ?? []), "bundle with components" as const]
    expect(mistakeOf({ ...paperBoat, limits: { ...limits, traits } })).toContain("bundle with components")
  })

  it("may leave out what each answer lacks", () => {
    const traits = (limits.traits ?? []).filter((trait) => trait !== "many lines")
    const without = Object.entries(operations).map(([name, { answer, ...operation }]) => [
      name,
      { ...operation, answer: answer === null ? null : { ...answer, lacks: [...(answer.lacks ?? []), "many lines"] } }
    ])
    const twin = { ...paperBoat, limits: { ...limits, traits }, operations: Object.fromEntries(without) }
    expect(Effect.runSync(makeTwin(twin, { orders: 1 })).orders()).toHaveLength(1)
  })
})

it("says which traits an answer can show", () => {
  expect(carriedTraits(wshoto, "mall.order.detail")).not.toContain("several parcels")
  expect(carriedTraits(doudian, "order.searchList")).toContain("partial parcel")
  expect(carriedTraits(doudian, "no.such.operation")).toEqual([])
})
