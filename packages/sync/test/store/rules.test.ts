/** Whatever pages come, the store has what the rules make of them. `HUIDAN_STORE_SEEDS=2000` tries so many seeds. */
import { assert, describe, it } from "@effect/vitest"
import { type Dice, makeDice } from "@huidan/conformance"
import { differences, encodeOrder, fieldPatterns, isJsonObject, Order, plainText } from "@huidan/core"
import { Arbitrary, DateTime, Effect, Schema } from "effect"
import { SqlClient } from "effect/sql"
import {
  type Answer,
  enoughFrom,
  type Facet,
  isEnough,
  isNewer,
  laterWant,
  type OverlaidOrder,
  overlay,
  type Page,
  standardAllowances
} from "../../src/index.ts"
import { hideTexts } from "../../src/privacy/hiddenTexts.ts"
import { compact } from "../../src/store/compact.ts"
import { keptOrder } from "../../src/store/keptOrder.ts"
import { detailPage, inMemory, opened, orderOf, shop, someKey } from "./orders.ts"

const seeds = Number(process.env["HUIDAN_STORE_SEEDS"] ?? 200)
const pagesOfSeed = 5
const start = 1_700_000_000_000

type Operation = Pick<Page, "operation" | "meetsWants" | "carries">

const operations: readonly [Operation, ...ReadonlyArray<Operation>] = [
  {
    operation: "order.detail@2.0",
    meetsWants: true,
    carries: fieldPatterns("/status /amounts /lines /buyer /times /refunds")
  },
  {
    operation: "order.list@2.0",
    meetsWants: false,
    carries: fieldPatterns("/status/trade /amounts/paid /lines/*/title /kind")
  },
  { operation: "order.list@1.0", meetsWants: false, carries: fieldPatterns("/kind /buyer") }
]

const randomOrder = (dice: Dice, orderId: string): Order => {
  const maybe = <A>(value: A): A | null => (dice.chance(0.6) ? value : null)
  const time = (most: number) => DateTime.makeUnsafe(start + 1000 * dice.between(0, most))
  const line = (lineId: string) => ({
    lineId,
    skuId: maybe(`s${dice.between(1, 3)}`),
    title: maybe(dice.pick(["青花茶杯", "茶碗 大", "cup"])),
    paid: maybe(dice.between(0, 9))
  })
  const refund = (id: string) => ({
    id,
    status: dice.pick(["refunded", "requested"] as const),
    amount: maybe(dice.between(1, 9)),
    refundedAt: maybe(time(400_000))
  })
  return orderOf(orderId, {
    kind: dice.pick(["standard", "gift"]),
    status: {
      trade: maybe(dice.pick(["pending", "active", "completed"])),
      afterSale: maybe(dice.pick(["none", "refunded"]))
    },
    amounts: { paid: maybe(dice.between(0, 99)), refunded: maybe(dice.between(0, 20)) },
    times: { created: maybe(time(200_000)), updated: maybe(time(5)), paid: maybe(time(400_000)) },
    lines: dice.pick([[], [line("1")], [line("1"), line("2")], [line("2"), line("1")]]),
    refunds: dice.pick([[], [refund("r1")], [refund("r1"), refund("r2")]]),
    buyer: { name: maybe(plainText(dice.pick(["王小明", "李雷", "韩梅梅"]))) }
  })
}

const randomPage = (dice: Dice): Page => {
  const orderIds = ["o_1", "o_2", "o_3"]
  const askedAt = () => start + 1000 * dice.between(0, 100)
  const answers = orderIds.flatMap(
    (orderId): ReadonlyArray<Answer> =>
      Array.from({ length: dice.pick([0, 1, 1, 2]) }, () => ({ order: randomOrder(dice, orderId), askedAt: askedAt() }))
  )
  const wants = orderIds.flatMap((orderId) => (dice.chance(0.3) ? [{ orderId, at: askedAt() - 50_000 }] : []))
  return detailPage(orderOf("-"), 0, { ...dice.pick(operations), answers, wants, cursor: String(dice.between(0, 9)) })
}

interface Known {
  readonly facets: ReadonlyMap<string, Facet & { readonly meetsWants: boolean }>
  readonly version: number
  readonly want: number | null
}

/** The page by the rules alone. */
const applied = (known: Known, orderId: string, page: Page, isMasked: boolean): Known => {
  const facets = new Map(known.facets)
  for (const { askedAt, order } of page.answers.filter((answer) => answer.order.orderId === orderId)) {
    const updated = order.times.updated === null ? null : DateTime.toEpochMillis(order.times.updated)
    if (!isNewer(facets.get(page.operation) ?? null, { updated, askedAt })) continue
    const encoded = encodeOrder(order, { reveal: !isMasked, raw: null })
    const { carries, meetsWants, operation } = page
    facets.set(operation, { operation, order: encoded, carries, updated, askedAt, meetsWants })
  }
  const [before, after] = [overlaid(known), overlaid({ ...known, facets })]
  const want = page.wants
    .filter((each) => each.orderId === orderId)
    .reduce<number | null>((last, { at }) => laterWant(last, at), known.want)
  // Also an answer that is not stored, because the stored one is newer, was asked for late enough.
  const asked = page.answers.filter(({ order }) => page.meetsWants && order.orderId === orderId)
  const details = [...[...facets.values()].filter(({ meetsWants }) => meetsWants), ...asked].map(
    ({ askedAt }) => askedAt
  )
  const isMet = isEnough(want, details.length === 0 ? null : Math.max(...details), page.allowances)
  const isChanged = after !== null && (before === null || differences(before, after).length > 0)
  return { facets, version: known.version + (isChanged ? 1 : 0), want: isMet ? null : want }
}

const overlaid = ({ facets }: Known) => {
  const [first, ...rest] = [...facets.values()].toSorted((one, other) => (one.operation < other.operation ? -1 : 1))
  return first === undefined ? null : overlay([first, ...rest])
}

const maskedOf = (order: OverlaidOrder | null): OverlaidOrder => {
  const { shown } = hideTexts(order)
  return isJsonObject(shown) ? shown : {}
}

/** Throws if what is read is not an order. */
const decode = Schema.decodeUnknownSync(Order)

const unknown: Known = { facets: new Map(), version: 0, want: null }

const tried = Effect.fnUntraced(function* (seed: number, isMasked: boolean) {
  const store = yield* opened
  const dice = makeDice(seed, "store")
  const here = { ...shop, shopId: `app${seed}` }
  const lane = yield* store.claim(here, "live")
  const model = new Map<string, Known>()
  for (let page = 0; page < pagesOfSeed; page++) {
    const next = randomPage(dice)
    yield* store.commitPage(lane, next)
    for (const orderId of ["o_1", "o_2", "o_3"]) {
      model.set(orderId, applied(model.get(orderId) ?? unknown, orderId, next, isMasked))
    }
  }
  for (const [orderId, known] of model) {
    const [view, expected] = [yield* store.order(here, orderId), overlaid(known)]
    const name = `seed ${seed}, ${orderId}`
    if (view === null) assert.isNull(expected, name)
    else {
      assert.deepStrictEqual(compact(view.order), compact(maskedOf(expected)), name)
      decode(view.order)
    }
    assert.strictEqual(view?.version ?? 0, known.version, name)
    if (view !== null) assert.strictEqual(view.wanted, known.want, name)
  }
  const wanted = [...model].flatMap(([orderId, { want }]) => (want === null ? [] : [{ orderId, at: want }]))
  const due = yield* store.dueWants(lane.shop, enoughFrom(start + 200_000, standardAllowances), 10)
  assert.sameDeepMembers(
    due.map((each) => ({ ...each })),
    wanted,
    `seed ${seed}`
  )
})

const parts = [0, 1, 2, 3].map((part) => [part * (seeds / 4) + 1, (part + 1) * (seeds / 4)] as const)

describe("the store has what the rules make of any pages, and its tables follow from the answers", () => {
  it.effect.each([
    ...parts.map(([from, to]) => ["encrypted", someKey, from, to] as const),
    ["masked", null, 1, seeds / 10] as const
  ])("private texts %s", ([_, key, from, to]) =>
    Effect.gen(function* () {
      for (let seed = Math.ceil(from); seed <= to; seed++) yield* tried(seed, key === null)
      assert.deepStrictEqual(yield* (yield* opened).check, [])
    }).pipe(Effect.provide(inMemory(key)))
  )
})

describe("what is kept of an answer", () => {
  it.effect("is the encoded order without what says nothing", () =>
    Effect.gen(function* () {
      for (const order of yield* Arbitrary.sampleEffect(Arbitrary.schema(Order), { count: 30, seed: 1 })) {
        assert.deepStrictEqual(keptOrder(order), compact(encodeOrder(order, { reveal: true, raw: null })))
      }
    })
  )
})

describe("a table that is changed by hand", () => {
  it.effect.each([
    ["orders", "UPDATE orders SET paid = 1000000"],
    ["bodies", `UPDATE bodies SET json = json_set(json, '$.kind', 'other')`],
    ["facets", `UPDATE facets SET json = json_set(json, '$.kind', 'other')`],
    ["versions", "UPDATE versions SET version = 99 WHERE version = 2"],
    ["patches", `UPDATE versions SET patch = '[["/kind", null, "imported"]]' WHERE version = 2`],
    ["lines", "UPDATE lines SET title = 'plate'"],
    ["ids", "DELETE FROM ids WHERE value = 'r1'"],
    ["search", "INSERT INTO search SELECT 0, '盘子', id FROM orders"],
    ["daily", "UPDATE daily SET paid = paid + 1"],
    ["learnt_refunds", "UPDATE learnt_refunds SET amount = amount + 1"]
  ])("is found: %s", ([_, statement = ""]) =>
    Effect.gen(function* () {
      for (let seed = 1; seed <= 3; seed++) yield* tried(seed, false)
      const store = yield* opened
      assert.deepStrictEqual(yield* store.check, [])
      yield* (yield* SqlClient.SqlClient).unsafe(statement)
      assert.isNotEmpty(yield* store.check)
    }).pipe(Effect.provide(inMemory()))
  )
})
