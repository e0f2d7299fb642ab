import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { identityCheck, isCardNumber, isIdentityNumber, luhnCheck } from "../../src/recording/checkDigits.ts"
import { one, record, recorded, refusal } from "./recordKiosk.ts"

describe("a stand-in has the shape of the real value", () => {
  const invented: ReadonlyArray<readonly [what: string, key: string, real: string, shape: RegExp]> = [
    ["a Chinese name", "receiver", "王小明", /^(?!王小明)\p{Script=Han}{3}$/u],
    ["a Latin name", "receiver", "Rose O'Neill", /^(?!Rose)[A-Z][a-z]{3} [A-Z]'[A-Z][a-z]{4}$/],
    ["a mobile number", "receiver", "13812138000", /^1540000\d{4}$/],
    ["one with the country's code", "receiver", "+86 138 1213 8000", /^\+86 154 0000 \d{4}$/],
    ["a landline number", "receiver", "0571-88123456", /^0(?!571)\d{3}-\d{8}$/],
    ["an e-mail address", "email", "ming.wang@mail.test", /^(?!ming)[a-z]{4}\.[a-z]{4}@example\.com$/],
    [
      "an address of the web",
      "avatar",
      "https://img.test/u/1.png?openid=abc",
      /^https:\/\/example\.com\/[a-z]\/\d\.png$/
    ],
    ["a postal address", "address", "虚构路12号3-401", /^\p{Script=Han}{3}\d{2}\p{Script=Han}\d-\d{3}$/u],
    ["text masked by the platform", "receiver", "王*明", /^王\*明$/],
    [
      "an encrypted telephone number",
      "receiver",
      "$CaU7Rey=$myCj+zSp/Y==$1$$",
      /^\$(?!CaU7)[A-Z][a-z][A-Z]\d[A-Z][a-z]{2}=\$[a-z]{2}[A-Z][a-z]\+[a-z][A-Z][a-z]\/[A-Z]==\$1\$\$$/
    ],
    ["an encrypted name", "receiver", "#wMej#NdpuGBRB3o9=#1##", /^#(?!wMej)\w{4}#\w{11}=#1##$/],
    ["an encrypted id", "receiver", "1@#aGVsbG8=", /^1@#(?!aGVsbG8)\w{7}=$/],
    ["an id of letters and digits", "pay_no", "PAY20220705220014", /^PAY(?!2022)\d{14}$/],
    ["an id with a head", "id", "o_1657027937_5f2c", /^o_(?!1657)\d{10}_\d[a-z]\d[a-z]$/]
  ]

  it.effect.each(invented)("%s", ([_what, key, real, shape]) =>
    Effect.gen(function* () {
      const data = yield* recorded({ id: "o_77777777", ...{ [key]: real } })
      assert.match(data[key], shape)
    })
  )

  it.effect("check digits stay right where they were: identity cards, bank cards", () =>
    Effect.gen(function* () {
      // The example of GB 11643 itself.
      const identity = "11010519491231002X"
      assert.isTrue(isIdentityNumber(identity))
      assert.strictEqual(identityCheck(identity.slice(0, 17)), "X")
      const card = `622202000000123456${luhnCheck("622202000000123456")}`
      const data = yield* recorded({ id: "o_77777777", receiver: identity, card })
      assert.isTrue(isIdentityNumber(data.receiver))
      assert.match(data.receiver, /^99\d{4}18000101/)
      assert.isTrue(isCardNumber(data.card))
      assert.notStrictEqual(data.card, card)
      assert.strictEqual(data.card.length, 19)
    })
  )

  it.effect.each([
    ["4951808855195223263", /^49\d{17}$/, 2n ** 53n, 2n ** 63n],
    ["9007199254740993", /^90\d{14}$/, 2n ** 53n, 2n ** 63n],
    ["9223372036854775809", /^92\d{17}$/, 2n ** 63n, 2n ** 64n],
    ["1684087813", /^16\d{8}$/, 0n, 2n ** 53n]
  ] as const)("a bare number stays one of its size: %s", ([id, shape, least, most]) =>
    Effect.gen(function* () {
      const { body } = yield* record(one(`{"id":${id},"price":19.90}`))
      const written = /"id": (\d+),/.exec(body)?.[1] ?? ""
      assert.match(written, shape)
      assert.notStrictEqual(written, id)
      assert.isTrue(BigInt(written) >= least && BigInt(written) < most)
      assert.include(body, `"price": 19.90`)
    })
  )
})

describe("a recording", () => {
  const answer = {
    id: "o_20261101123",
    state: "3",
    price: "19.90",
    created: "2026-11-01 08:30:00",
    receiver: "王小明",
    phones: ["13812138000"],
    address: "杭州市虚构路12号",
    title: "王小明同款 T恤",
    image: "https://img.test/a.png?token=1",
    remark: "转交王小明, 13812138000",
    extra: { nick_name: "阿花", amount: "1990", paid_at: 1793493000, list_13812138000: 1, note: "王小明" }
  }

  it.effect("has one stand-in for one value, also inside another text, in a key, or in what nothing reads", () =>
    Effect.gen(function* () {
      const data = yield* recorded(answer)
      const [phone] = data.phones
      assert.strictEqual(data.title, `${data.receiver}同款 T恤`)
      assert.include(data.remark, data.receiver)
      assert.include(data.remark, phone)
      assert.strictEqual(data.extra.note, data.receiver)
      // What the adapter does not show of a key is replaced as a whole.
      const key = Object.keys(data.extra).find((name) => name.endsWith(`_${phone}`))
      assert.notStrictEqual(key, `list_${phone}`)
      assert.strictEqual(data.extra[key ?? ""], 1)
    })
  )

  it.effect("keeps a short name inside a longer one", () =>
    Effect.gen(function* () {
      const data = yield* recorded({ ...answer, extra: { nick_name: "小明" } })
      assert.strictEqual(data.receiver.slice(1), data.extra.nick_name)
      assert.strictEqual(data.title, `${data.receiver}同款 T恤`)
    })
  )

  it.effect("replaces an e-mail address with a known name by one at example.com", () =>
    Effect.gen(function* () {
      const data = yield* recorded({ id: "o_20261101123", receiver: "ming", email: "ming@mail.test" })
      assert.match(data.email, /^[a-z]{4}@example\.com$/)
    })
  )

  it.effect("keeps codes, amounts and times, and removes the query of a URL", () =>
    Effect.gen(function* () {
      const data = yield* recorded(answer)
      assert.deepInclude(data, { state: "3", price: "19.90", created: "2026-11-01 08:30:00" })
      assert.deepInclude(data.extra, { amount: "1990", paid_at: 1793493000 })
      assert.strictEqual(data.image, "https://img.test/a.png")
    })
  )

  const hidden: ReadonlyArray<readonly [what: string, title: string, shape: RegExp]> = [
    ["a mobile number behind a full stop", "Tel.13812138001", /^Tel\.1540000\d{4}$/],
    ["one with dots", "电话138.1213.8003转1", /^电话154\.0000\.\d{4}转1$/],
    ["one in full width", "电话１３８１２１３８００４", /^电话(?!１３８１)[０-９]{11}$/],
    ["landline numbers", "(010)88886666 02188886667 0571 88886668", /^(?!.*(?:6666|6667|6668))[\d() ]+$/],
    ["an account at WeChat", "加wxid_abcd1234", /^加(?!wxid)[a-z]{4}_[a-z]{4}\d{4}$/],
    ["an account at QQ", "QQ 123456789", /^QQ (?!123456789)\d{9}$/],
    ["a token in an address without its scheme", "//y.test/b?token=abc123", /^\/\/y\.test\/b\?token=(?!abc)\w{6}$/]
  ]
  it.effect.each(hidden)("hides in words: %s", ([_what, title, shape]) =>
    Effect.gen(function* () {
      assert.match((yield* recorded({ ...answer, title })).title, shape)
    })
  )

  it.effect("replaces, in what nothing reads, names as keys, access codes, and ids under any key", () =>
    Effect.gen(function* () {
      const extra = {
        李四: { sum: 1 },
        verify_code: "482913",
        pwd: "654321",
        vendor_id: 1381234567,
        update_user_id: "1712345678",
        end_time: 1793493000
      }
      const written = yield* recorded({ ...answer, extra })
      for (const real of ["李四", "482913", "654321", "1381234567", "1712345678"])
        assert.notInclude(JSON.stringify(written), real)
      assert.strictEqual(written.extra.end_time, 1793493000)
    })
  )

  it.effect("is fast with long texts without spaces", () =>
    Effect.gen(function* () {
      const long = ["1", "a", "路", "a.", " "].map((piece) => piece.repeat(30_000))
      assert.lengthOf(
        (yield* recorded({ ...answer, title: "书", extra: { lines: long, note: long.join("|") } })).extra.lines,
        5
      )
      yield* record(one({ ...answer, title: `${long.join("|")} 书` }), ["another-secret"])
    })
  )

  it.effect("keeps identity numbers bare if they were", () =>
    Effect.gen(function* () {
      const people = Array.from({ length: 40 }, (_, index) => {
        const digits = `1101011990030${String(1000 + index)}`
        return digits + identityCheck(digits)
      }).filter((number) => !number.endsWith("X"))
      const { body } = yield* record(one(`{"id":"o_77777777","extra":[${people.join()}]}`))
      assert.isAbove(people.length, 30)
      assert.isTrue((body.match(/\d{18}/g) ?? []).every(isIdentityNumber))
      JSON.parse(body)
    })
  )

  it.effect("of an error answer replaces values under private keys", () =>
    Effect.gen(function* () {
      const { body } = yield* record(`{"code":7,"msg":"gone","buyer_name":"王小明","access_token":"abc123def"}`)
      assert.include(body, "gone")
      for (const real of ["王小明", "abc123def"]) assert.notInclude(body, real)
    })
  )

  it.effect("says nothing about the real values: other values of the same form have the same stand-ins", () =>
    Effect.gen(function* () {
      const other = { ...answer, receiver: "李大山", phones: ["13700137000"], id: "o_30987654321" }
      const swapped = JSON.parse(
        JSON.stringify(other).replaceAll("王小明", "李大山").replaceAll("13812138000", "13700137000")
      )
      assert.deepStrictEqual(yield* recorded(answer), yield* recorded(swapped))
    })
  )

  it.effect("comes with the records that it decodes to", () =>
    Effect.gen(function* () {
      const { body, records } = yield* record(one(answer))
      const data = JSON.parse(body).data
      const [order] = records as ReadonlyArray<{ readonly [key: string]: unknown }>
      assert.deepInclude(order, { orderId: data.id, key: `kiosk/-/${data.id}` })
      assert.deepInclude(order?.["buyer"], { name: { state: "plain", value: data.receiver } })
    })
  )

  it.effect("of a list keeps a row that cannot be decoded, without its texts", () =>
    Effect.gen(function* () {
      const rows = `[{"id":"o_20261101123"},{"id":"o_20261101124","price":"0.015","receiver":"王小明"}]`
      const { body, records } = yield* record(one(rows), [], "order.many")
      assert.notInclude(body, "王小明")
      assert.notInclude(body, "o_2026")
      assert.deepInclude(records, { quarantined: { reason: "ResponseDecode", pointer: "/data/1/price" } })
    })
  )

  it.effect("replaces private text of a block that says that there is nothing in it", () =>
    Effect.gen(function* () {
      const pickup = {
        has_result: false,
        contact: "王小明",
        phone: "13812138000",
        place: "某某店",
        staff_id: "u_5f2c1657"
      }
      const data = yield* recorded({ ...answer, receiver: "", phones: [], remark: "", title: "书", pickup })
      for (const real of ["王小明", "13812138000", "u_5f2c1657"]) assert.notInclude(JSON.stringify(data), real)
      assert.strictEqual(data.pickup.place, "某某店")
    })
  )

  it.effect("replaces whole keys that the adapter does not show", () =>
    Effect.gen(function* () {
      const extra = { "Wang Xiaoming": 1, "wang@mail.test": 2, o6bmjrPTlm62sgVt7hMZOPfL2M: 3, by_day: { "0": 4 } }
      const written = JSON.stringify(yield* recorded({ ...answer, extra }))
      for (const real of ["Wang", "mail.test", "o6bmjrPTlm"]) assert.notInclude(written, real)
      assert.include(written, '"by_day":{"0":4}')
    })
  )

  it.effect("of an error answer keeps code and message", () =>
    Effect.gen(function* () {
      const { body } = yield* record(`{"code":7,"msg":"订单不存在 13812138000","data":{"who":"王小明"}}`)
      assert.match(body, /"msg": "订单不存在 1540000\d{4}"/)
      assert.notInclude(body, "王小明")
    })
  )
})

describe("nothing is recorded", () => {
  const secret = "hunter2/of"
  const spellings = {
    plain: secret,
    "URL-encoded": encodeURIComponent(secret),
    base64: Buffer.from(`x${secret}y`).toString("base64"),
    hexadecimal: Buffer.from(secret).toString("hex"),
    "hexadecimal in upper case": Buffer.from(secret).toString("hex").toUpperCase(),
    "in upper case": secret.toUpperCase(),
    "base64 in lines": Buffer.from(`some words ${secret} and more`).toString("base64").replaceAll(/.{12}/g, "$&\n"),
    "escaped in JSON": JSON.stringify(secret).replace("hunter", "\\u0068unter")
  }

  it.effect.each(Object.entries(spellings))("if a known secret remains: %s", ([_name, spelling]) =>
    Effect.gen(function* () {
      const refused = yield* refusal(one({ id: "o_20261101123", title: `a ${spelling} b` }), [secret])
      assert.strictEqual(refused.pointer, "/data/title")
      assert.notInclude(JSON.stringify(refused), "hunter2")
      assert.notInclude(JSON.stringify(refused), spelling)
      assert.match(refused.message, /^A known secret remains in the answer at "\/data\/title"$/)
    })
  )

  it.effect("if a secret is a key, and the pointer does not show it", () =>
    Effect.gen(function* () {
      const named = "gateway_of_shop"
      const refused = yield* refusal(`{"code":0,"data":{"id":"o_20261101123"},"${named}":{"a":1}}`, [named])
      assert.strictEqual(refused.pointer, "/•••")
      assert.notInclude(JSON.stringify(refused), "gateway")
    })
  )

  it.effect("if the order would change, because the adapter shows private text as a code", () =>
    Effect.gen(function* () {
      const refused = yield* refusal(one({ id: "o_20261101123", kind: "王小明" }))
      assert.strictEqual(refused.pointer, "/0/channel/code")
      assert.notInclude(JSON.stringify(refused), "王小明")
    })
  )

  it.effect("if the answer is not JSON", () =>
    Effect.gen(function* () {
      assert.match((yield* refusal("<html>")).message, /is not JSON/)
    })
  )
})
