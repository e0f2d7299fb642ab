/** The law no-leak hears whatever an adapter prints, under vitest as in the command line. */
import { assert, describe, it } from "@effect/vitest"
import { printings } from "./broken/printedText.ts"
import { type KitRun, runCommand, runTests } from "./kitRuns/runKit.ts"

const breachOf = ({ output }: KitRun): string | undefined => /getOrder shows .*/.exec(output)?.[0]

describe("an adapter that prints private text", () => {
  it("in any way breaks no-leak, with the same words under vitest and in the command line", async () => {
    const [tests, command] = await Promise.all([
      runTests("printing", [], { HUIDAN_LAW: "no-leak" }),
      runCommand("printedText.ts", "everyPrinting", ["--law", "no-leak"], {})
    ])
    assert.match(tests.output, new RegExp(`Tests +1 failed \\| ${printings.length} passed`))
    assert.strictEqual(breachOf(command), breachOf(tests))
    for (const { place } of printings) assert.include(`${breachOf(command)};`, ` in ${place};`)
    assert.strictEqual(command.code, 65)
  }, 120_000)

  it("by a file handle breaks no-leak, if the output can be opened", async () => {
    const options = ["--law", "no-leak", "--seed", "1"]
    const { output } = await runCommand("printedText.ts", "fileHandlePrinting", options, {}, { intoFile: true })
    assert.match(output, /getOrder shows .* in stdout, by FileHandle\.write/)
  }, 60_000)
})
