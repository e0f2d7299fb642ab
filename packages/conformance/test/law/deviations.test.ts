import { describe, expect, it } from "vitest"
import { needlessDeviation, unknownDeviation } from "../../src/law/deviations.ts"
import { laws } from "../../src/law/laws.ts"

describe("a deviation", () => {
  const deviations = { fidelity: "it cannot" }

  it("must name a law", () => {
    expect(unknownDeviation(deviations)).toBe(null)
    expect(unknownDeviation({ fidelty: "it cannot", fidelity: "it cannot" })).toMatch(
      /^deviations: there is no law "fidelty"; the laws are .*\bfidelity\b/
    )
  })

  it("must be from a law that is broken", () => {
    const result = { law: "fidelity", reason: null }
    expect(needlessDeviation({ ...result, verdict: "deviates" }, deviations)).toBe(null)
    expect(needlessDeviation({ ...result, verdict: "kept" }, deviations)).toMatch(/^fidelity is kept: remove it/)
    expect(needlessDeviation({ ...result, verdict: "skipped", reason: "not declared: getOrder" }, deviations)).toBe(
      "fidelity is skipped (not declared: getOrder): remove it from the deviations"
    )
  })

  it("is not required from any law", () => {
    for (const { name } of laws) {
      expect(needlessDeviation({ law: name, reason: null, verdict: "kept" }, {})).toBe(null)
    }
  })
})
