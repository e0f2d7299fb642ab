import { describe, expect, it } from "@effect/vitest"
import { differences, encodeOrder, encryptedText, maskedText, Order, type OrderJson, plainText } from "../src/index.ts"
import { emptyOrder, fullOrder } from "./support/orders.ts"

const json = (change: Partial<(typeof Order)["~type.make.in"]> = {}): OrderJson =>
  encodeOrder(Order.make({ ...emptyOrder, ...change }), { reveal: true, raw: null })

const line = (lineId: string | null, title: string) => ({ lineId, title })

describe("differences", () => {
  it("of an order and itself are none, whatever it was decoded from", () => {
    const order = encodeOrder(fullOrder, { reveal: true, raw: null })
    expect(differences(order, order)).toEqual([])
    const other = { ...order, source: { ...order.source, operation: "order.list", fetchedAt: null, askedAt: null } }
    expect(differences(order, other)).toEqual([])
  })

  it("name each place once, with both values", () => {
    const before = json({ amounts: { payable: 1999 }, tags: ["a"], status: { raw: { state: "1" } } })
    const after = json({ amounts: { payable: 1899, paid: 0 }, tags: ["a", "b"], status: { raw: { state: "2" } } })
    expect(differences(before, after)).toEqual([
      { path: "/status/raw/state", first: "1", second: "2" },
      { path: "/amounts/payable", first: 1999, second: 1899 },
      { path: "/amounts/paid", first: null, second: 0 },
      { path: "/tags/1", first: null, second: "b" }
    ])
  })

  it("count warnings", () => {
    const warned = json({ warnings: [{ code: "unknown_code", path: "/a", message: "m" }] })
    expect(differences(json(), warned).map(({ path }) => path)).toEqual(["/warnings/0"])
  })

  it.each([
    ["another cipher of the same masked text", encryptedText("#a#b#1##", "王**"), encryptedText("#c#d#1##", "王**"), 0],
    ["other masked texts", encryptedText("#a#b#1##", "王**"), encryptedText("#a#b#1##", "李**"), 1],
    ["ciphers of which nothing is known", encryptedText("#a#b#1##", null), encryptedText("#c#d#1##", null), 0],
    ["a masked text that appeared", encryptedText("#a#b#1##", null), encryptedText("#a#b#1##", "王**"), 1],
    ["a text that was decrypted", encryptedText("#a#b#1##", "王**"), plainText("王小明"), 1],
    ["a masked text and a plain one", maskedText("王小明"), plainText("王小明"), 1],
    ["another plain text", plainText("王小明"), plainText("王小红"), 1],
    ["the same plain text", plainText("王小明"), plainText("王小明"), 0],
    ["a text that is gone", plainText("王小明"), null, 1]
  ] as const)("of private texts: %s", (_, first, second, count) => {
    const found = differences(json({ buyer: { name: first } }), json({ buyer: { name: second } }))
    expect(found.map(({ path }) => path)).toEqual(Array.from({ length: count }, () => "/buyer/name"))
  })

  it("take what the platform calls `state` for a private text nowhere else than at the place of one", () => {
    const raw = (more: Record<string, string>) => json({ status: { raw: { state: "a", value: "b", ...more } } })
    expect(differences(raw({ other: "c" }), raw({ other: "d" }))).toEqual([
      { path: "/status/raw/other", first: "c", second: "d" }
    ])
    const cipher = (text: string) => json({ status: { raw: { state: "encrypted", cipher: text, masked: "x" } } })
    expect(differences(cipher("1"), cipher("2"))).toEqual([{ path: "/status/raw/cipher", first: "1", second: "2" }])
  })

  it("compare the ciphers of every private text of an order by what they hide", () => {
    const found: Array<string> = []
    const other = (value: unknown, path: string): unknown => {
      if (Array.isArray(value)) return value.map((each, index) => other(each, `${path}/${index}`))
      if (typeof value !== "object" || value === null) return value
      if ("state" in value && path !== "/status/raw") {
        found.push(path)
        return encryptedText(`#${found.length}#`, "王**")
      }
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, other(each, `${path}/${key}`)]))
    }
    const plain = encodeOrder(fullOrder, { reveal: true, raw: null })
    const [first, second] = [other(plain, "") as OrderJson, other(plain, "") as OrderJson]
    expect(found.length).toBeGreaterThan(20)
    expect(differences(first, second)).toEqual([])
  })

  it("match lines by their id, whatever their sequence", () => {
    const before = json({ lines: [line("a", "A"), line("b", "B"), line("c", "C")] })
    const moved = json({ lines: [line("c", "C"), line("a", "A"), line("b", "B2")] })
    expect(differences(before, moved)).toEqual([{ path: "/lines/2/title", first: "B", second: "B2" }])
    const [added] = differences(
      before,
      json({ lines: [line("new", "N"), ...before.lines.map(({ lineId, title }) => line(lineId, title ?? ""))] })
    )
    expect(added).toMatchObject({ path: "/lines/0", first: null, second: { lineId: "new" } })
    const [removed, ...others] = differences(before, json({ lines: [line("a", "A"), line("c", "C")] }))
    expect(removed).toMatchObject({ path: "/lines/1", first: { lineId: "b" }, second: null })
    expect(others).toEqual([])
  })

  it("match lines without an id, and those with the same one, by their place", () => {
    const before = json({ lines: [line(null, "A"), line("x", "1"), line("x", "2"), line(null, "B")] })
    const after = json({ lines: [line("x", "1"), line(null, "A"), line("x", "3"), line(null, "B")] })
    expect(differences(before, after)).toEqual([{ path: "/lines/2/title", first: "2", second: "3" }])
  })

  it("match shipments, their lines and refunds by their ids, other lists by place", () => {
    const shipment = (id: string, ...lineIds: ReadonlyArray<string>) => ({
      id,
      lines: lineIds.map((lineId) => ({ lineId, quantity: 1 }))
    })
    const refund = (id: string, amount: number) => ({ id, amount, status: "refunded" as const })
    const before = json({
      delivery: { shipments: [shipment("s1", "a", "b"), shipment("s2")] },
      refunds: [refund("r1", 1), refund("r2", 2)],
      tags: ["x", "y"]
    })
    const after = json({
      delivery: { shipments: [shipment("s2"), shipment("s1", "b", "a")] },
      refunds: [refund("r2", 3), refund("r1", 1)],
      tags: ["y", "x"]
    })
    expect(differences(before, after).map(({ path }) => path)).toEqual(["/refunds/0/amount", "/tags/0", "/tags/1"])
  })

  it("treat a field that is missing as one that is null, as of an order that was stored before the field existed", () => {
    const { gift: _gift, ...older } = json()
    expect(differences(older, json())).toEqual([])
    expect(differences(older, json({ gift: { total: 1 } })).map(({ path }) => path)).toEqual(["/gift"])
  })
})
