/** Every shop that an account sees, as it is configured and as the store has it. */
import { allShops, type LaneOverview, type ShopOverview, type StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { SqlError } from "effect/sql/SqlError"
import type { Account, Attention, AttentionKind, ShopView, UnloadedShop } from "../../api/index.ts"
import type { ConsoleShop } from "../ConsoleShops.ts"
import { isSameShop, sees } from "../visible.ts"

/** Configured shops that the store does not have yet come last. */
export const shopViews = Effect.fnUntraced(function* (
  store: StoreService,
  configured: ReadonlyArray<ConsoleShop>,
  account: Account
): Effect.fn.Return<ReadonlyArray<ShopView>, SqlError> {
  const stored = (yield* allShops(store)).filter((shop) => sees(account, shop))
  const unread = configured.flatMap(({ stored: name }) =>
    name === null || !sees(account, name) || stored.some((shop) => isSameShop(shop, name)) ? [] : [unreadShop(name)]
  )
  return yield* Effect.forEach([...stored, ...unread], (overview) => shopView(overview, configured))
})

const shopView = Effect.fnUntraced(function* (
  overview: ShopOverview,
  configured: ReadonlyArray<ConsoleShop>
): Effect.fn.Return<ShopView> {
  const { shop: _shop, ...shown } = overview
  const own = configured.find(({ stored: name }) => name !== null && isSameShop(name, overview))
  const opened = own === undefined ? null : Result.getOrElse(own.opened, () => null)
  const door = opened?.sync.door
  return {
    ...shown,
    lanes: shown.lanes.map(laneOf),
    quotas: opened === null ? [] : yield* opened.quotas,
    name: own?.name ?? null,
    platformName: own?.platformName ?? null,
    door:
      door === undefined
        ? null
        : { listsBy: door.listsBy, backfillsBy: door.backfillsBy, reads: door.reads, pushes: door.pushes },
    unopened: own !== undefined && Result.isFailure(own.opened) ? own.opened.failure : null
  }
})

/** Configured shops whose adapter cannot be loaded. An account of some shops does not see them: they could be another one's. */
export const unloadedShops = (
  configured: ReadonlyArray<ConsoleShop>,
  { shops }: Account
): ReadonlyArray<UnloadedShop> =>
  shops === null
    ? configured.flatMap(({ name, opened, stored }) =>
        stored === null && Result.isFailure(opened) ? [{ name, unopened: opened.failure }] : []
      )
    : []

const laneOf = ({ cursor, lane, settled, since, until }: LaneOverview) => ({ cursor, lane, settled, since, until })

const unreadShop = ({ platform, shopId }: { readonly platform: string; readonly shopId: string }): ShopOverview => ({
  platform,
  shopId,
  shop: 0,
  lanes: [],
  rightAsOf: null,
  lag: null,
  authorisation: "ok",
  authorisationEnds: null,
  error: null,
  errorMessage: null,
  errorAt: null,
  failures: 0,
  answeredAt: null,
  paused: false,
  wants: 0,
  parked: 0,
  quarantined: 0
})

const minute = 60_000
const day = 86_400_000

/** From when on a shop that is behind, and an authorisation that ends, need attention. */
const longLag = 15 * minute
const soon = 14 * day

/** The most urgent first. */
const kinds: ReadonlyArray<AttentionKind> = [
  "noAuthorisation",
  "notOpened",
  "notConfigured",
  "failing",
  "lagging",
  "authorisationEnds",
  "neverRead",
  "quarantined",
  "parked",
  "paused"
]

/** What needs attention at these shops, the most urgent first. `now` in Unix milliseconds. */
export const attentionOf = (shops: ReadonlyArray<ShopView>, now: number): ReadonlyArray<Attention> =>
  shops
    .flatMap((shop) => ofShop(shop, now))
    .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind))

const ofShop = (shop: ShopView, now: number): ReadonlyArray<Attention> => {
  const { authorisationEnds, errorAt, errorMessage, failures, lag, parked, platform, quarantined, rightAsOf, shopId } =
    shop
  const note = (
    holds: boolean,
    kind: AttentionKind,
    count: number | null,
    at: number | null,
    message: string | null
  ) => (holds ? [{ kind, shop: { platform, shopId }, count, at, message }] : [])
  // Without a list there is no moment up to which the shop is right.
  const lists = shop.door?.listsBy !== null
  const isFollowed = shop.door !== null && !shop.paused
  return [
    ...note(shop.authorisation === "dead", "noAuthorisation", null, errorAt, errorMessage),
    ...note(shop.unopened !== null, "notOpened", null, null, shop.unopened?.message ?? null),
    ...note(shop.door === null && shop.unopened === null, "notConfigured", null, null, null),
    ...note(shop.authorisation === "ok" && failures > 0, "failing", failures, errorAt, errorMessage),
    ...note(isFollowed && lists && lag !== null && lag > longLag, "lagging", null, rightAsOf, null),
    ...note(
      authorisationEnds !== null && authorisationEnds - now < soon,
      "authorisationEnds",
      null,
      authorisationEnds,
      null
    ),
    ...note(isFollowed && lists && rightAsOf === null, "neverRead", null, null, null),
    ...note(quarantined > 0, "quarantined", quarantined, null, null),
    ...note(parked > 0, "parked", parked, null, null),
    ...note(shop.paused, "paused", null, null, null)
  ]
}
