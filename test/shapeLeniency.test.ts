/**
 * Whatever a platform changes in the shape of an answer, decoding gives a valid order or a typed error with a pointer.
 *
 * To repeat a failure: `HUIDAN_SEED=<seed> pnpm vitest run test/shapeLeniency.test.ts`. It prints the mutant's operation,
 * fixture, kind and pointer.
 */

import { assert, describe, it } from "@effect/vitest"
import type { Fixture } from "@huidan/conformance/fixtures"
import {
  type AdapterError,
  isOrder,
  isQuarantined,
  type OrderAdapter,
  orderJsonSchema,
  type Pointer
} from "@huidan/core"
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { parseLossless } from "../packages/adapter-kit/src/answer/LosslessJson.ts"
import { type Mutant, mutantsOf, shuffle } from "./mutate.ts"
import { subjects } from "./support.ts"

const seed = Number(process.env["HUIDAN_SEED"] ?? 20_241_121)
const shapeMutants = 5_000
const garbageMutants = 1_000

/** The least share of mutants at optional places that decode to all orders. */
const pinnedShare = 0.999

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
const validate = ajv.compile(orderJsonSchema())

interface Trial {
  readonly adapter: OrderAdapter
  readonly fixture: Fixture
  readonly mutant: Mutant
  /** Whether the order does not need the changed value. */
  readonly optional: boolean
  /** How many orders the unchanged answer holds. */
  readonly orders: number
}

/** All mutants of a fixture; none if its answer is a refusal. */
const trialsOf = (adapter: OrderAdapter, fixture: Fixture): Effect.Effect<ReadonlyArray<Trial>> =>
  Effect.gen(function* () {
    const document = Result.getOrThrow(parseLossless(fixture.body))
    const { records } = yield* adapter.explain(fixture.operation, fixture.body)
    const fields = records.flatMap((record) => record.fields)
    const sourcesOf = (path: Pointer) =>
      new Set(fields.filter((field) => field.path.startsWith(path)).flatMap(({ pointers }) => pointers))
    const needed = [...sourcesOf("/orderId"), ...sourcesOf("/shop/id"), "/code", "/err_no"]
    const isNeeded = (place: Pointer) => needed.some((pointer) => pointer === place || pointer.startsWith(`${place}/`))
    const orders = (yield* adapter.decode(fixture.operation, fixture.body)).filter(isOrder).length
    return mutantsOf(document, sourcesOf("/status/raw/")).map((mutant) => ({
      adapter,
      fixture,
      mutant,
      optional: !isNeeded(mutant.pointer),
      orders
    }))
  }).pipe(Effect.orElseSucceed((): ReadonlyArray<Trial> => []))

const nameOf = ({ fixture, mutant }: Trial): string =>
  `${fixture.operation} ${fixture.case} ${mutant.kind} ${mutant.pointer} (seed ${seed})`

/** Whether the mutant still gives all orders. Anything but valid orders and typed errors with pointers is a failure. */
const attempt = (trial: Trial): Effect.Effect<boolean> =>
  Effect.matchCause(trial.adapter.decode(trial.fixture.operation, trial.mutant.body()), {
    onSuccess: (records) => {
      for (const record of records) {
        if (isQuarantined(record)) assertPointer(record.error, trial)
        else {
          const valid = validate(trial.adapter.encode(record, { reveal: false, raw: "omit" }))
          assert.isTrue(valid, `${nameOf(trial)}: ${ajv.errorsText(validate.errors)}`)
        }
      }
      return records.filter(isOrder).length >= trial.orders
    },
    onFailure: (cause) => {
      const error = Result.getOrThrow(Cause.findError(cause))
      assertPointer(error, trial)
      return false
    }
  })

const assertPointer = ({ reason }: AdapterError, trial: Trial): void => {
  if (reason._tag === "ResponseDecode") assert.match(reason.pointer, /^\//, `${nameOf(trial)}: no pointer`)
}

describe("shapes", () => {
  it.effect(
    `${shapeMutants} changes of shape and ${garbageMutants} of meaning give a valid order or a typed error`,
    () =>
      Effect.gen(function* () {
        const trials: Array<Trial> = []
        for (const subject of subjects) {
          const adapter = yield* subject.make
          for (const fixture of subject.fixtures) trials.push(...(yield* trialsOf(adapter, fixture)))
        }
        const ofShape = shuffle(
          trials.filter(({ mutant }) => mutant.kind !== "garbage"),
          seed
        ).slice(0, shapeMutants)
        const ofMeaning = shuffle(
          trials.filter(({ mutant }) => mutant.kind === "garbage"),
          seed
        ).slice(0, garbageMutants)
        for (const trial of ofMeaning) yield* attempt(trial)
        let optional = 0
        const lost: Array<string> = []
        for (const trial of ofShape) {
          const decodes = yield* attempt(trial)
          if (!trial.optional) continue
          optional++
          if (!decodes) lost.push(nameOf(trial))
        }
        const share = 1 - lost.length / optional
        process.stdout.write(
          `changes of shape: ${ofShape.length} of ${trials.length} mutants (seed ${seed}); ${optional} at optional places, ${(share * 100).toFixed(2)} % decode\n`
        )
        assert.strictEqual(ofShape.length, shapeMutants)
        assert.isAtLeast(share, pinnedShare, lost.slice(0, 20).join("\n"))
      }).pipe(Effect.scoped),
    900_000
  )
})
