/** What the command printed arrives in whole lines, and it ends quietly when nobody reads. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { describe, expect, it } from "vitest"
import { exitCodeMeanings } from "../src/exitCode.ts"
import { jsonLines, makeFolder, program, recorded, runHuidan } from "./runHuidan.ts"

const folder = makeFolder()

/** Says on standard error that a signal came, before the command hears of it. */
const saySignal = `data:text/javascript,for(const s of["SIGINT","SIGTERM","SIGHUP"])process.once(s,()=>process.stderr.write("signal"))`

/** Far more than a pipe holds. */
const rows = Array.from({ length: 100 }, (_, index) => ({
  id: `${index}`,
  title: "课程".repeat(4000),
  name: "张三丰",
  fen: 1999,
  at: "2026-11-01 08:00:00"
}))

const start = (node: ReadonlyArray<string>, args: ReadonlyArray<string>): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...node, program, ...args], { cwd: folder })

const normalizeAll = (): ChildProcessWithoutNullStreams => {
  const child = start([...recorded, "--import", saySignal], ["normalize", "fake", "order.list", "--raw", "omit"])
  child.stdin.end(JSON.stringify({ orders: rows }))
  return child
}

describe.concurrent("the command", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGHUP", 129]
  ] as const)("hands whole lines to a slow reader when it gets %s, and ends with %i", async (signal, code) => {
    const child = normalizeAll()
    const ended = once(child, "close")
    await once(child.stdout, "readable")
    child.kill(signal)
    await once(child.stderr, "data")
    const printed = await text(child.stdout)
    expect(await ended).toEqual([code, null])
    expect(printed.endsWith("}\n")).toBe(true)
    expect(jsonLines(printed).length).toBeGreaterThan(0)
  })

  it("ends at once at a second signal, although its reader does not read", async () => {
    const child = normalizeAll()
    const ended = once(child, "exit")
    await once(child.stdout, "readable")
    child.kill("SIGINT")
    await once(child.stderr, "data")
    const again = setInterval(() => child.kill("SIGINT"), 20)
    const [code, signal] = await ended
    clearInterval(again)
    expect(code === 130 || signal === "SIGINT").toBe(true)
    child.stdout.destroy()
  })

  it("keeps its exit code, and says nothing, if nobody reads its standard error", async () => {
    // Not recorded: the recorder listens to errors of standard error too.
    const child = start([], ["nonsense"])
    child.stderr.destroy()
    const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")])
    expect({ code, printed }).toEqual({ code: 64, printed: "" })
  })
})

describe("--help", () => {
  it("shows the table of exit codes, also for one command", async () => {
    const outcomes = await Promise.all([runHuidan(["--help"], { folder }), runHuidan(["diff", "--help"], { folder })])
    for (const { code, stdout } of outcomes) {
      expect(code).toBe(0)
      for (const [each, meaning] of Object.entries(exitCodeMeanings))
        expect(stdout).toMatch(`  ${each.padEnd(5)}${meaning}\n`)
    }
  })
})
