/** One shop from a seed: what its store is like when traffic has settled. */
import { makeDice } from "@huidan/conformance"
import { makeEvents } from "./Events.ts"
import { fieldIn, fieldNames } from "./Fields.ts"
import { makePlatform } from "./Platform.ts"
import type { Rules } from "./Rules.ts"
import { makeStore } from "./Store.ts"
import type { World } from "./World.ts"

export interface Outcome {
  readonly orders: number
  /** Orders that differ from the platform's, with the fields that do. */
  readonly wrong: ReadonlyArray<string>
  /** Orders that the store does not have. */
  readonly lost: ReadonlyArray<string>
  /** Answers that took the place of one that shows a newer state. */
  readonly older: number
  /** Versions that do not follow the one before them. */
  readonly outOfOrder: number
}

/** How long everything needs after the last change, in milliseconds. */
const settling = 900_000

export const simulate = (seed: number, rules: Rules, world: World): Outcome => {
  const events = makeEvents()
  const dice = makeDice(seed, "model")
  const store = makeStore(world, rules, dice, events, () => platform)
  const platform = makePlatform(world, dice, events, store.receivePush)
  store.start()
  events.runUntil(world.until + settling)
  const truth = [...platform.truth()]
  const wrong = truth.flatMap(([id, { fields }]) => {
    const stored = store.orders.get(id)
    if (stored === undefined || stored.version === 0) return []
    const differing = fieldNames.filter((name) => fieldIn(stored.current, name) !== fields[name])
    return differing.length === 0 ? [] : [`${id}: ${differing.join(", ")}`]
  })
  const last = new Map<string, number>()
  const outOfOrder = store.versions.filter(([id, version]) => {
    const before = last.get(id) ?? 0
    last.set(id, version)
    return version !== before + 1
  })
  return {
    orders: truth.length,
    wrong,
    lost: truth.flatMap(([id]) => ((store.orders.get(id)?.version ?? 0) === 0 ? [id] : [])),
    older: store.older(),
    outOfOrder: outOfOrder.length
  }
}
