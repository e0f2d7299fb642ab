import { assert, describe, it } from "@effect/vitest"
import { decidingMainStates, orderStates } from "../../src/order/Codes.ts"
import { orderStatusFilter } from "../../src/shared/StateFilter.ts"

const states = ["pending", "active", "completed", "closed"] as const

describe("the codes of a state", () => {
  it.each(states)("%s: those that the mapping reads as this state, except codes of main_status", (state) => {
    const codes = Object.keys(orderStates).filter(
      (code) => orderStates[code]?.trade === state && !decidingMainStates.has(code)
    )
    const asked = orderStatusFilter({ by: "updated", states: [state] })
    assert.sameMembers(asked?.split(",") ?? [], codes)
  })
})

describe("a code of an order's state", () => {
  it.each(Object.keys(orderStates))("%s is asked for, or comes with one that is", (code) => {
    const asked = states.flatMap((state) => orderStatusFilter({ by: "updated", states: [state] })?.split(",") ?? [])
    assert.strictEqual(asked.filter((each) => each === code).length, decidingMainStates.has(code) ? 0 : 1)
  })
})

describe("every state is asked for", () => {
  const choices = [undefined, [], ["unknown"], ["closed", "unknown"]] as const
  it.each(choices)("where the query wants %j", (wanted) => {
    for (const by of ["created", "updated"] as const)
      assert.isNull(orderStatusFilter(wanted === undefined ? { by } : { by, states: wanted }))
  })
})
