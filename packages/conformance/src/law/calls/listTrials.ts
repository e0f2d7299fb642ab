/** What trials about lists vary. */
import * as Arbitrary from "effect/Arbitrary"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"

/** Mostly few orders, because orders take time; sometimes more than fit on a page. */
const orderCount = Arbitrary.map(between(0, 31), (choice) => (choice < 30 ? choice >> 2 : 100 + 8 * (choice - 29)))

export const listTrials = {
  seed: worldSeed,
  orders: orderCount,
  days: between(1, 40),
  /** Several orders have times in the same second. */
  crowded: coin,
  /** Orders are updated right after they were read. */
  moving: coin,
  /** Requests fail for a short time. */
  failing: coin,
  byUpdated: coin
}
