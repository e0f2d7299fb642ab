import { fieldsBelow } from "@huidan/core"
import { describe, expect, it } from "vitest"
import { notProvenText } from "../../src/law/notProven.ts"

describe("the fields below a pattern", () => {
  it.each([
    ["/orderId", ["/orderId"]],
    ["/buyer/name", ["/buyer/name"]],
    ["/lines/*/specs", ["/lines/*/specs/*/name", "/lines/*/specs/*/value"]],
    ["/tags", ["/tags/*"]],
    // Its keys are the platform's.
    ["/status/raw", []]
  ])("%s", (pattern, fields) => {
    expect(fieldsBelow(pattern)).toEqual(fields)
  })
})

describe("the list of what is not proven", () => {
  it("is grouped by reason, and empty if everything is proven", () => {
    expect(notProvenText([])).toBe("")
    const text = notProvenText([
      { what: "quota: getOrder", reason: "no quota" },
      { what: "fault reset", reason: "no request had this fault" },
      { what: "quota: list by created", reason: "no quota" }
    ])
    expect(text).toBe(
      [
        "Not proven (3):",
        "  no quota:",
        "    quota: getOrder",
        "    quota: list by created",
        "  no request had this fault:",
        "    fault reset"
      ].join("\n")
    )
  })
})
