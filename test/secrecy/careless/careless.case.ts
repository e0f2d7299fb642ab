/** Every way in which a program can show a secret, each with its own secret. The run of these tests must fail. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { describe, expect, it } from "@effect/vitest"
import { Crypto } from "@huidan/adapter-kit"
import { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as Redacted from "effect/Redacted"

const secretOf = (name: string): string => Redacted.value(Redacted.make(`the secret of ${name}`))

const runNode = (...words: ReadonlyArray<string>) => promisify(execFile)(process.execPath, words)

describe("a careless program", () => {
  it("writes to the console", () => {
    console.log(secretOf("the console"))
    process.stderr.write(`${secretOf("the stream")}\n`)
  })

  it.effect("logs", () => Effect.logWarning("refused", { secret: secretOf("the log") }))

  it.effect("annotates", () => Effect.annotateLogs(Effect.log("refused"), { secret: secretOf("the annotation") }))

  it.effect("traces", () => Effect.withSpan(Effect.void, "careless", { attributes: { secret: secretOf("the span") } }))

  it.effect("fails under a span", () =>
    Effect.ignore(Effect.withSpan(Effect.fail({ message: secretOf("the failure") }), "careless"))
  )

  it.effect("measures", () =>
    Metric.update(Metric.withAttributes(Metric.counter("huidan.test"), { secret: secretOf("the metric") }), 1)
  )

  it("makes an error and drops it", () => {
    const reason = { _tag: "Configuration", detail: secretOf("the error") } as const
    const error = new AdapterError({ platform: "careless", reason })
    expect(error.isRetryable).toBe(false)
  })

  it("starts a process that prints a secret of ours", async () => {
    const { stdout } = await runNode("--eval", "console.log(process.argv[1])", secretOf("the process"))
    expect(stdout).not.toBe("")
  })

  it("starts a process that logs its own secret", async () => {
    const recorder = new URL("../recordProcess.ts", import.meta.url).href
    const script = `
      const { make, value } = await import("effect/Redacted")
      const { log, runSync } = await import("effect/Effect")
      runSync(log(value(make("the secret of the command"))))`
    await runNode("--import", recorder, "--input-type=module", "--eval", script)
  })

  it.effect("shows signatures and tokens that were not redacted", () =>
    Effect.gen(function* () {
      yield* Effect.log(
        `signed ${yield* Crypto.hmacSha256Hex("key", "by HMAC")} ${yield* Crypto.digestHex("md5", "by MD5")}`
      )
      yield* Effect.log(`issued tk-${"123456789012".repeat(2)}`)
    })
  )
})
