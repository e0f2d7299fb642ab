/** Sums of days, and what needs attention. */
import { Store } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Option from "effect/Option"
import { ConsoleApi, type ShopView, Who } from "../../api/index.ts"
import { ConsoleShops } from "../ConsoleShops.ts"
import { invalid, orStoreFailed } from "../failures.ts"
import { attentionOf, shopViews, unloadedShops } from "../shops/overview.ts"
import { scopeOf } from "../visible.ts"

const mostDays = 400
const mostAttention = 200
const day = 86_400_000

export const layerOverview = HttpApiBuilder.group(
  ConsoleApi,
  "overview",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const shops = yield* ConsoleShops
    return handlers.handleAll({
      days: ({ query }) =>
        Effect.gen(function* () {
          const { from, to, ...wanted } = query
          const { platform, shop, shops: seen } = yield* scopeOf(yield* Who, wanted)
          const length = daysBetween(from, to)
          if (length === null) return yield* invalid(["query", "from"], "a day that exists")
          if (length > mostDays) return yield* invalid(["query", "from"], `at most ${mostDays} days`)
          const limits = [...(shop === undefined ? [] : [[shop]]), ...(seen === undefined ? [] : [seen])]
          const [first, ...others] = limits
          const both = first?.filter((one) =>
            others.every((list) => list.some((each) => each.platform === one.platform && each.shopId === one.shopId))
          )
          const filter = {
            ...(platform === undefined ? {} : { platform }),
            ...(both === undefined ? {} : { shops: both })
          }
          return { days: yield* orStoreFailed(store.platformDays(from, to, filter)) }
        }),
      attention: () =>
        Effect.gen(function* () {
          const who = yield* Who
          const views = yield* orStoreFailed(shopViews(store, shops, who))
          const attention = attentionOf(views, yield* Clock.currentTimeMillis)
          return {
            shops: views.length,
            ...rightAsOf(views),
            attention: attention.slice(0, mostAttention),
            unloaded: unloadedShops(shops, who)
          }
        })
    })
  })
)

/** How many days a period has; `null` if one of them does not exist. Both are days of one zone, so that zones do not count. */
const daysBetween = (from: string, to: string): number | null => {
  const [first, last] = [instantOf(from), instantOf(to)]
  return first === null || last === null ? null : (last - first) / day + 1
}

const instantOf = (text: string): number | null =>
  Option.getOrNull(
    DateTime.make(`${text}T00:00:00Z`).pipe(
      Option.map((time) => DateTime.toEpochMillis(time)),
      Option.filter((at) => DateTime.formatIsoDateUtc(DateTime.makeUnsafe(at)) === text)
    )
  )

/** Of the shops that are followed by a list. */
const rightAsOf = (views: ReadonlyArray<ShopView>) => {
  const followed = views.filter(({ door, paused }) => door !== null && door.listsBy !== null && !paused)
  const moments = followed.map((shop) => shop.rightAsOf)
  const lags = followed.map(({ lag }) => lag ?? 0)
  const isRead = moments.length > 0 && moments.every((at) => at !== null)
  return {
    rightAsOf: isRead ? Math.min(...moments.map((at) => at ?? 0)) : null,
    lag: isRead ? Math.max(...lags) : null
  }
}
