/** The last word on a true order: what is so on Xiaoe alone, goods first, then states, sums and everything around. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { withDelivery, withVouchers } from "./Delivery.ts"
import { withGoods } from "./Goods.ts"
import { withPeople } from "./People.ts"
import { withCommissions, withReferences, withSale } from "./Sale.ts"
import { withStates, withTimes } from "./States.ts"
import { withRefunds, withSums } from "./Sums.ts"

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
