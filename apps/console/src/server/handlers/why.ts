/** Why an order is not here. */
import { allShops, emptyWhyDetails, type NoDoor, type ShopName, Store, type Why, type WhyDoor } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Result from "effect/Result"
import { type Account, ConsoleApi, NoShopSeen, Who, type WhyAnswer } from "../../api/index.ts"
import { type ConsoleShop, ConsoleShops } from "../ConsoleShops.ts"
import { invalid, orStoreFailed } from "../failures.ts"
import { shopOf } from "../shops/openedShop.ts"
import { scopeOf, sees } from "../visible.ts"

export const layerWhy = HttpApiBuilder.group(
  ConsoleApi,
  "why",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const shops = yield* ConsoleShops
    /** Of the shops that the account sees, whether or not the store has orders of them. */
    const seenPlatforms = Effect.fnUntraced(function* (who: Account) {
      const stored = yield* orStoreFailed(allShops(store))
      const configured = shops.flatMap(({ stored: name }) => (name === null ? [] : [name]))
      const all = [...stored, ...configured].filter((shop) => sees(who, shop))
      return [...new Set([...all, ...(who.shops ?? [])].map(({ platform }) => platform))]
    })
    return handlers.handle("ask", ({ payload }) =>
      Effect.gen(function* () {
        const who = yield* Who
        if (who.shops?.length === 0) return yield* new NoShopSeen({})
        const { created, platform, shopId } = payload
        yield* scopeOf(who, { platform, shopId })
        const number = payload.number.normalize("NFKC").trim()
        if (number === "") return yield* invalid(["payload", "number"], "the number of an order")
        const platforms = platform === undefined ? yield* seenPlatforms(who) : [platform]
        if (platforms.length === 0) return { answers: [noShopAtAll], isCut: false }
        const now = yield* Clock.currentTimeMillis
        const answers = yield* orStoreFailed(
          Effect.forEach(platforms, (each) =>
            store.why({
              platform: each,
              number,
              now,
              doorOf: (name) => doorOf(who, shops, name),
              // Another one's shop is one that the store does not have.
              ...(who.shops === null ? {} : { shops: who.shops }),
              ...(shopId === undefined ? {} : { shopId }),
              ...(created === undefined ? {} : { created })
            })
          )
        )
        const all = answers.flat()
        // Shops that know the number say more than those where it could be.
        const knowing = all.filter(
          ({ isCertain, reason }) => knownReasons.has(reason) || (isCertain && reason === "quarantined")
        )
        const given = knowing.length > 0 ? knowing : all
        return { answers: given.slice(0, mostAnswers).map(bounded), isCut: given.length > mostAnswers }
      })
    )
  })
)

const mostAnswers = 100
/** How many periods an answer has of those that were read. */
const mostPeriods = 10

const bounded = (answer: Why): WhyAnswer => {
  const { read } = answer.details
  const latest = read.slice(-mostPeriods)
  return { ...answer, details: { ...answer.details, read: latest, isReadCut: latest.length < read.length } }
}

const noShopAtAll: WhyAnswer = {
  shop: null,
  orderId: null,
  reason: "noShop",
  isCertain: true,
  message: "The store has no shop yet.",
  action: "configure the shop",
  advice: "Configure the shop, and let its first sync run.",
  details: { ...emptyWhyDetails, isReadCut: false }
}

const knownReasons: ReadonlySet<string> = new Set(["here", "forgotten", "expired", "gone", "parkedWant"])

const doorOf = (who: Account, shops: ReadonlyArray<ConsoleShop>, name: ShopName): WhyDoor | NoDoor => {
  const opened = shopOf(shops, name)?.opened
  if (opened === undefined) {
    // The id of a shop is not known if its adapter could not be loaded. An account of some shops must not learn of others.
    const isPerhaps = who.shops !== null || shops.some(({ stored }) => stored === null)
    return isPerhaps ? "perhapsNotOpened" : "notConfigured"
  }
  if (Result.isFailure(opened)) return "notOpened"
  const { door, historyDays } = opened.success.sync
  return { lists: door.listsBy, pushes: door.pushes, historyDays }
}
