/**
 * Mistakes in what few trials reach: one operation, one code, one kind of fault, one door.
 *
 * For each law that tries its cases one by one there are two of them.
 */
import type { BrokenAdapter } from "../BrokenAdapter.ts"
import { exactIds, exactMoney, explainCovers, shapeLeniency } from "./answers.ts"
import { provenance, quota, resumption, retryBounds, singleTokenRefresh } from "./calls.ts"
import { completeness } from "./completeness.ts"
import { declaredLimits } from "./declaredLimits.ts"
import { errorMapping } from "./errorMapping.ts"
import { fidelity } from "./fidelity.ts"
import { noLeak } from "./noLeak.ts"
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
  ...quota,
  ...retryBounds,
  ...resumption,
  ...provenance,
  ...singleTokenRefresh,
  ...explainCovers,
  ...shapeLeniency,
  ...exactMoney,
  ...exactIds
]
