import { inspect } from "node:util"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { AdapterError, AdapterErrorReason, adapterErrorToJson, isAdapterError, responseDecode } from "../src/index.ts"

const errorOf = (reason: AdapterErrorReason, answer: AdapterError["answer"] = null): AdapterError =>
  new AdapterError({ platform: "xiaoe", shop: "app1", operation: "order.detail@2.0", reason, answer })

const where = "xiaoe app1 order.detail@2.0: "

/** Every reason, what it says first, and whether the same call may succeed later by itself. */
const reasons: ReadonlyArray<readonly [AdapterErrorReason, string, boolean]> = [
  [
    { _tag: "Authentication", kind: "credentials" },
    "authentication failed (credentials). Check the application's id and secret",
    false
  ],
  [{ _tag: "Authentication", kind: "token" }, "authentication failed (token). The access token was refused", false],
  [
    { _tag: "Authentication", kind: "signature" },
    "authentication failed (signature). The signature was refused",
    false
  ],
  [
    { _tag: "Authentication", kind: "clock" },
    "authentication failed (clock). The platform rejected the request's timestamp",
    false
  ],
  [{ _tag: "PermissionDenied" }, "the application lacks the permission", false],
  [{ _tag: "IpNotAllowed", ip: null }, "the platform does not accept this machine's address. Add", false],
  [
    { _tag: "IpNotAllowed", ip: "203.0.113.7" },
    "the platform does not accept this machine's address 203.0.113.7. Add",
    false
  ],
  [{ _tag: "RateLimited", retryAfter: null }, "too many requests. Wait", true],
  [{ _tag: "RateLimited", retryAfter: 3 }, "too many requests, the platform asks to wait 3 s. Wait", true],
  [{ _tag: "QuotaExhausted" }, "the platform's quota for this operation is used up", false],
  [{ _tag: "NotFound" }, "the platform does not know this order. Check the order number", false],
  [
    { _tag: "InvalidRequest", detail: "the window is longer than a day" },
    "the window is longer than a day. Correct the request",
    false
  ],
  [{ _tag: "NotSupported", detail: "no list" }, "no list. Run `huidan adapters`", false],
  [{ _tag: "PlatformUnavailable" }, "the platform is unavailable. Try again later", true],
  [{ _tag: "PlatformRejected" }, "the platform rejected the request. Look up the code", false],
  [{ _tag: "Transport", detail: "connection reset" }, "connection reset. Try again later", true],
  [{ _tag: "Timeout", after: 30 }, "no answer within 30 s. Try again later", true],
  [
    responseDecode({ pointer: "/data/price", expected: "an amount in yuan", found: "text of 5 characters" }),
    "the answer is not as documented at /data/price: expected an amount in yuan, found text of 5 characters. The platform may have changed",
    false
  ],
  [
    responseDecode({ pointer: "", expected: "an object", found: "null" }),
    "the answer is not as documented at its root: expected an object, found null",
    false
  ],
  [
    responseDecode({ pointer: "", expected: "a value", found: "the end of the text", position: 12 }),
    "the answer is not as documented at offset 12: expected a value, found the end of the text",
    false
  ],
  [
    {
      _tag: "ListContradiction",
      stated: 350,
      received: 200,
      since: "2024-06-01T00:00:00.000Z",
      until: "2024-06-02T00:00:00.000Z",
      cursor: "{}"
    },
    "the list states 350 orders from 2024-06-01T00:00:00.000Z until 2024-06-02T00:00:00.000Z, but gives only 200. Read the list again later.",
    false
  ],
  [
    { _tag: "Configuration", detail: "clientSecret is missing" },
    "clientSecret is missing. Correct the configuration",
    false
  ]
]

describe("each reason", () => {
  it("is listed here", () => {
    expect(new Set(reasons.map(([reason]) => reason._tag))).toStrictEqual(
      new Set(Object.keys(AdapterErrorReason.cases))
    )
  })

  it.each(reasons)("$_tag says where, what and what to do", (reason, text, isRetryable) => {
    const error = errorOf(reason)
    expect(error.message.startsWith(`${where}${text}`), error.message).toBe(true)
    expect(error.message.endsWith(error.advice)).toBe(true)
    expect(error.advice).toMatch(/^[A-Z].*\.$/)
    expect(error.isRetryable).toBe(isRetryable)
  })
})

describe("the platform's own words", () => {
  it.each([
    [{ code: "2053", subCode: null, message: "请求过于频繁" }, "(2053: 请求过于频繁)"],
    [{ code: "40003", subCode: "isv.access-token-expired", message: "x" }, "(40003 isv.access-token-expired: x)"],
    [{ code: "1", subCode: "", message: null }, "(1)"],
    [{ code: null, subCode: null, message: "busy" }, "(busy)"]
  ])("%o are in the message", (answer, words) => {
    expect(errorOf({ _tag: "PlatformRejected" }, answer).message).toContain(
      `the platform rejected the request ${words}. Look`
    )
  })

  it("are left out if there are none", () => {
    expect(errorOf({ _tag: "NotFound" }, { code: null, subCode: null, message: null }).message).not.toContain("(")
  })
})

describe("as data", () => {
  it("has the reason, its details, the platform's code and the advice", () => {
    const error = errorOf({ _tag: "RateLimited", retryAfter: 3 }, { code: "2053", subCode: null, message: "too fast" })
    expect(adapterErrorToJson(error)).toStrictEqual({
      reason: "RateLimited",
      platform: "xiaoe",
      shop: "app1",
      operation: "order.detail@2.0",
      retryAfter: 3,
      code: "2053",
      subCode: null,
      platformMessage: "too fast",
      retryable: true,
      message: error.message,
      advice: error.advice
    })
  })

  it("names the pointer of what could not be decoded", () => {
    const error = errorOf(responseDecode({ pointer: "/data/0", expected: "a", found: "b" }))
    expect(adapterErrorToJson(error)).toMatchObject({ reason: "ResponseDecode", pointer: "/data/0", retryable: false })
    expect(adapterErrorToJson(error)).not.toHaveProperty("code")
  })

  it("goes through JSON and comes back as the same error", () => {
    const codec = Schema.toCodecJson(AdapterError)
    for (const [reason] of reasons) {
      const error = errorOf(reason, { code: "1", subCode: null, message: null })
      const back = Result.getOrThrow(
        Schema.decodeUnknownResult(codec)(JSON.parse(JSON.stringify(Schema.encodeSync(codec)(error))))
      )
      expect(back.message).toBe(error.message)
      expect(isAdapterError(back)).toBe(true)
    }
  })
})

describe("what is left out", () => {
  const problem = { pointer: "/data", expected: "an object", found: "null" }
  const short = new AdapterError({ platform: "x", reason: { _tag: "ResponseDecode", ...problem } })
  const long = new AdapterError({
    platform: "x",
    shop: null,
    operation: null,
    reason: { _tag: "ResponseDecode", ...problem, position: null },
    answer: null
  })

  it("is null, as if it had been written", () => {
    expect(short).toStrictEqual(long)
    expect(Equal.equals(short, long)).toBe(true)
    expect(JSON.stringify(short)).toBe(JSON.stringify(long))
    expect(inspect(short).split("\n")[0]).toBe(inspect(long).split("\n")[0])
    expect(short.reason).toStrictEqual(responseDecode(problem))
  })

  it("is needed in JSON all the same", () => {
    const { answer: _, ...encoded } = Schema.encodeSync(AdapterError)(short)
    expect(Result.isFailure(Schema.decodeUnknownResult(AdapterError)(encoded))).toBe(true)
  })
})

describe("recognition", () => {
  it("knows an error of another copy of the package", async () => {
    const path = "../src/AdapterError.ts?another-copy"
    const copy: typeof import("../src/AdapterError.ts") = await import(path)
    const foreign = new copy.AdapterError({ platform: "x", reason: { _tag: "NotFound" } })
    expect(foreign).not.toBeInstanceOf(AdapterError)
    expect(isAdapterError(foreign)).toBe(true)
    expect(copy.isAdapterError(errorOf({ _tag: "NotFound" }))).toBe(true)
  })

  it.each([[null], ["AdapterError"], [new Error("AdapterError")], [{ _tag: "AdapterError" }], [undefined]])(
    "does not take %o for one",
    (value) => {
      expect(isAdapterError(value)).toBe(false)
    }
  )

  it.effect("catches it by its tag", () =>
    Effect.gen(function* () {
      const caught = yield* errorOf({ _tag: "NotFound" }).pipe(
        Effect.catchTag("AdapterError", (error) => Effect.succeed(error.reason._tag))
      )
      expect(caught).toBe("NotFound")
    })
  )
})
