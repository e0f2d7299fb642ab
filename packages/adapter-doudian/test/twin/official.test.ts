/** The simulated official platform: its signature, its tokens, its error table, its list. */
import { describe, expect, it } from "@effect/vitest"
import { type RunningTwin, type TwinAnswer, writeJson } from "@huidan/conformance"
import type { Json } from "@huidan/core"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { officialSign, sortedJson } from "../../twin/Auth.ts"
import { twin } from "../../twin/index.ts"
import { officialAccount, officialFailures } from "../../twin/shared/Official.ts"
import { now, running, type Tree } from "../support/twinWorlds.ts"

const ask = (
  world: RunningTwin,
  operation: string,
  parameters: Json,
  options: { readonly token?: string; readonly query?: Readonly<Record<string, string>>; readonly body?: string } = {}
) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(now)
    const body = options.body ?? sortedJson(parameters)
    const signed = {
      app_key: officialAccount.appKey,
      method: operation,
      param_json: body,
      timestamp: String(now / 1000),
      v: "2"
    }
    const { param_json: _, ...publicParameters } = signed
    const sign = yield* officialSign(signed, officialAccount.appSecret, "hmac-sha256")
    const query = { ...publicParameters, access_token: options.token ?? "", sign, sign_method: "hmac-sha256" }
    const response = yield* world.respond({
      method: "POST",
      path: `/${operation.replace(".", "/")}`,
      query: new URLSearchParams({ ...query, ...options.query }).toString(),
      headers: { "content-type": "application/json" },
      body
    })
    return JSON.parse((response as TwinAnswer).body) as Tree
  })

const tokenOf = (world: RunningTwin) =>
  Effect.map(
    ask(world, "token.create", { code: "", grant_type: "authorization_self", shop_id: "20240601" }),
    (answer): string => answer.data.access_token
  )

describe("the official door", () => {
  it.effect("signs as the published vectors", () =>
    Effect.gen(function* () {
      const parameters = {
        app_key: "appkey123",
        method: "order.searchList",
        param_json: sortedJson({ size: 100, page: 0 }),
        timestamp: "1800000000",
        v: "2"
      }
      expect(parameters.param_json).toBe('{"page":0,"size":100}')
      const signs = yield* Effect.forEach(["md5", "hmac-sha256"] as const, (method) =>
        officialSign(parameters, "secret123", method)
      )
      expect(signs).toEqual([
        "a84d3597bbb7aaeb0540d1022623165c",
        "8a5350b8fdacaa753c0885ab9859d382a31de4add09c6943c1d34298bd2165f1"
      ])
    })
  )

  it.effect("serves an order to a caller with a token", () =>
    Effect.gen(function* () {
      const world = running(1, 10)
      const token = yield* tokenOf(world)
      const orderId = world.orders()[2]?.orderId ?? ""
      const answer = yield* ask(world, "order.orderDetail", { shop_order_id: orderId }, { token })
      expect(String(answer.code)).toBe("10000")
      expect(answer.data.shop_order_detail.order_id).toBe(orderId)
      const wallTime = { timestamp: "2024-06-01 08:00:00" }
      const sign = yield* officialSign(
        {
          app_key: officialAccount.appKey,
          method: "order.orderDetail",
          param_json: sortedJson({ shop_order_id: orderId }),
          v: "2",
          ...wallTime
        },
        officialAccount.appSecret,
        "md5"
      )
      const options = { token, query: { ...wallTime, sign, sign_method: "md5" } }
      const again = yield* ask(world, "order.orderDetail", { shop_order_id: orderId }, options)
      expect(again).toEqual(answer)
      expect(JSON.stringify(world.journal())).not.toContain(token)
    })
  )

  it.effect.each([
    ["no signature", { query: { sign: "" } }, officialFailures.missingPublic],
    ["an unknown app", { query: { app_key: "1" } }, officialFailures.unknownApp],
    ["another method", { query: { method: "order.searchList" } }, officialFailures.wrongMethod],
    ["a time of an hour ago", { query: { timestamp: String(now / 1000 - 3600) } }, officialFailures.staleTimestamp],
    ["a time that is none", { query: { timestamp: "today" } }, officialFailures.staleTimestamp],
    ["a wrong signature", { query: { sign: "0".repeat(64) } }, officialFailures.wrongSign],
    ["a body whose keys are not in order", { body: '{"shop_order_id":"1","page":0}' }, officialFailures.wrongSign],
    ["a dead token", { token: "tk-0" }, officialFailures.deadToken],
    ["no order number", { body: "{}" }, officialFailures.missing],
    ["an order that is not there", {}, officialFailures.noSuchOrder]
  ] as const)("refuses %s", ([_, options, failure]) =>
    Effect.gen(function* () {
      const world = running(1, 3)
      const token = yield* tokenOf(world)
      const answer = yield* ask(world, "order.orderDetail", { shop_order_id: "1" }, { token, ...options })
      expect([answer.code, answer.sub_code]).toEqual([failure.code, failure.subCode])
      expect(world.journal().at(-1)?.outcome).toBe(failure.outcome)
    })
  )

  const days = 30 * 86_400
  const list = { create_time_start: now / 1000 - days, create_time_end: now / 1000, page: 0, size: 20 }

  it.effect("lists by time of making or change, newest first unless asked otherwise", () =>
    Effect.gen(function* () {
      const world = running(2, 40)
      const token = yield* tokenOf(world)
      const pages = yield* Effect.forEach([0, 1, 2], (page) =>
        ask(world, "order.searchList", { ...list, page }, { token })
      )
      expect(pages.flatMap((answer) => answer.data.shop_order_list)).toHaveLength(43)
      expect(pages.map((answer) => Number(answer.data.total))).toEqual([43, 43, 43])
      const { create_time_start: start, create_time_end: end, ...rest } = list
      const updated = {
        ...rest,
        order_asc: true,
        order_by: "update_time",
        update_time_start: start,
        update_time_end: end
      }
      const answer = yield* ask(world, "order.searchList", updated, { token })
      const times: ReadonlyArray<number> = answer.data.shop_order_list.map((row: Tree) => Number(row.update_time))
      expect(times).toEqual(times.toSorted((left, right) => left - right))
      const two = { ...list, combine_status: [{ order_status: "4" }] }
      const closed = yield* ask(world, "order.searchList", two, { token })
      expect(new Set(closed.data.shop_order_list.map((row: Tree) => String(row.order_status)))).toEqual(new Set(["4"]))
    })
  )

  it.effect.each([
    ["no page", { page: null }, officialFailures.missing],
    ["page −1", { page: -1 }, officialFailures.negativePage],
    ["101 rows", { size: 101 }, officialFailures.largePage],
    ["rows beyond 50 000", { page: 2500 }, officialFailures.tooDeep],
    ["no start", { create_time_start: null }, officialFailures.noStart],
    ["91 days", { create_time_start: now / 1000 - 91 * 86_400 }, officialFailures.longWindow],
    ["two combinations", { combine_status: [{ order_status: "1" }, {}] }, officialFailures.manyCombinations]
  ] as const)("refuses a list with %s", ([_, parameters, failure]) =>
    Effect.gen(function* () {
      const world = running(2, 3)
      const token = yield* tokenOf(world)
      const answer = yield* ask(world, "order.searchList", { ...list, ...parameters }, { token })
      expect([answer.code, answer.sub_code]).toEqual([failure.code, failure.subCode])
    })
  )

  it.effect("gives no token for another shop or a wrong code", () =>
    Effect.gen(function* () {
      const world = running(2, 3)
      const asked = [
        { grant_type: "authorization_self", shop_id: "1" },
        { grant_type: "authorization_code", code: "old" }
      ]
      const answers = yield* Effect.forEach(asked, (parameters) => ask(world, "token.create", parameters))
      expect(answers.map((answer) => answer.code)).toEqual([50001, 50001])
    })
  )

  it("gives the faults of both doors their own codes", () => {
    expect(JSON.parse(writeJson(twin.errorAnswer("1004", "签名错误")))).toMatchObject({ code: 1004, data: null })
    expect(JSON.parse(writeJson(twin.errorAnswer("40004:isv.parameter-invalid:20014", "no")))).toMatchObject({
      code: 40004,
      sub_code: "isv.parameter-invalid:20014"
    })
  })
})
