/** The last word on a true order: what is so on Xiaoe alone, goods first, then states, sums and everything around. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { withDelivery, withVouchers } from "./trueDelivery.ts"
import { withGoods } from "./trueGoods.ts"
import { withPeople } from "./truePeople.ts"
import { withCommissions, withReferences, withSale } from "./trueSale.ts"
import { withStates, withTimes } from "./trueStates.ts"
import { withRefunds, withSums } from "./trueSums.ts"

export const refineOrder = (order: Order, context: TrueOrderContext): Order =>
  [
    withGoods,
    withStates,
    withSums,
    withSale,
    withTimes,
    withPeople,
    withDelivery,
    withVouchers,
    withRefunds,
    withCommissions,
    withReferences
  ].reduce((refined, step) => step(refined, context), order)
