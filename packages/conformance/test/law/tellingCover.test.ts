import { describe, expect, it } from "vitest"
import { code, type TwinDefinition } from "../../src/index.ts"
import { codesAbout, tellingCoverOf } from "../../src/law/answer/tellingCover.ts"
import { twin } from "../corner-shop/twin.ts"

/** The platform answers about orders that were not paid, and has a code that none of them has. */
const reminders: TwinDefinition = {
  ...twin,
  operations: {
    ...twin.operations,
    reminders: {
      endpoint: null,
      answer: null,
      about: ({ lines, status }) =>
        status.payment === "paid" ? [] : [{ list: [{ level: code(lines.length > 1 ? 2 : 1, [1, 2, 3]) }] }]
    }
  }
}

describe("the orders that show everything beside them", () => {
  const cover = tellingCoverOf(reminders)
  const proof = (level: number) => `reminders: code ${level} at /list/*/level`

  it("show each code of the answers about them, and are few", () => {
    const shown = new Set(cover.orders.flatMap((order) => codesAbout(reminders, "reminders", order)))
    expect([...shown].toSorted()).toEqual([proof(1), proof(2)])
    expect(cover.shown).toEqual(shown)
    // One for each code, and the one about which the answer says most.
    expect(cover.orders).toHaveLength(3)
    expect(cover.orders.every(({ status }) => status.payment !== "paid")).toBe(true)
  })

  it("leave out what no order has, and name it", () => {
    expect(cover.neverShown).toEqual([proof(3)])
  })

  it("are none if no operation answers about orders", () => {
    expect(tellingCoverOf(twin)).toEqual({ orders: [], shown: new Set(), neverShown: [] })
  })
})
