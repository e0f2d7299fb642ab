import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { conformanceReportContract } from "@huidan/conformance"
import { describe, expect, it } from "vitest"
import { readDeviations } from "../conformance/readDeviations.ts"
import { summary } from "../conformance/summary.ts"
import type { Outcome } from "../conformance/Task.ts"
import { withTemporaryFolder } from "../support/temporaryFolder.ts"

describe("the deviations that a deep run accepts", () => {
  const report = {
    contract: conformanceReportContract,
    adapter: { package: "@huidan/adapter-acme", version: "1.0.0", platform: "acme" },
    kit: { package: "@huidan/conformance", version: "1.0.0" },
    seeds: 10,
    doors: ["acme"],
    laws: [
      { law: "fidelity", verdict: "deviates", reason: "it cannot" },
      { law: "exact-money", verdict: "kept", reason: null }
    ]
  }
  const read = (text: string | null, version: string) =>
    withTemporaryFolder("deviations", (folder) => {
      const file = join(folder, "conformance.json")
      if (text !== null) writeFileSync(file, text)
      return readDeviations(file, version)
    })

  it("are those of a report for this version of the adapter", async () => {
    expect(await read(JSON.stringify(report), "1.0.0")).toEqual({ fidelity: "it cannot" })
    expect(await read(JSON.stringify(report), "1.0.1")).toEqual({})
    expect(await read(null, "1.0.0")).toEqual({})
  })

  it("are not read from a file that is not a report", async () => {
    await expect(read(JSON.stringify({ ...report, laws: [{}] }), "1.0.0")).rejects.toThrow(
      /conformance\.json is not a report of the laws: /
    )
  })
})

describe("the summary of a deep run", () => {
  const run = {
    adapters: [{ folder: "adapter-acme", path: "/acme" }],
    laws: ["fidelity", "exact-money"],
    seeds: 100,
    seedsPerTask: 50
  }
  const outcome = (law: string, from: number, more: Partial<Outcome> = {}): Outcome => ({
    task: { adapter: "/acme", law, from, count: 50 },
    verdict: "kept",
    milliseconds: 100,
    failure: null,
    deviation: null,
    ...more
  })
  const kept = run.laws.flatMap((law) => [outcome(law, 1), outcome(law, 51)])

  it("has a line for each law, and counts", () => {
    expect(summary(run, kept)).toEqual([
      "acme     fidelity     kept     2.0 ms per seed",
      "acme     exact-money  kept     2.0 ms per seed",
      "1 adapters × 2 laws × 100 seeds: 0 failures, at most one per 50 seeds"
    ])
  })

  it("shows the reason for a deviation, and counts it once and not as a failure", () => {
    const deviates = { verdict: "deviates", deviation: "it cannot" } as const
    const outcomes = [...kept.slice(2), outcome("fidelity", 1, deviates), outcome("fidelity", 51, deviates)]
    const lines = summary(run, outcomes)
    expect(lines[0]).toBe("acme     fidelity     deviates 2.0 ms per seed; it cannot")
    expect(lines.at(-1)).toMatch(/: 0 failures, at most one per 50 seeds, 1 deviating$/)
  })

  it("counts failures", () => {
    const lines = summary(run, [...kept.slice(1), outcome("fidelity", 1, { verdict: "broken" })])
    expect(lines[0]).toContain("broken")
    expect(lines.at(-1)).toMatch(/: 1 failures, at most one per 50 seeds$/)
  })
})
