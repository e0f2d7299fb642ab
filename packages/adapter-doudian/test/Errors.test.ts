import { assert, describe, it } from "@effect/vitest"
import type { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make, manifest } from "../src/index.ts"

const refuse = (operation: string, body: unknown): Effect.Effect<AdapterError> =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    return yield* adapter.decode(operation, JSON.stringify(body))
  }).pipe(Effect.flip, Effect.orDie)

const describeReason = ({ reason }: AdapterError): string =>
  reason._tag === "Authentication" ? `Authentication(${reason.kind})` : reason._tag

describe("the official door", () => {
  const rows = [
    [20000, "isp.service-error:20004", "PlatformUnavailable"],
    [20001, "", "PlatformUnavailable"],
    [30001, "isv.app-permissions-insufficient", "PermissionDenied"],
    [30001, "dop.authorization-closed", "PermissionDenied"],
    [30002, "isv.invalid_ip", "IpNotAllowed"],
    [40001, "", "InvalidRequest"],
    [40002, "isv.missing-parameter:20000", "InvalidRequest"],
    [40003, "isv.access-token-expired", "Authentication(token)"],
    [40003, "isv.access-token-expired:2", "Authentication(token)"],
    [40003, "isv.access-token-no-existed", "Authentication(token)"],
    [40003, "isv.access-token-invalid", "Authentication(token)"],
    [40003, "isv.signature-invalid", "Authentication(signature)"],
    [40003, "isv.signature-invalid:7", "Authentication(signature)"],
    [40003, "isv.timestamp-invalid", "Authentication(clock)"],
    [40003, "isv.parameter-invalid", "InvalidRequest"],
    [40003, null, "InvalidRequest"],
    [40004, "isv.parameter-invalid:20014", "NotFound"],
    [40004, "isv.parameter-invalid:20001", "NotFound"],
    [40004, "isv.parameter-invalid:20022", "InvalidRequest"],
    [40004, "isv.parameter-invalid:120014", "InvalidRequest"],
    [50002, "isv.business-failed:20015", "NotFound"],
    [50002, "isv.business-failed:20009", "PlatformRejected"],
    [50001, "dop.token-generate-failed:1", "PlatformRejected"],
    [60000, "isv.traffic-limited", "RateLimited"],
    [70000, "isp.api-service-off", "PlatformUnavailable"],
    [80000, "isv.env-suspected", "QuotaExhausted"],
    [90000, "", "PlatformUnavailable"],
    [10001, "isv.business-part-failed", "PlatformRejected"],
    [12345, "", "PlatformRejected"]
  ] as const
  it.effect.each(rows)("%s %s: %s", ([code, sub_code, expected]) =>
    Effect.gen(function* () {
      for (const spelled of [code, String(code)]) {
        for (const operation of ["order.orderDetail", "order.searchList"]) {
          const error = yield* refuse(operation, { code: spelled, sub_code, msg: "refused", data: null })
          assert.strictEqual(describeReason(error), expected)
          if (error.reason._tag === "InvalidRequest") assert.isNotEmpty(error.reason.detail)
          assert.deepStrictEqual(
            { ...error.answer },
            { code: String(code), subCode: sub_code === "" ? null : sub_code, message: "refused" }
          )
        }
      }
    })
  )

  it.effect("an answer of the older frame succeeds by err_no 0 and has no table of failures", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      assert.deepStrictEqual(
        yield* adapter.decode("order.searchList", '{"err_no":0,"message":"success","data":[]}'),
        []
      )
      const error = yield* refuse("order.searchList", { err_no: 30001, message: "refused" })
      assert.deepStrictEqual([describeReason(error), error.answer?.code], ["PlatformRejected", "30001"])
      assert.strictEqual(describeReason(yield* refuse("order.searchList", { data: {} })), "ResponseDecode")
      assert.strictEqual(describeReason(yield* refuse("order.searchList", { code: 0, err_no: 0 })), "PlatformRejected")
    })
  )
})

describe("the door of 蜂巢", () => {
  it.effect("keeps its numbers apart from the official ones", () =>
    Effect.gen(function* () {
      for (const code of [1, "1", 10000, 30001, 40003, 60000, 90000]) {
        const error = yield* refuse("fengchao.trade.detail", { code, message: "refused", data: null })
        assert.deepStrictEqual(
          [describeReason(error), error.answer?.code, error.answer?.message],
          ["PlatformRejected", String(code), "refused"]
        )
      }
      const withoutCode = yield* refuse("fengchao.trade.list", { err_no: 0 })
      assert.strictEqual(describeReason(withoutCode), "ResponseDecode")
    })
  )

  it.effect("success without an order fails at the order id's place", () =>
    Effect.gen(function* () {
      for (const data of [null, [], {}, { shop_order_detail: null }]) {
        const { reason } = yield* refuse("fengchao.trade.detail", { code: 0, data })
        assert.strictEqual(reason._tag, "ResponseDecode")
        assert.include(reason._tag === "ResponseDecode" ? reason.pointer : "", "/order_id")
      }
    })
  )
})

describe("the manifest", () => {
  it("declares no operation without its document, and says what is unverified", () => {
    for (const operation of Object.values(manifest.operations)) {
      assert.isNotEmpty(operation.document)
      assert.isNotEmpty(operation.unverified)
    }
    assert.isFalse(manifest.operations["fengchao.trade.detail"]?.quota?.verified)
  })
})
