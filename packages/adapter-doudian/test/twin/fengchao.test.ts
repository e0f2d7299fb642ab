/** The simulated 蜂巢 gateway: its signature, its refusals, its list. */
import { describe, expect, it } from "@effect/vitest"
import type { RunningTwin, TwinAnswer } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { fengchaoSign } from "../../twin/Auth.ts"
import { fengchaoAccount, fengchaoCodes } from "../../twin/fengchao/Operation.ts"
import { now, running, type Tree } from "../support/twinWorlds.ts"

const knock = (world: RunningTwin, path: string, parameters: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(now)
    const common = {
      appid: fengchaoAccount.appId,
      timestamp: String(now / 1000),
      seller_nick: fengchaoAccount.sellerNick,
      ...parameters
    }
    const form = { sign: yield* fengchaoSign(common, fengchaoAccount.appSecret), ...common }
    const response = yield* world.respond({
      method: "POST",
      path: `/gateway/dd/trade/${path}`,
      query: "",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString()
    })
    expect(response).toMatchObject({ _tag: "Answer", status: 200 })
    return JSON.parse((response as TwinAnswer).body) as Tree
  })

describe("the 蜂巢 door", () => {
  it.effect("signs as the published vector, in whatever order the parameters come", () =>
    Effect.gen(function* () {
      const parameters = {
        appid: "1001",
        timestamp: "1657525936",
        seller_nick: "oms38173182",
        shop_order_id: "4782860977949521619"
      }
      const sign = "e17d7a1edf7a39f42a2d8a3765ab577e"
      expect(yield* fengchaoSign(parameters, "test-secret")).toBe(sign)
      const permuted = Object.fromEntries(Object.entries({ sign, ...parameters }).toReversed())
      expect(yield* fengchaoSign(permuted, "test-secret")).toBe(sign)
      expect(yield* fengchaoSign({ ...parameters, remark: "" }, "test-secret")).not.toBe(sign)
    })
  )

  it.effect("serves the order asked for, whatever characters and empty values are signed", () =>
    Effect.gen(function* () {
      const world = running(1, 10)
      const { orderId } = world.orders()[3] as Order
      const answer = yield* knock(world, "detail", { shop_order_id: orderId, remark: "", note: "a+b&c=<汉字>%20" })
      expect(answer.code).toBe(0)
      expect(answer.data.shop_order_detail.order_id).toBe(orderId)
      expect(world.journal()).toMatchObject([
        { outcome: "ok", operation: "fengchao.trade.detail", orderIds: [orderId] }
      ])
      expect(JSON.stringify(world.journal())).not.toContain("sign")
      expect(world.truth()).toMatchObject({ finds: "list", served: { orders: 1 } })
      expect(world.truth().orderIds).toContain(orderId)
    })
  )

  it.effect.each([
    ["a wrong signature", { sign: "0".repeat(32) }, fengchaoCodes.wrongSign, "signature"],
    ["a signature in capitals", { sign: "E17D7A1EDF7A39F42A2D8A3765AB577E" }, fengchaoCodes.wrongSign, "signature"],
    ["an unknown app", { appid: "1002" }, fengchaoCodes.unknownApp, "credentials"],
    ["another's shop", { seller_nick: "oms1" }, fengchaoCodes.sellerNotGranted, "permission"],
    ["a time of an hour ago", { timestamp: String(now / 1000 - 3600) }, fengchaoCodes.staleTimestamp, "clock"],
    ["a time in milliseconds", { timestamp: String(now) }, fengchaoCodes.staleTimestamp, "clock"],
    ["no app", { appid: "" }, fengchaoCodes.missingParameter, "invalid"],
    ["no order number", { shop_order_id: "" }, fengchaoCodes.missingParameter, "invalid"],
    ["an order that is not there", { shop_order_id: "1" }, fengchaoCodes.noSuchOrder, "not-found"]
  ] as const)("refuses %s", ([_, parameters, code, outcome]) =>
    Effect.gen(function* () {
      const world = running(1, 3)
      const answer = yield* knock(world, "detail", { shop_order_id: world.orders()[0]?.orderId ?? "", ...parameters })
      expect(answer.code).toBe(code)
      expect(answer.data).toBeNull()
      expect(world.journal()).toMatchObject([{ outcome, orderIds: [] }])
    })
  )

  const day = 86_400
  const window = { create_time_start: String(now / 1000 - 30 * day), create_time_end: String(now / 1000) }

  it.effect("lists every order once, newest first, from page 0", () =>
    Effect.gen(function* () {
      const world = running(2, 57)
      const pages = yield* Effect.forEach([0, 1, 2, 3], (page) =>
        knock(world, "list", { ...window, page: String(page), size: "20" })
      )
      const rows: ReadonlyArray<Tree> = pages.flatMap((answer) => answer.data.shop_order_list)
      expect(pages.map((answer) => answer.data.total)).toEqual([60, 60, 60, 60])
      expect(rows).toHaveLength(60)
      const ids = new Set(rows.map((row) => row.order_id).filter((id) => id !== undefined))
      expect(ids.size).toBe(59)
      const times = rows.map((row) => row.create_time).filter(Number.isInteger)
      expect(times).toEqual(times.toSorted((left, right) => right - left))
    })
  )

  it.effect("filters by the codes of combine_status", () =>
    Effect.gen(function* () {
      const world = running(2, 100)
      const asked = { ...window, page: "0", size: "100", combine_status: '[{"order_status":"3,5"}]' }
      const answer = yield* knock(world, "list", asked)
      const rows: ReadonlyArray<Tree> = answer.data.shop_order_list
      expect(new Set(rows.map((row) => row.order_status))).toEqual(new Set([3, 5]))
      const found = rows.map((row) => row.order_id)
      const wanted = world.orders().filter(({ status }) => isShippedOrDone(status))
      expect(found).toEqual(expect.arrayContaining(wanted.map(({ orderId }) => orderId)))
    })
  )

  it.effect.each([
    ["no window", { create_time_start: "" }, fengchaoCodes.missingParameter],
    ["a window of 91 days", { create_time_start: String(now / 1000 - 91 * day) }, fengchaoCodes.invalidParameter],
    ["a time that is no number", { create_time_end: "2024-06-01 00:00:00" }, fengchaoCodes.invalidParameter],
    ["101 rows", { size: "101" }, fengchaoCodes.invalidParameter],
    ["rows beyond 50 000", { page: "500" }, fengchaoCodes.invalidParameter],
    ["a page before the first", { page: "-1" }, fengchaoCodes.invalidParameter],
    [
      "two combinations",
      { combine_status: '[{"order_status":"3"},{"order_status":"5"}]' },
      fengchaoCodes.invalidParameter
    ],
    ["a combination that is no JSON", { combine_status: "3,5" }, fengchaoCodes.invalidParameter]
  ] as const)("refuses a list with %s", ([_, parameters, code]) =>
    Effect.gen(function* () {
      const answer = yield* knock(running(2, 3), "list", { ...window, page: "0", size: "100", ...parameters })
      expect(answer.code).toBe(code)
    })
  )

  it.effect("sends poisoned orders when they are asked for", () =>
    Effect.gen(function* () {
      const world = running(1, 5)
      const rows = yield* Effect.forEach(world.poisoned(), ({ orderId }) =>
        Effect.map(knock(world, "detail", { shop_order_id: orderId }), (answer) => answer.data.shop_order_detail)
      )
      expect(rows).toMatchObject([{ pay_amount: 1.5 }, {}, { create_time: "昨天下午" }])
      expect("order_id" in rows[1]).toBe(false)
      expect(world.poisoned().every(({ served }) => served)).toBe(true)
    })
  )
})

const isShippedOrDone = ({ trade, fulfilment }: Order["status"]): boolean =>
  (trade === "active" && fulfilment === "shipped") || trade === "completed"
