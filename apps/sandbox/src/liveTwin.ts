/** A twin whose orders change while it runs, on the machine's clock. */
import { makeDice, type OrderChange, type RunningTwin } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { makePushSender, type PushCounts, pushUrl } from "./pushChanges.ts"

/** How the orders of a sandbox change. */
export interface LiveOptions {
  /** New orders and changes of each platform in a minute, on average; above 0, at most 60,000; 30 if left out. */
  readonly changesPerMinute?: number
  /**
   * Where pushes are sent, with `{shop}` and `{platform}` for the shop's name in the sandbox and its platform; nowhere if left
   * out.
   */
  readonly pushTo?: string
}

/** What has happened so far. */
export interface LiveCounts {
  readonly created: number
  readonly changed: number
  /** Of all pushes that are not waiting; zeros if none are sent. */
  readonly pushes: Readonly<PushCounts>
}

/** The share of changes that are new orders. */
const createdShare = 0.25

export const mostChangesPerMinute = 60_000
const defaultChangesPerMinute = 30

/** Changes orders until the scope closes; gives what has happened so far. */
export const keepChanging = Effect.fn("keepChanging")(function* (
  twin: RunningTwin,
  shop: string,
  seed: number,
  { changesPerMinute = defaultChangesPerMinute, pushTo }: LiveOptions
): Effect.fn.Return<() => LiveCounts, never, Scope.Scope> {
  const { platform } = twin.definition
  const dice = makeDice(platform, seed, "live")
  const counts = { created: 0, changed: 0 }
  const pushes: PushCounts = { accepted: 0, failed: 0, dropped: 0 }
  const push = pushTo === undefined ? () => Effect.void : makePushSender(twin, pushUrl(pushTo, shop, platform), pushes)
  const next: Effect.Effect<OrderChange | null> = Effect.suspend(() =>
    dice.chance(createdShare) ? twin.createNow() : twin.advanceAny()
  )
  const once = Effect.gen(function* () {
    // Times between changes differ, and are right on average.
    yield* Effect.sleep(((60_000 / changesPerMinute) * dice.between(1, 199)) / 100)
    const change = yield* next
    if (change === null) return
    if (change.kind === "create") counts.created += 1
    else counts.changed += 1
    yield* Effect.forkScoped(push(change))
  })
  yield* Effect.forkScoped(Effect.forever(once))
  return () => ({ ...counts, pushes: { ...pushes } })
})
