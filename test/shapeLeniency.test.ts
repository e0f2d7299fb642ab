/**
 * Whatever a platform does to the shape of an answer, decoding gives a valid order or a typed error at its pointer.
 *
 * Repeat one mutant: `HUIDAN_SEED=<seed> pnpm vitest run test/shapeLeniency.test.ts`; a failure prints seed, operation,
 * pointer and kind.
 */

import { assert, describe, it } from "@effect/vitest"
import { parseLossless } from "@huidan/adapter-kit"
import { isOrder, isQuarantined, orderJsonSchema } from "@huidan/core"
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import { type Mutant, mutantsOf, shuffle } from "./mutate.ts"
import { subjects } from "./support.ts"

const seed = Number(process.env["HUIDAN_SEED"] ?? 20_241_121)
const mutantsPerRun = 21_000
const requiredShare = 0.9

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
const validate = ajv.compile(orderJsonSchema())

describe("shapes", () => {
  it.effect(
    `${mutantsPerRun} mutants of every fixture decode, or fail with a typed error at a pointer`,
    () =>
      Effect.gen(function* () {
        const all: Array<{ readonly run: () => Effect.Effect<Outcome> }> = []
        for (const subject of subjects) {
          const adapter = yield* subject.make
          for (const fixture of subject.fixtures) {
            const document = parseLossless(fixture.body)
            const decoded = yield* Effect.exit(adapter.explain(fixture.operation, fixture.body))
            if (Result.isFailure(document) || Exit.isFailure(decoded)) continue
            const fields = decoded.value.records.flatMap((record) => record.fields)
            const pointersOf = (prefix: string) =>
              new Set(fields.filter(({ path }) => path.startsWith(prefix)).flatMap(({ pointers }) => pointers))
            const codes = pointersOf("/status/raw/")
            const ids = [...pointersOf("/orderId"), ...pointersOf("/shop/id")]
            const isOptional = (pointer: string) =>
              !ids.some((id) => id === pointer || id.startsWith(`${pointer}/`)) && !/^\/(code|err_no)$/.test(pointer)
            const before = (yield* adapter.decode(fixture.operation, fixture.body)).filter(isOrder).length
            for (const mutant of mutantsOf(document.success, codes)) {
              all.push({
                run: () => {
                  const made = mutant()
                  return Effect.gen(function* () {
                    const exit = yield* Effect.exit(adapter.decode(fixture.operation, made.body))
                    const where = `${fixture.operation} ${fixture.case} ${made.kind} ${made.pointer}`
                    if (Exit.isFailure(exit)) {
                      for (const reason of exit.cause.reasons) {
                        assert.strictEqual(reason._tag, "Fail", `${where}: a throw`)
                        if (reason._tag === "Fail" && reason.error.reason._tag === "ResponseDecode") {
                          assert.isTrue(reason.error.reason.pointer.startsWith("/"), `${where}: no pointer`)
                        }
                      }
                      return { where, kind: made.kind, optional: isOptional(made.pointer), decodes: false }
                    }
                    for (const record of exit.value) {
                      if (isQuarantined(record)) {
                        const shown = adapter.encodeQuarantined(record, { reveal: false, raw: "masked" })
                        assert.isTrue(shown.pointer.startsWith("/"), `${where}: no pointer`)
                      } else {
                        const json = adapter.encode(record, { reveal: false, raw: "omit" })
                        assert.isTrue(validate(json), `${where}: ${ajv.errorsText(validate.errors)}`)
                      }
                    }
                    return {
                      where,
                      kind: made.kind,
                      optional: isOptional(made.pointer),
                      decodes: exit.value.filter(isOrder).length >= before
                    }
                  })
                }
              })
            }
          }
        }
        const outcomes: Array<Outcome> = []
        for (const { run } of shuffle(all, seed).slice(0, mutantsPerRun)) outcomes.push(yield* run())
        const optional = outcomes.filter((outcome) => outcome.optional && outcome.kind !== "garbage")
        const share = optional.filter((outcome) => outcome.decodes).length / optional.length
        process.stdout.write(
          `shape mutants: ${outcomes.length} of ${all.length} (seed ${seed}), optional places ${optional.length}, decoded ${(share * 100).toFixed(2)} %\n`
        )
        const failing = optional.filter((outcome) => !outcome.decodes).map((outcome) => outcome.where)
        assert.isAtLeast(share, requiredShare, failing.slice(0, 20).join("\n"))
        assert.isAtLeast(outcomes.length, 20_000)
      }).pipe(Effect.scoped),
    300_000
  )
})

interface Outcome {
  readonly where: string
  readonly kind: Mutant["kind"]
  readonly optional: boolean
  readonly decodes: boolean
}
