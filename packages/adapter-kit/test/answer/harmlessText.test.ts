import { assert, describe, it } from "@effect/vitest"
import { harmlessAnswer, knownWords } from "../../src/answer/Envelope.ts"
import { harmlessCode, harmlessWords, isFieldName } from "../../src/answer/harmlessText.ts"

/** What platforms repeat of a request, or know of an order. */
const privateTexts = [
  "王小明",
  "欧阳成功",
  "郑安全",
  "于文乐",
  "Wang Xiaoming",
  "Zoë Müller",
  "Иван Петров",
  "김민수",
  "13812345678",
  "138 1234 5678",
  "138-1234-5678",
  "+86 (138) 1234.5678",
  "1 3 8 1 2 3 4 5 6 7 8",
  "１３８１２３４５６７８",
  "0571-88123456",
  "wang.xiaoming@mail.test",
  "bestellung@shop.test",
  "杭州市西湖区文三路90号3-401",
  "12 Baker Street",
  "330106199001011234",
  "oInvented0000000000000001",
  "ZHANGSAN",
  "zhang_san",
  "4821"
]

/** Everything that could tell one text from another: the text without spaces and signs. */
const telling = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, "")

const frames: ReadonlyArray<(text: string) => string> = [
  (text) => text,
  (text) => `订单不存在 ${text}`,
  (text) => `用户${text}没有权限`,
  (text) => `参数错误：receiver_name=${text}`,
  (text) => `invalid parameter "${text}" for order_id`,
  (text) => `{"name":"${text}"}`,
  (text) => `收货人：${text}，请检查`
]

describe("the platform's words", () => {
  it.each(privateTexts)("never repeat %#", (text) => {
    for (const frame of frames) {
      const shown = harmlessWords(frame(text))
      assert.notInclude(telling(shown), telling(text))
      assert.notMatch(shown, /\d/)
      for (const part of text.split(/[\s@,]+/)) {
        if (telling(part).length > 1) assert.notInclude(shown, part)
      }
      // A short number is a code.
      if (!/^\d{1,6}$/.test(text)) assert.notInclude(harmlessCode(frame(text), new Set()), telling(text))
    }
  })

  it.each([
    "缺失 app_id 参数",
    "没有请求本接口的权限，请申请对应接口权限集",
    "access_token 过期或者不存在",
    "没有提供该API / url 错误或未注册",
    "系统繁忙,请稍后再试",
    "订单不存在",
    "invalid param shop_id",
    "Too many requests, please retry later.",
    "orderId: required"
  ])("of the documents stay: %s", (words) => {
    assert.strictEqual(harmlessWords(words), words)
  })

  it("have no control characters, and an end", () => {
    assert.strictEqual(harmlessWords("\u001b[31mERROR\n\u009b\u202e"), "•[•••ERROR•••")
    assert.strictEqual(harmlessWords("错误".repeat(1000)), `${"错误".repeat(100)}…`)
    assert.strictEqual(harmlessWords(`${"错".repeat(199)}𠮷`), `${"•".repeat(200)}…`)
  })

  it("show a character of their own only among words that pass", () => {
    assert.strictEqual(harmlessWords("订单的状态"), "订单的状态")
    assert.strictEqual(harmlessWords("王不凡的订单"), "••••订单")
  })
})

describe("the platform's codes", () => {
  it.each([
    "40003",
    "-1",
    "isv.parameter-invalid:20022",
    "dop.token-generate-failed:1",
    "ORDER_NOT_FOUND",
    "orderNotFound"
  ])("stay as they are: %s", (code) => {
    assert.strictEqual(harmlessCode(code, new Set()), code)
  })

  it.each([
    ["13812345678", "•••••••••••"],
    ["138:1234:5678", "•••:••••:••••"],
    ["isv.wang-xiaoming:1", "isv.••••-••••••••:1"],
    ["王小明", "•"]
  ])("are masked where they are none: %#", (code, shown) => {
    assert.strictEqual(harmlessCode(code, new Set()), shown)
  })

  it("of the manifest stay whole, and so do its texts", () => {
    const errors = [{ code: "day_used_up", subCode: null, reason: { _tag: "NotFound" }, text: "第七天" }] as const
    const known = knownWords(errors, [{ code: "code", messages: [], success: ["oui"] }])
    assert.deepStrictEqual(harmlessAnswer({ code: "day_used_up", subCode: "oui", message: "第七天" }, known), {
      code: "day_used_up",
      subCode: "oui",
      message: "第七天"
    })
  })
})

describe("a key", () => {
  it.each([
    "order_id",
    "orderId",
    "OrderID",
    "b_type",
    "appoint_store_Name",
    "undocumented_123",
    "x-request-id",
    "0",
    "12"
  ])("can be the name of a field: %s", (key) => {
    assert.isTrue(isFieldName(key))
  })

  it.each([
    ...privateTexts,
    "wangxiaoming",
    "zhang_xiaoming",
    "wxid_zhangsan",
    "zhangSan",
    "beijing_road_8",
    "oVS5KXZcNVZulLPPGoe0qvu7SeRY",
    "list_13812345678",
    "o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
    "",
    "_",
    "a".repeat(60)
  ])("cannot: %#", (key) => {
    assert.isFalse(isFieldName(key))
  })
})
