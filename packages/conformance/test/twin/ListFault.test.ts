/** Lists that contradict themselves, and the platform's clock. */
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { ListFault, TwinOptions } from "../../src/index.ts"
import { openCornerShop } from "../support.ts"

interface Listed {
  readonly code: number
  readonly data: { readonly total: number | null; readonly rows?: ReadonlyArray<Row>; readonly rows_v2?: unknown }
}
interface Row {
  readonly id?: string | number
  readonly updated: string
}

/** A shop whose first list request has the fault, and pages of its list. */
const openList = (fault: ListFault | null, options: TwinOptions = {}) =>
  Effect.gen(function* () {
    const faults = fault === null ? {} : { scripted: [{ operation: "order.list", request: 1, fault }] }
    const shop = yield* openCornerShop(faults, 30, options)
    const token = yield* shop.issue
    const to = DateTime.toEpochMillis(shop.world.baseTime) / 1000
    const page = (number: number) =>
      Effect.map(
        shop.get(`/order/list?token=${token}&from=${to - 30 * 86_400}&to=${to}&page=${number}&size=10`),
        ({ text }): Listed => JSON.parse(text.replaceAll(/"id":(\d+)/g, '"id":"$1"'))
      )
    return { ...shop, page }
  })

const idsOf = ({ data: { rows = [] } }: Listed) => rows.map(({ id }) => id)

describe("a list with a fault", () => {
  it.effect.each([
    [{ kind: "wrong-total", total: 0 }, 0],
    [{ kind: "wrong-total", total: -1 }, -1],
    [{ kind: "wrong-total", total: null }, null],
    [{ kind: "total-cap", most: 20 }, 20],
    [{ kind: "total-cap", most: 500 }, 33]
  ] as const)("states another total: %o", ([fault, total]) =>
    Effect.gen(function* () {
      const { page } = yield* openList(fault)
      const [first, second] = [yield* page(1), yield* page(2)]
      assert.deepStrictEqual([first.data.total, first.data.rows?.length], [total, 10])
      assert.deepStrictEqual([second.data.total, second.data.rows?.length], [33, 10])
    })
  )

  it.effect("has an empty page, or one that lacks its first row, and does not serve what it leaves out", () =>
    Effect.gen(function* () {
      const whole = idsOf(yield* (yield* openList(null)).page(1))
      const empty = yield* openList({ kind: "empty-page" })
      assert.deepStrictEqual(idsOf(yield* empty.page(1)), [])
      assert.strictEqual(empty.world.truth().served.orders, 0)
      const short = yield* openList({ kind: "short-page" })
      assert.deepStrictEqual(idsOf(yield* short.page(1)), whole.slice(1))
      assert.deepStrictEqual(idsOf(yield* short.page(1)), whole)
    })
  )

  it.effect("pages by fewer rows than it was asked for", () =>
    Effect.gen(function* () {
      const whole = idsOf(yield* (yield* openList(null)).page(1))
      const { page, world } = yield* openList({ kind: "page-size", size: 4 })
      assert.deepStrictEqual(idsOf(yield* page(2)), whole.slice(4, 8))
      // The journal has what was asked for.
      assert.strictEqual(world.journal().at(-1)?.selection?.size, 10)
    })
  )

  it.effect("sorts orders of one second otherwise, and no others", () =>
    Effect.gen(function* () {
      const { page } = yield* openList({ kind: "other-order" }, { crowded: true, seed: 4 })
      const [one, other] = [yield* page(1), yield* page(1)]
      const times = ({ data: { rows = [] } }: Listed) => rows.map(({ updated }) => updated)
      assert.deepStrictEqual(times(one), times(other))
      assert.notDeepEqual(idsOf(one), idsOf(other))
    })
  )

  it.effect("has its rows under another key", () =>
    Effect.gen(function* () {
      const { data } = yield* (yield* openList({ kind: "list-renamed" })).page(1)
      assert.deepStrictEqual([Object.keys(data), data.total], [["total", "rows_v2"], 33])
    })
  )

  it.effect("has a row with a time outside the window", () =>
    Effect.gen(function* () {
      const { page, world } = yield* openList({ kind: "other-time" })
      const [row, next] = (yield* page(1)).data.rows ?? []
      const since = DateTime.subtract(world.baseTime, { days: 30 })
      const at = (text = "") => DateTime.makeUnsafe(`${text.replace(" ", "T")}+08:00`)
      assert.isTrue(DateTime.isLessThan(at(row?.updated), since))
      assert.isFalse(DateTime.isLessThan(at(next?.updated), since))
    })
  )

  it.effect("changes after its answer: an order appears in it, or three of it are gone", () =>
    Effect.gen(function* () {
      const more = yield* openList({ kind: "row-appears" })
      const before = idsOf(yield* more.page(1))
      const after = yield* more.page(1)
      assert.strictEqual(after.data.total, 34)
      assert.lengthOf(
        idsOf(after).filter((id) => !before.includes(id)),
        1
      )
      const fewer = yield* openList({ kind: "rows-vanish" })
      const gone = idsOf(yield* fewer.page(1)).slice(0, 3)
      const rest = yield* fewer.page(1)
      assert.strictEqual(rest.data.total, 30)
      assert.isTrue(idsOf(rest).every((id) => !gone.includes(id)))
    })
  )
})

describe("the platform's clock", () => {
  it.effect("is stated by every answer, and may differ from Effect's", () =>
    Effect.gen(function* () {
      const right = yield* openCornerShop()
      assert.strictEqual((yield* right.get("/nothing")).headers["date"], "Thu, 01 Jan 1970 00:00:00 GMT")
      const ahead = yield* openCornerShop({}, 3, { aheadSeconds: 600 })
      assert.strictEqual((yield* ahead.get("/nothing")).headers["date"], "Thu, 01 Jan 1970 00:10:00 GMT")
      assert.strictEqual(ahead.world.journal()[0]?.at, 600_000)
      const silent = yield* openCornerShop({}, 3, { statesTime: false })
      assert.notProperty((yield* silent.get("/nothing")).headers, "date")
    })
  )

  it.effect("an order can be created at any time, and is listed by it", () =>
    Effect.gen(function* () {
      const { page, world } = yield* openList(null)
      const oldest = DateTime.subtract(world.baseTime, { days: 25 })
      const id = world.create(oldest)
      assert.strictEqual(world.orders()[0]?.orderId, id)
      assert.strictEqual(String(idsOf(yield* page(1))[0]), id)
    })
  )
})
