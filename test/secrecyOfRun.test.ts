/** The scan at the end of every test run can fail: it fails a run of careless tests that all pass. */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { folderVariable } from "./secrecy/ProcessRecord.ts"
import { findLeaks } from "./secrecy/Scanner.ts"

const root = fileURLToPath(new URL("../", import.meta.url))

const runCareless = (): Promise<{ readonly code: unknown; readonly output: string }> =>
  new Promise((resolve) => {
    const words = ["node_modules/vitest/vitest.mjs", "run", "--config", "test/secrecy/careless/vitest.config.ts"]
    const env = { ...process.env, NO_COLOR: "1" }
    execFile(process.execPath, words, { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, output: stdout + stderr })
    )
  })

describe("the scanner", () => {
  const placesOf = (value: string, ...texts: ReadonlyArray<string>): ReadonlyArray<string> =>
    findLeaks(
      [value],
      texts.map((text) => ({ place: text, text }))
    ).map(({ place }) => place)

  it("finds a value anywhere in a text, but a short number only if it is separate", () => {
    assert.deepStrictEqual(placesOf("13812345678", "+8613812345678", "x"), ["+8613812345678"])
    assert.deepStrictEqual(placesOf("13800000000", "sum: 36.13800000000001", "at .13800000000"), ["at .13800000000"])
    assert.deepStrictEqual(placesOf("13800000000", "sum: 0.013800000000", "v1.2, 13800000000"), ["v1.2, 13800000000"])
    assert.deepStrictEqual(placesOf("861234", "(861234)", "u_9861234", "8612345"), ["(861234)"])
    assert.deepStrictEqual(placesOf("张三", "收件人张三丰", "李四"), ["收件人张三丰"])
    assert.deepStrictEqual(placesOf("a&b=c", "?x=a%26b%3Dc", "YSZiPWM="), ["?x=a%26b%3Dc", "YSZiPWM="])
  })

  it("finds each of many values with the same beginning", () => {
    const values = Array.from({ length: 2000 }, (_, index) => `secret-${String(index).padStart(5, "0")}`)
    const shown = values.map((text) => ({ place: text, text }))
    assert.strictEqual(findLeaks(values, shown).length, 2000)
  })
})

describe("the scan of a test run", () => {
  it("watches this run too", () => {
    assert.isString(process.env[folderVariable])
  })

  it("finds what careless tests show, in every kind of output", async () => {
    const { code, output } = await runCareless()
    assert.strictEqual(code, 1)
    assert.match(output, /Tests {2}10 passed/)
    const places = [...output.matchAll(/^ {2}(.+?): (.{2})… \((\d+)\) after/gm)].map(
      ([, place, start, length]) => `${place}: ${start} ${length}`
    )
    const length = (name: string): string => `th ${`the secret of ${name}`.length}`
    for (const expected of [
      `the run's stdout: ${length("the console")}`,
      `the run's stderr: ${length("the stream")}`,
      `log: ${length("the log")}`,
      `log, annotations: ${length("the annotation")}`,
      `span careless, secret: ${length("the span")}`,
      `span careless, failure: ${length("the failure")}`,
      `metrics: ${length("the metric")}`,
      `error of careless: ${length("the error")}`,
      `node --eval console.log(process.argv[1]) the secret of the process: ${length("the process")}`,
      `log: ${length("the command")}`,
      "log: tk 27"
    ]) {
      assert.include(places, expected)
    }
    // The beginning of a signature is not known.
    assert.isTrue(places.some((place) => /^log: \S+ 64$/.test(place)))
    assert.isTrue(places.some((place) => /^log: \S+ 32$/.test(place)))
  }, 60_000)
})
