import { describe, expect, it } from "@effect/vitest"
import type { Json } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parseLossless, stringifyLossless } from "../../src/answer/LosslessJson.ts"

const parse = (text: string) => Result.getOrThrow(parseLossless(text))
const failure = (text: string) => Result.getOrThrow(Result.flip(parseLossless(text)))

describe("integers", () => {
  it.each([
    "3418491419818650316",
    "7116861993792981764",
    "7116860773036572961",
    "1657810577105402177",
    "-3418491419818650316",
    "9007199254740992",
    "-9007199254740992",
    "9007199254740993",
    "18446744073709551615",
    "123456789012345678901234567890"
  ])("%s comes out as exact text, its pointer listed", (spelling) => {
    expect(parse(`{"id":${spelling}}`)).toStrictEqual({ value: { id: spelling }, numbers: ["/id"] })
    expect(parse(spelling)).toStrictEqual({ value: spelling, numbers: [""] })
  })

  it.each(["0", "1", "-1", "9007199254740991", "-9007199254740991"])("%s stays a number", (spelling) => {
    expect(parse(`[${spelling}]`)).toStrictEqual({ value: [Number(spelling)], numbers: [] })
  })

  it("inside text and keys are left alone", () => {
    const text = '{"3418491419818650316":"id=3418491419818650316, \\"n\\":7116861993792981764"}'
    expect(parse(text)).toStrictEqual({ value: JSON.parse(text), numbers: [] })
  })
})

describe("decimals and exponents", () => {
  it.each([
    "19.90",
    "1e2",
    "1E2",
    "1.0",
    "0.10",
    "1e-2",
    "-0",
    "-0.0",
    "0e0",
    "1e400",
    "1e21",
    "0.1000000000000000055",
    "19.990000000000001234",
    "100.00"
  ])("%s, which a double would spell otherwise, keeps its spelling", (spelling) => {
    expect(parse(`[${spelling}]`)).toStrictEqual({ value: [spelling], numbers: ["/0"] })
  })

  it.each(["19.99", "0.29", "-0.5", "1234567.89", "1e-7", "0.1"])("%s stays a number", (spelling) => {
    expect(parse(`[${spelling}]`)).toStrictEqual({ value: [Number(spelling)], numbers: [] })
  })
})

describe("keys", () => {
  it("that need escaping do so in pointers", () => {
    expect(parse('{"a/b":{"m~n":1e2,"":[1e3]}}').numbers).toStrictEqual(["/a~1b/m~0n", "/a~1b//0"])
  })

  it("named like parts of objects are ordinary keys", () => {
    const { value, numbers } = parse('{"__proto__":{"polluted":1e2},"constructor":1,"toString":2,"hasOwnProperty":3}')
    expect(Object.keys(Object(value))).toStrictEqual(["__proto__", "constructor", "toString", "hasOwnProperty"])
    expect(numbers).toStrictEqual(["/__proto__/polluted"])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Reflect.get({}, "polluted")).toBeUndefined()
  })

  it("given twice hold the last value, and nothing is remembered of the first", () => {
    expect(parse('{"a":1e2,"a":"text"}')).toStrictEqual({ value: { a: "text" }, numbers: [] })
    expect(parse('{"a":{"b":[1e2]},"a":{"b":["text"]}}')).toStrictEqual({ value: { a: { b: ["text"] } }, numbers: [] })
    expect(parse('{"a":1e2,"a":1e3,"b":1e4}')).toStrictEqual({ value: { a: "1e3", b: "1e4" }, numbers: ["/a", "/b"] })
  })
})

describe("text", () => {
  it.each([
    '"\\u4e2d\\u6587"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"中文😀\u2028\u007f"',
    '""'
  ])("%s is read as JSON.parse reads it", (text) => {
    expect(parse(text).value).toBe(JSON.parse(text))
  })
})

describe("a byte-order mark and white space", () => {
  it("are skipped around the document", () => {
    expect(parse('\uFEFF \t\r\n{ "a" : [ 1 , 2 ] } \n')).toStrictEqual({ value: { a: [1, 2] }, numbers: [] })
  })

  it.each(["\uFEFF\uFEFF1", "1\uFEFF", "\u00a01", "\u30001"])("of another kind are an error: %j", (text) => {
    expect(Result.isFailure(parseLossless(text))).toBe(true)
  })
})

describe("what is no JSON", () => {
  const whole =
    '{"code":0,"data":{"list":[{"order_id":3418491419818650316,"name":"张\\u4e09","paid":true,"note":null}],"total":-1.50e1}}'

  it("is an error with its position wherever a body was cut", () => {
    for (let length = 0; length < whole.length; length++) {
      const error = failure(whole.slice(0, length))
      expect(error.position).toBeGreaterThanOrEqual(0)
      expect(error.position).toBeLessThanOrEqual(length)
      expect(error.found).toMatch(/\S/)
    }
  })

  it.each([
    ["", 0, "a value", "the end of the text"],
    ["<html>", 0, "a value", '"<"'],
    ['{"a":1', 6, '"," or "}"', "the end of the text"],
    ["[1 2]", 3, '"," or "]"', "a letter or digit"],
    ["[1,]", 3, "a value", '"]"'],
    ['{"a":1,}', 7, "a key in quotes", '"}"'],
    ["{a:1}", 1, "a key in quotes", "a letter or digit"],
    ['{"a" 1}', 5, '":"', "a letter or digit"],
    ["{}{}", 2, "the end of the document", '"{"'],
    ["01", 1, "the end of the document", "a letter or digit"],
    ["1.", 1, "the end of the document", '"."'],
    [".5", 0, "a value", '"."'],
    ["+1", 0, "a value", '"+"'],
    ["-", 0, "a value", '"-"'],
    ["NaN", 0, "a value", "a letter or digit"],
    ["nul", 0, "a value", "a letter or digit"],
    ['"a', 2, "the closing quote", "the end of the text"],
    ['"a\nb"', 2, "no bare control character in text", "white space"],
    ['"\\x41"', 1, "an escape sequence", '"\\"'],
    ['"\\u12g4"', 1, "an escape sequence", '"\\"'],
    ["'a'", 0, "a value", `"'"`]
  ])("%j fails at %d: expected %s, found %s", (text, position, expected, found) => {
    expect(failure(text)).toStrictEqual({ position, expected, found })
  })

  it("is described without a letter or digit of it: a body may be private", () => {
    expect(JSON.stringify(failure('{"name":张三}'))).not.toMatch(/[张三]/)
    expect(JSON.stringify(failure('{"phone":"1"3800138000}'))).not.toContain("3800")
  })

  it.prop("fails, or is what JSON.parse takes too; it never throws", [Schema.String], ([text]) => {
    expect(Result.isSuccess(parseLossless(text))).toBe(parses(text))
  })

  it.prop(
    "fails like JSON.parse, and never throws, when one character of a body is another",
    {
      at: Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: whole.length - 1 }))),
      by: Schema.Literals([
        "",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\",
        "0",
        "9",
        "-",
        ".",
        "e",
        "u",
        " ",
        "\n",
        "\u0000",
        "张",
        "\uD800"
      ])
    },
    ({ at, by }) => {
      const body = whole.slice(0, at) + by + whole.slice(at + 1)
      expect(Result.isSuccess(parseLossless(body))).toBe(parses(body))
    },
    { arbitrary: { runs: 2000 } }
  )
})

describe("nesting", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels)

  it("of 256 levels is read", () => {
    expect(parse(nested(256)).value).toStrictEqual(JSON.parse(nested(256)))
  })

  it.each([
    ["lists", "[".repeat(200_000)],
    ["objects", '{"a":'.repeat(200_000)]
  ])("of many levels of %s is an error, not a stack overflow", (_, text) => {
    expect(failure(text).expected).toBe("at most 256 levels of nesting")
  })
})

describe("a large body", () => {
  const kinds: Readonly<Record<string, (index: number) => string>> = {
    "rows under a long key": () => '{"a":1e2,"b":"c"}',
    "exact numbers": () => "19.90",
    escapes: () => '"\\u4e2d\\n"',
    "small lists": (index) => `[${index}]`
  }
  const bodyOf = (key: string, length: number, kind: (index: number) => string) => {
    const items = Array.from({ length: Math.floor(length / kind(10_000).length) }, (_, index) => kind(index))
    return `{"${key}":[${items.join(",")}]}`
  }

  /** Processor time of a step in milliseconds, the least of five. */
  const cost = (step: () => unknown): number =>
    Math.min(
      ...[1, 2, 3, 4, 5].map(() => {
        const before = process.cpuUsage()
        step()
        const { system, user } = process.cpuUsage(before)
        return (user + system) / 1000
      })
    )
  const readAndWrite = (text: string) => {
    const parsed = parseLossless(text)
    if (Result.isSuccess(parsed)) stringifyLossless(parsed.success.value, parsed.success.numbers)
  }
  const honest = cost(() => readAndWrite(bodyOf("list", 1e5, (index) => `{"id":${index},"name":"a text of a shop"}`)))

  it.each(Object.entries(kinds))("of %s costs about what any other costs", (_, kind) => {
    expect(cost(() => readAndWrite(bodyOf("k".repeat(100), 1e5, kind)))).toBeLessThan(20 * honest)
    expect(cost(() => readAndWrite(bodyOf("k".repeat(5e4), 5e4, kind)))).toBeLessThan(20 * honest)
  })

  it("with one key given again and again costs about what any other costs", () => {
    const long = "k".repeat(5e4)
    const again = Array.from({ length: 1e4 }, () => '"a":1e2').join(",")
    expect(parse(`{"list":[1e2],${again}}`).numbers).toStrictEqual(["/list/0", "/a"])
    expect(cost(() => readAndWrite(`{"${long}":{${again}}}`))).toBeLessThan(20 * honest)
    const values = Array.from({ length: 40 }, () => `"${long.slice(0, 2e4)}":[1e2]`).join(",")
    expect(cost(() => readAndWrite(`{${values}}`))).toBeLessThan(20 * honest)
  })

  it("whose pointers to exact numbers are much longer than itself is an error", () => {
    const numbers = Array.from({ length: 1e4 }, () => "1e2").join(",")
    expect(failure(`{"${"k".repeat(1e5)}":[${numbers}]}`).expected).toBe(
      "shorter pointers to the numbers that need exact text"
    )
  })

  it("with many keys that are too long to be told apart by their hash is an error", () => {
    const object = (keys: number) =>
      `{${Array.from({ length: keys }, (_, index) => `"${String(index).padStart(16_384, "0")}":1`).join(",")}}`
    expect(Object.keys(Object(parse(object(64)).value))).toHaveLength(64)
    expect(failure(object(65)).expected).toBe("at most 64 keys of more than 16383 characters")
  })

  it("with a list of half a million items, or an object of many thousand members, is an error if it has one more", () => {
    const list = (items: number) => `[${"0,".repeat(items - 1)}0]`
    const object = (members: number) => `{${'"a":0,'.repeat(members - 1)}"a":0}`
    expect(parse(list(524_288)).value).toHaveLength(524_288)
    expect(failure(list(524_289)).expected).toBe("at most 524288 items of one list")
    expect(parse(object(65_536)).value).toEqual({ a: 0 })
    expect(failure(object(65_537)).expected).toBe("at most 65536 members of one object")
  })

  it("with hundreds of thousands of objects, or of numbers that need exact text, is an error if it has one more", () => {
    const lists = (items: number) => `[${"[],".repeat(items - 2)}[]]`
    const numbers = (items: number) => `[${"1e2,".repeat(items - 1)}1e2]`
    expect(parse(lists(393_216)).value).toHaveLength(393_215)
    expect(failure(lists(393_217)).expected).toBe("at most 393216 objects and lists")
    expect(parse(numbers(131_072)).numbers).toHaveLength(131_072)
    expect(failure(numbers(131_073)).expected).toBe("at most 131072 numbers that need exact text")
  })
})

describe("writing again", () => {
  it.each([
    '{"id":3418491419818650316,"price":19.90,"count":1e2,"name":"3418491419818650316","list":[-0,{"a/b~c":1.0}]}',
    "9007199254740993",
    '{"__proto__":1e2}',
    "[]"
  ])("%s gives the body as it was sent", (body) => {
    const { value, numbers } = parse(body)
    expect(stringifyLossless(value, numbers)).toBe(body)
  })

  it.prop(
    "a random document gives what JSON.stringify gives, parsed as JSON.parse parses",
    [Schema.Json],
    ([json]) => {
      const body = JSON.stringify(json)
      const { value, numbers } = parse(body)
      expect(stringifyLossless(value, numbers)).toBe(JSON.stringify(JSON.parse(body)))
      expect(asDoubles(value, new Set(numbers))).toStrictEqual(JSON.parse(body))
    },
    { arbitrary: { runs: 500 } }
  )
})

/** A document whose exact texts are made the doubles that `JSON.parse` would have made of them. */
const asDoubles = (value: Json, numbers: ReadonlySet<string>, pointer = ""): unknown => {
  if (numbers.has(pointer)) return Number(value)
  if (Array.isArray(value)) return value.map((item, index) => asDoubles(item, numbers, `${pointer}/${index}`))
  if (typeof value !== "object" || value === null) return value
  const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1")
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, asDoubles(child, numbers, `${pointer}/${escaped(key)}`)])
  )
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""))
    return true
  } catch {
    return false
  }
}
