/**
 * Reads much and for long, as a merchant's backend does, from a simulated platform at which 5 % of the requests fail:
 *
 * 1. 200 000 listed and 20 000 single orders by one promise client. Nothing is lost or repeated, memory does not grow, no
 *    promise rejects unhandled, and the process ends soon after the last order.
 * 2. A list of 40 000 orders by a process that is killed 20 times (SIGKILL) and goes on from its stored cursor. Nothing is
 *    lost, and each kill repeats at most a page.
 *
 * `pnpm soak`, `pnpm soak --seed 2` for other moments of the kills. Ends with 1 if something is wrong.
 */
import { type ChildProcess, fork } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { makeDice } from "@huidan/conformance"
import type { Platform } from "./soak/platform.ts"
import type { StoredPage, Told } from "./soak/reader.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"

const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { seed: { type: "string", default: "1" }, orders: { type: "string", default: "40000" } }
})
const orders = Number(flags.orders)
const faults = 0.05
const kills = 20
/** Rows of a page of the list that is read. */
const pageSize = 50
const longestEnding = 5000
/** Bytes. */
const mostGrowth = 5 * 2 ** 20

let wrong = 0
const expectThat = (holds: boolean, what: string): void => {
  if (!holds) wrong += 1
  console.log(`${holds ? "✓" : "✗"} ${what}`)
}

const start = (file: string, words: ReadonlyArray<string>, execArgv: ReadonlyArray<string> = []): ChildProcess =>
  fork(join(import.meta.dirname, "soak", file), words, { execArgv: [...execArgv] })

const firstMessage = <A>(child: ChildProcess): Promise<A> =>
  new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as A))
    child.once("exit", (code) => reject(new Error(`a process ended with ${code} before it said anything`)))
  })

/** Starts a reader, hands everything that it says to `onTold`, and resolves when it has ended. */
const runReader = async (
  platform: Platform,
  words: ReadonlyArray<string>,
  onTold: (told: Told, reader: ChildProcess) => void
): Promise<number | null> => {
  const reader = start("reader.ts", words, ["--expose-gc"])
  await firstMessage(reader)
  const ended = new Promise<number | null>((resolve) => reader.once("exit", resolve))
  reader.on("message", (told: Told) => onTold(told, reader))
  reader.send(platform)
  return ended
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`

const readSteadily = async (platform: Platform): Promise<void> => {
  const heaps: Array<number> = []
  let last = 0
  let done: Extract<Told, { readonly kind: "done" }> | undefined
  const code = await runReader(platform, ["steady"], (told) => {
    last = performance.now()
    if (told.kind === "done") done = told
    if (told.kind !== "tenth") return
    heaps.push(told.heap)
    console.log(`  ${told.listed} listed, heap ${megabytes(told.heap)}`)
  })
  const ending = performance.now() - last
  if (done === undefined) return expectThat(false, `the reader ended with ${code} before it was done`)
  const { again, listed, lost, rejections, repeated, single } = done
  expectThat(lost === 0 && repeated <= again * pageSize, `${listed} listed orders: ${lost} lost, ${repeated} repeated`)
  expectThat(
    listed >= 5 * orders && single >= orders / 2,
    `${single} single orders; ${again} calls failed and were made again`
  )
  const growth = (heaps[9] ?? Number.POSITIVE_INFINITY) - (heaps[1] ?? 0)
  expectThat(growth <= mostGrowth, `the heap of the last tenth is ${megabytes(growth)} above that of the second`)
  expectThat(rejections === 0, `${rejections} unhandled rejections`)
  expectThat(code === 0 && ending <= longestEnding, `ended with ${code}, ${Math.round(ending)} ms after the last order`)
}

const readResumed = async (platform: Platform, folder: string): Promise<void> => {
  const dice = makeDice("soak", Number(flags.seed))
  const file = join(folder, "pages.ndjson")
  // So few that the list does not end before the last kill, though each reader reads on until its kill lands.
  const mostPages = Math.max(1, Math.floor(orders / pageSize / (kills + 1)) - 2)
  let code: number | null = null
  let rejections = 0
  for (let life = 0; life <= kills; life++) {
    let left = life === kills ? Number.POSITIVE_INFINITY : dice.between(1, mostPages)
    code = await runReader(platform, ["resumed", file], (told, reader) => {
      if (told.kind === "done") rejections += told.rejections
      if (told.kind === "page" && --left === 0) reader.kill("SIGKILL")
    })
    if (life < kills && code !== null) return expectThat(false, `reader ${life + 1} ended with ${code} by itself`)
  }
  const text = existsSync(file) ? readFileSync(file, "utf8") : ""
  const ids = text.split("\n").flatMap((line) => (line === "" ? [] : (JSON.parse(line) as StoredPage).ids))
  const found = new Set(ids)
  const lost = platform.orderIds.filter((id) => !found.has(id)).length
  const repeated = ids.length - found.size
  expectThat(lost === 0, `killed ${kills} times: ${lost} of ${platform.orderIds.length} orders lost`)
  expectThat(repeated <= kills * pageSize, `${repeated} repeated, at most ${kills * pageSize} are promised`)
  expectThat(code === 0 && rejections === 0, `the last reader ended with ${code}, ${rejections} unhandled rejections`)
}

const server = start("platform.ts", [String(orders), String(faults)])
try {
  const platform = await firstMessage<Platform>(server)
  await readSteadily(platform)
  await withTemporaryFolder("soak", (folder) => readResumed(platform, folder))
} finally {
  server.kill()
}
console.log(`${wrong} wrong, seed ${flags.seed}`)
process.exitCode = wrong === 0 ? 0 : 1
