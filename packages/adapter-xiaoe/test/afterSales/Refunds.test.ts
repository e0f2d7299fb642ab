/** What one record of an after-sale says, and its detail. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClientModule from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { TestClock } from "effect/testing"
import type { XiaoeOptions } from "../../src/index.ts"
import { afterSaleOptions as options, under } from "../support/twinShop.ts"

/** A platform with one order, whose refunds and after-sales are these. */
const platform = (
  records: ReadonlyArray<unknown>,
  rows: ReadonlyArray<unknown>,
  asked: Array<unknown> = [],
  detail: unknown = null,
  internal: Readonly<Record<string, unknown>> = {},
  rowCount: number = rows.length,
  created: string | null = "2024-05-01 00:30:00"
) =>
  HttpClientModule.make((request, url) =>
    Effect.sync(() => {
      const text = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "{}"
      const body = JSON.parse(text) as Readonly<Record<string, number>>
      const page = (body["page_index"] ?? 1) - 1
      if (url.pathname.includes("after_sale")) asked.push(body)
      const data = url.pathname.startsWith("/token")
        ? { access_token: "t", expires_in: 7200 }
        : url.pathname.includes("after_sale.detail")
          ? detail
          : url.pathname.includes("after_sale")
            ? { list: rows.slice(page * 20, page * 20 + 20), row_count: rowCount }
            : {
                order_info: {
                  app_id: "app",
                  order_id: "o_1",
                  order_state: 3,
                  order_create_time: created
                },
                internal_extra_info: { ...internal, refund_info: { has_result: true, refund_records: records } }
              }
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify({ code: 0, msg: "ok", data })))
    })
  )

const one = (records: ReadonlyArray<unknown>, rows: ReadonlyArray<unknown>, asked?: Array<unknown>) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
    return yield* under(platform(records, rows, asked), { ...options, appId: "app" }, (adapter) =>
      adapter.getOrder("o_1")
    )
  })

const statuses = [
  [0, "requested"],
  [1, "ended"],
  [2, "in_progress"],
  [3, "in_progress"],
  [4, "rejected"],
  [5, "rejected"],
  [6, "in_progress"],
  [7, "ended"],
  [8, "in_progress"],
  [11, "in_progress"],
  [12, "in_progress"],
  [13, "refunded"],
  [14, "refunded"],
  [15, "ended"],
  [16, "in_progress"],
  [17, "in_progress"],
  [18, "rejected"],
  [19, "in_progress"]
] as const

describe("a detail of an after-sale", () => {
  const row = { aftersale_id: "A1", state: 2, apply_refund_money: 900, reason: "坏了" }
  const detailed = (detail: unknown, asked?: Array<unknown>) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
      const own: XiaoeOptions = { ...options, appId: "app", afterSaleParameter: "number" }
      return yield* under(platform([], [row], asked, detail), own, (adapter) => adapter.getOrder("o_1"))
    })

  it.effect("says more than the list, and what it leaves out the list says", () =>
    Effect.gen(function* () {
      const asked: Array<unknown> = []
      const { refunds } = yield* detailed(
        { state: "13", refund_money: "800", updated_at: "2024-05-03 10:00:00", sale_type: "1", study_time: 3 },
        asked
      )
      assert.strictEqual(refunds.length, 1)
      assert.deepInclude(refunds[0], { id: "A1", status: "refunded", amount: 800, reason: "坏了" })
      assert.isNotNull(refunds[0]!.refundedAt)
      assert.deepStrictEqual(asked.at(-1), { access_token: "t", number: "A1" })
    })
  )

  it.effect("whose refunded amount is 0 although it is refunded has the amount that was asked for", () =>
    Effect.gen(function* () {
      const amountOf = (detail: object) => Effect.map(detailed(detail), ({ refunds }) => refunds[0]?.amount)
      assert.strictEqual(yield* amountOf({ state: 13, refund_money: 0 }), 900)
      assert.strictEqual(yield* amountOf({ state: 13, refund_money: 0, apply_refund_money: 0 }), 0)
    })
  )

  it.effect("in a state that no document knows is unknown, with a warning that names it", () =>
    Effect.gen(function* () {
      const { refunds, warnings } = yield* detailed({ state: "9" })
      assert.strictEqual(refunds[0]!.status, "unknown")
      assert.include(warnings[0]!.message, "after_sale.detail")
    })
  )

  it.effect("is not asked for without a number", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
      const asked: Array<unknown> = []
      const own: XiaoeOptions = { ...options, appId: "app", afterSaleParameter: "number" }
      const client = platform([], [{ state: 2 }], asked, { state: "13" })
      const { refunds } = yield* under(client, own, (adapter) => adapter.getOrder("o_1"))
      assert.deepStrictEqual([refunds, asked.length], [[], 1])
    })
  )

  it.effect("in the same unknown state as another one makes one warning", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
      const own: XiaoeOptions = { ...options, appId: "app", afterSaleParameter: "number" }
      const client = platform([], [row, { ...row, aftersale_id: "A2" }], [], { state: "9" })
      const { refunds, warnings } = yield* under(client, own, (adapter) => adapter.getOrder("o_1"))
      assert.deepStrictEqual(
        refunds.map(({ id, status }) => [id, status]),
        [
          ["A1", "unknown"],
          ["A2", "unknown"]
        ]
      )
      assert.strictEqual(warnings.length, 1)
    })
  )

  it.effect("of another after-sale is a wrong configuration", () =>
    Effect.gen(function* () {
      const { reason } = yield* Effect.flip(detailed({ aftersale_id: "A2", state: "13" }))
      assert.strictEqual(reason._tag, "Configuration")
    })
  )

  it.effect("that is empty leaves what the list says", () =>
    Effect.gen(function* () {
      const { refunds } = yield* detailed([])
      assert.deepInclude(refunds[0], { id: "A1", status: "in_progress", amount: 900 })
    })
  )
})

describe("a record of an after-sale", () => {
  it.effect.each(statuses)("in state %i is %s, as number and as text", ([state, status]) =>
    Effect.gen(function* () {
      for (const sent of [state, String(state)]) {
        const { refunds, warnings } = yield* one([], [{ aftersale_id: "A1", order_id: "o_1", state: sent }])
        assert.deepInclude(refunds[0], { id: "A1", status })
        assert.deepStrictEqual(warnings, [])
      }
    })
  )

  it.effect("in a state that no document knows is unknown, with a warning", () =>
    Effect.gen(function* () {
      const { refunds, warnings } = yield* one([], [{ aftersale_id: "A1", state: 9 }])
      assert.strictEqual(refunds[0]!.status, "unknown")
      assert.deepInclude(warnings[0], { code: "unknown_code", path: "" })
      assert.include(warnings[0]!.message, "after_sale.list")
    })
  )

  it.effect("changes no state that is final, and states no time of a refund that is not done", () =>
    Effect.gen(function* () {
      const own = [
        { after_sale_id: "A1", refund_state: 2 },
        { after_sale_id: "A2", refund_state: 3 }
      ]
      const row = { state: 2, updated_at: "2024-05-03 10:00:00" }
      const { refunds } = yield* one(own, [
        { ...row, aftersale_id: "A1" },
        { ...row, aftersale_id: "A2" },
        { ...row, aftersale_id: "A3" }
      ])
      assert.deepStrictEqual(
        refunds.map(({ id, refundedAt, status }) => [id, status, refundedAt]),
        [
          ["A1", "refunded", null],
          ["A2", "failed", null],
          ["A3", "in_progress", null]
        ]
      )
    })
  )

  it.effect("that the list does not hold leaves the order's own refund as it is", () =>
    Effect.gen(function* () {
      const own = [
        { after_sale_id: "A1", refund_state: 2, refund_amount: 300 },
        { after_sale_id: "A2", refund_state: 2, refund_amount: 200 }
      ]
      const { refunds } = yield* one(own, [{ aftersale_id: "A2", state: 13 }])
      assert.deepStrictEqual(
        refunds.map(({ amount, id, status }) => [id, status, amount]),
        [
          ["A1", "refunded", 300],
          ["A2", "refunded", 200]
        ]
      )
    })
  )

  it.effect("in an unknown state changes no state of the order's own refund", () =>
    Effect.gen(function* () {
      const own = [
        { after_sale_id: "A1", refund_state: 1 },
        { after_sale_id: "A2", refund_state: 1 }
      ]
      const rows = own.map(({ after_sale_id }) => ({ aftersale_id: after_sale_id, state: 9, reason: "坏了" }))
      const { refunds, warnings } = yield* one(own, rows)
      assert.deepStrictEqual(
        refunds.map(({ id, reason, status }) => [id, status, reason]),
        [
          ["A1", "in_progress", "坏了"],
          ["A2", "in_progress", "坏了"]
        ]
      )
      assert.strictEqual(warnings.length, 2)
    })
  )

  it.effect("says what the order's own refund does not, and changes nothing that is done", () =>
    Effect.gen(function* () {
      const own = [
        { after_sale_id: "A1", refund_state: 0, refund_amount: 300 },
        { after_sale_id: "A2", refund_state: 3, refund_amount: 200 },
        { after_sale_id: "A3", refund_state: 2 }
      ]
      const record = { apply_refund_money: 900, refund_money: "800", created_at: "2024-05-02 10:00:00", reason: "坏了" }
      const rows = [
        { ...record, aftersale_id: "A1", state: 4 },
        { ...record, aftersale_id: "A2", state: 11 },
        { ...record, aftersale_id: "A3", state: 13, updated_at: "2024-05-03 10:00:00" },
        { ...record, aftersale_id: "A4", state: 13, updated_at: "2024-05-04 10:00:00" },
        { ...record, aftersale_id: "A5", state: 2 },
        { ...record, aftersale_id: "A6", order_id: "o_2", state: 2 }
      ]
      const { refunds } = yield* one(own, rows)
      assert.deepStrictEqual(
        refunds.map(({ amount, id, refundedAt, status }) => [id, status, amount, refundedAt === null]),
        [
          ["A1", "rejected", 300, true],
          ["A2", "failed", 200, true],
          ["A3", "refunded", 800, false],
          ["A4", "refunded", 800, false],
          ["A5", "in_progress", 900, true]
        ]
      )
      assert.isTrue(refunds.every(({ reason, requestedAt }) => reason === "坏了" && requestedAt !== null))
    })
  )

  it.effect("is asked for by order and days, page by page", () =>
    Effect.gen(function* () {
      const asked: Array<unknown> = []
      const rows = Array.from({ length: 45 }, (_, index) => ({ aftersale_id: `A${index}`, state: 0 }))
      const { refunds } = yield* one([], rows, asked)
      assert.strictEqual(refunds.length, 45)
      const body = { order_id: "o_1", created_at: "2024-04-30||2024-06-03", date_type: "created_at", page_size: 20 }
      assert.deepStrictEqual(
        asked,
        [1, 2, 3].map((page_index) => ({ access_token: "t", ...body, page_index }))
      )
    })
  )

  it.effect("without a state is unknown", () =>
    Effect.gen(function* () {
      const { refunds, warnings } = yield* one([], [{ aftersale_id: "A1" }])
      assert.deepInclude(refunds[0], { id: "A1", status: "unknown", amount: null })
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("that the list does not hold stays a number, one that it holds does not", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
      const numbers = [{ after_sale_id: "A1" }, { after_sale_id: "A2" }]
      const client = platform([], [{ aftersale_id: "A1", state: 2 }], [], null, {
        after_sale_info: { has_result: true, after_sale_records: numbers }
      })
      const { references, refunds } = yield* under(client, { ...options, appId: "app" }, (adapter) =>
        adapter.getOrder("o_1")
      )
      assert.deepStrictEqual(
        references.filter(({ relation }) => relation === "售后").map(({ value }) => value),
        ["A2"]
      )
      assert.deepStrictEqual(
        refunds.map(({ id }) => id),
        ["A1"]
      )
    })
  )

  it.effect("of an order without a time is looked for in ten years", () =>
    Effect.gen(function* () {
      const asked: Array<unknown> = []
      yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
      const client = platform([], [], asked, null, {}, 0, null)
      yield* under(client, { ...options, appId: "app" }, (adapter) => adapter.getOrder("o_1"))
      assert.deepInclude(asked[0], { created_at: "2014-06-05||2024-06-03" })
    })
  )

  it.effect("on full pages is asked for behind them: a full page is never the last", () =>
    Effect.gen(function* () {
      const asked: Array<unknown> = []
      const rows = Array.from({ length: 40 }, (_, index) => ({ aftersale_id: `A${index}`, state: 0 }))
      const { refunds } = yield* one([], rows, asked)
      assert.deepStrictEqual([refunds.length, asked.length], [40, 3])
    })
  )

  it.effect("of a list that says more than it has fails, and so does none of those it has", () =>
    Effect.gen(function* () {
      const asked: Array<unknown> = []
      yield* TestClock.setTime(Date.UTC(2024, 5, 1, 20))
      const error = yield* under(
        platform([], [{ aftersale_id: "A1", state: 2 }], asked, null, {}, 1000),
        { ...options, appId: "app" },
        (adapter) => Effect.flip(adapter.getOrder("o_1"))
      )
      assert.deepInclude(error.reason, { _tag: "ResponseDecode", pointer: "/data/list", found: "none" })
      assert.lengthOf(asked, 2)
    })
  )
})
