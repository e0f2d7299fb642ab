/**
 * Mistakes in what few trials reach: one code, one kind of fault, one door. Ten seeds of random trials miss them; the
 * cases of a law find them. Each law with such mistakes has two.
 */
import type { BrokenAdapter } from "../BrokenAdapter.ts"
import { completeness } from "./completeness.ts"
import { declaredLimits } from "./declaredLimits.ts"
import { errorMapping } from "./errorMapping.ts"
import { exactIds } from "./exactIds.ts"
import { exactMoney } from "./exactMoney.ts"
import { explainCovers } from "./explainCovers.ts"
import { fidelity } from "./fidelity.ts"
import { noLeak } from "./noLeak.ts"
import { retryBounds } from "./retryBounds.ts"
import { singleTokenRefresh } from "./singleTokenRefresh.ts"
import { timeZone } from "./timeZone.ts"
import { unknownCodes } from "./unknownCodes.ts"

export const rareMistakes: ReadonlyArray<BrokenAdapter> = [
  ...timeZone,
  ...completeness,
  ...noLeak,
  ...errorMapping,
  ...unknownCodes,
  ...fidelity,
  ...declaredLimits,
  ...retryBounds,
  ...singleTokenRefresh,
  ...explainCovers,
  ...exactIds,
  ...exactMoney
]
