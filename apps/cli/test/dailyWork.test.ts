import { assert, it } from "@effect/vitest"
import { Store, StoreWriter } from "@huidan/sync"
import { Effect, Logger, Schema } from "effect"
import { TestClock } from "effect/testing"
import { ConfigurationFile } from "../src/configuration/ConfigurationFile.ts"
import { dailyWork } from "../src/serve/dailyWork.ts"

const configuration = {
  path: "/huidan.config.json",
  ...Schema.decodeUnknownSync(ConfigurationFile)({ shops: [], serve: { reconcileDays: 0 } })
}

/** How often the log was emptied after these hours, if that succeeds from the time `succeedsAt` on; and the log. */
const emptied = Effect.fnUntraced(function* (succeedsAt: number, hours: number) {
  let tries = 0
  const emptyLog = Effect.sync(() => ++tries >= succeedsAt)
  const writer = { privacy: { emptyLog } } as unknown as StoreWriter["Service"]
  const log: Array<string> = []
  yield* TestClock.setTime(Date.UTC(2026, 10, 1))
  yield* Effect.forkScoped(
    dailyWork(configuration, []).pipe(
      Effect.provideService(StoreWriter, writer),
      Effect.provideService(Store, {} as Store["Service"]),
      Effect.provide(Logger.layer([Logger.make(({ message }) => void log.push(String(message)))]))
    )
  )
  yield* TestClock.adjust(`${hours} hours`)
  return { tries, log }
})

it.effect(
  "empties the log of the database once a day, and again in ten minutes where a reading program prevents it",
  () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* emptied(1, 19), { tries: 0, log: [] })
      assert.deepStrictEqual(yield* emptied(1, 24), { tries: 1, log: [] })
      assert.deepStrictEqual(yield* emptied(3, 24), { tries: 3, log: [] })
      const prevented = yield* emptied(100, 24)
      assert.strictEqual(prevented.tries, 13)
      assert.match(prevented.log.join("\n"), /^the log of the database could not be emptied.*for hours/)
    })
)
