/** Parts of the page that need no browser. */
import { assert, describe, it } from "@effect/vitest"
import type { AuditAction } from "@huidan/sync"
import type { AccountAction } from "../../src/api/audit.ts"
import { moneyText, shareText, sumOf } from "../../src/page/format/money.ts"
import { dayBefore, spanOf, startOfDay, timeText } from "../../src/page/format/time.ts"
import { en } from "../../src/page/i18n/en.ts"
import { zh } from "../../src/page/i18n/zh.ts"
import { isOfAccounts, orderOfEntry } from "../../src/page/pages/audit/aboutEntry.ts"
import { answerLines } from "../../src/page/pages/order/answerLines.ts"
import { exportAddress } from "../../src/page/pages/orders/exportAddress.ts"
import { orderQueryOf, readOrderSearch } from "../../src/page/pages/orders/filter.ts"
import { mergeChange } from "../../src/page/pages/orders/mergeChange.ts"
import { rowOf } from "./stub/world.ts"

describe("amounts", () => {
  it("are exact, with the currency's sign, groups and decimal places", () => {
    assert.strictEqual(moneyText(123_450), "¥1,234.50")
    assert.strictEqual(moneyText(-5), "-¥0.05")
    assert.strictEqual(moneyText(123_450, "JPY"), "JP¥123,450")
    // Beyond what a double holds.
    assert.strictEqual(moneyText(90_071_992_547_409_919n), "¥900,719,925,474,099.19")
  })
  it("are added without rounding, and unknown ones are left out", () => {
    assert.strictEqual(sumOf([Number.MAX_SAFE_INTEGER, 2, null]), 9_007_199_254_740_993n)
    assert.isNull(sumOf([null]))
  })
  it("give shares with one decimal place, and none of nothing", () => {
    assert.strictEqual(shareText(1, 3), "33.3%")
    assert.strictEqual(shareText(1, 1), "100.0%")
    assert.isNull(shareText(1, 0))
  })
})

describe("times", () => {
  it("are those of Asia/Shanghai", () => {
    assert.strictEqual(timeText("2026-03-30T16:23:02.000Z"), "2026-03-31 00:23:02")
    assert.strictEqual(startOfDay("2026-03-31"), Date.parse("2026-03-30T16:00:00.000Z"))
    assert.strictEqual(dayBefore("2026-03-01T15:59:59.999Z", 1), "2026-02-28")
  })
  it("spans are in the largest unit that they reach twice", () => {
    assert.deepStrictEqual(spanOf(119_999), { unit: "seconds", count: 119 })
    assert.deepStrictEqual(spanOf(120_000), { unit: "minutes", count: 2 })
    assert.deepStrictEqual(spanOf(-1), { unit: "seconds", count: 0 })
  })
})

describe("filters", () => {
  it("leave out what is not valid in an address", () => {
    const search = {
      trade: "closed",
      payment: "nonsense",
      from: "2026-02-30",
      to: "2026-03-31",
      shopId: "s",
      other: "x"
    }
    assert.deepStrictEqual(readOrderSearch(search), { trade: "closed", to: "2026-03-31" })
  })
  it("count the last day whole", () => {
    assert.deepStrictEqual(orderQueryOf({ from: "2026-03-31", to: "2026-03-31" }), {
      createdFrom: startOfDay("2026-03-31"),
      createdTo: startOfDay("2026-04-01")
    })
  })
})

describe("an export", () => {
  it("has an address only for filters that it takes as a whole", () => {
    const taken = { platform: "paper", shopId: "shop-1", trade: "closed", from: "2026-03-01", to: "2026-03-31" }
    const addressOf = (search: object) => exportAddress(orderQueryOf(readOrderSearch({ ...search })), "en")
    assert.strictEqual(
      addressOf(taken),
      `/api/exports/orders.csv?language=en&platform=paper&shopId=shop-1&trade=closed&createdFrom=${startOfDay("2026-03-01")}&createdTo=${startOfDay("2026-04-01")}`
    )
    const others = {
      payment: "paid",
      fulfilment: "shipped",
      afterSale: "none",
      kind: "standard",
      paidFrom: "2026-03-01",
      paidTo: "2026-03-31"
    }
    for (const [name, value] of Object.entries(others)) assert.isNull(addressOf({ ...taken, [name]: value }), name)
  })
})

describe("the audit", () => {
  it("has a name for each action, in each language", () => {
    const actions: { readonly [Action in AuditAction | AccountAction]: string } = zh.audit.actions
    assert.deepStrictEqual(Object.keys(en.audit.actions), Object.keys(actions))
  })
})

describe("an entry of the audit", () => {
  it("is about an order by what was done, not by what its subject looks like", () => {
    const key = "fake/s1/o%201"
    const order = { platform: "fake", shopId: "s1", orderId: "o 1" }
    assert.deepStrictEqual(
      ["reveal", "replay", "remove account", "remove token", "export"].map((action) => orderOfEntry(action, key)),
      [order, order, null, null, null]
    )
    for (const words of ["fake/s1", "fake//o_1", "fake/s1/%"]) assert.isNull(orderOfEntry("reveal", words), words)
    assert.deepStrictEqual([isOfAccounts("remove token"), isOfAccounts("reveal")], [true, false])
  })
})

describe("a live change", () => {
  const pages = {
    pageParams: [null, "2"],
    pages: [
      { rows: [rowOf(0), rowOf(2)], next: "2", scannedTo: null },
      { rows: [rowOf(4), rowOf(6)], next: "4", scannedTo: null }
    ]
  }
  const keys = (merged: ReturnType<typeof mergeChange>) => merged.pages.map(({ rows }) => rows.map(({ key }) => key))
  const known = (n: number) => rowOf(n).key

  it("replaces its row, and takes it out when the filter does not ask for it any more", () => {
    const closed = { ...rowOf(2), trade: "closed" }
    assert.strictEqual(mergeChange(pages, closed, {}).pages[0]?.rows[1]?.trade, "closed")
    assert.deepStrictEqual(keys(mergeChange(pages, closed, { trade: "active" })), [[known(0)], [known(4), known(6)]])
  })
  it("is put in where its time of creation belongs", () => {
    assert.deepStrictEqual(keys(mergeChange(pages, rowOf(1), {})), [
      [known(0), known(1), known(2)],
      [known(4), known(6)]
    ])
    assert.deepStrictEqual(keys(mergeChange(pages, rowOf(5), {})), [
      [known(0), known(2)],
      [known(4), known(5), known(6)]
    ])
  })
  it("behind the last page that was read is left to its page", () => {
    assert.deepStrictEqual(mergeChange(pages, rowOf(9), {}), pages)
  })
})

describe("an answer in lines", () => {
  it("has each value in a line of its own, with its place", () => {
    const lines = answerLines({ a: [{ "x/y": 1 }], b: {}, c: null })
    assert.deepStrictEqual(
      lines.map(({ depth, name, place, text }) => `${"  ".repeat(depth)}${name}${text} ${place}`),
      [
        "{ ",
        '  "a": [ /a',
        "    { /a/0",
        '      "x/y": 1 /a/0/x~1y',
        "    } /a/0",
        "  ], /a",
        '  "b": {}, /b',
        '  "c": null /c',
        "} "
      ]
    )
  })
})
