/** The store of a file, as `huidan serve` opens it. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { layerSqlite, layerStoreWriter, masterKey } from "../../packages/sync/src/index.ts"

export const storeOf = (file: string) =>
  layerStoreWriter({
    masterKey: masterKey(Redacted.make("0f".repeat(32))),
    name: "pnpm bench store",
    lease: "1 hour"
  }).pipe(Layer.provideMerge(layerSqlite({ file })))

/** The time of the processor that an effect takes, all threads of this process together, in seconds. */
export const processorTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<number, E, R> =>
  Effect.suspend(() => {
    const before = process.cpuUsage()
    return Effect.map(effect, () => secondsSince(before))
  })

/** The CPU seconds of this process since then, all its threads together. */
export const secondsSince = (before: NodeJS.CpuUsage): number => {
  const { system, user } = process.cpuUsage(before)
  return (system + user) / 1e6
}
