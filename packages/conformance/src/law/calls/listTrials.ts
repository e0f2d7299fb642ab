/** What trials of lists vary. */
import * as Arbitrary from "effect/Arbitrary"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"

/** Few orders mostly, for they take time; now and then more than a platform shows on one page. */
const orderCount = Arbitrary.map(between(0, 31), (choice) => (choice < 30 ? choice >> 2 : 100 + 8 * (choice - 29)))

export const listTrials = {
  seed: worldSeed,
  orders: orderCount,
  days: between(1, 40),
  /** Orders share seconds. */
  crowded: coin,
  /** Orders that were just read are updated. */
  moving: coin,
  /** Requests fail in ways that pass. */
  failing: coin,
  byUpdated: coin
}
