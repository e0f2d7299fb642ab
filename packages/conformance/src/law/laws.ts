/** All laws, in the order of reports. */

import { amountsAgree } from "./laws/amountsAgree.ts"
import { boundedWork } from "./laws/boundedWork.ts"
import { completeness } from "./laws/completeness.ts"
import { declaredLimits } from "./laws/declaredLimits.ts"
import { errorMapping } from "./laws/errorMapping.ts"
import { exactIds } from "./laws/exactIds.ts"
import { exactMoney } from "./laws/exactMoney.ts"
import { explainCovers } from "./laws/explainCovers.ts"
import { fidelity } from "./laws/fidelity.ts"
import { listsNeverEndEarly } from "./laws/listsNeverEndEarly.ts"
import { noDuplicates } from "./laws/noDuplicates.ts"
import { noLeak } from "./laws/noLeak.ts"
import { notDeclared } from "./laws/notDeclared.ts"
import { privateBySchema } from "./laws/privateBySchema.ts"
import { provenance } from "./laws/provenance.ts"
import { pushesAtLeastOnce } from "./laws/pushesAtLeastOnce.ts"
import { pushVerification } from "./laws/pushVerification.ts"
import { quota } from "./laws/quota.ts"
import { resumption } from "./laws/resumption.ts"
import { retryBounds } from "./laws/retryBounds.ts"
import { schemaValidity } from "./laws/schemaValidity.ts"
import { shapeLeniency } from "./laws/shapeLeniency.ts"
import { singleTokenRefresh } from "./laws/singleTokenRefresh.ts"
import { storedRows } from "./laws/storedRows.ts"
import { tenantsApart } from "./laws/tenantsApart.ts"
import { timeZoneIndependence } from "./laws/timeZoneIndependence.ts"
import { typedErrorsOnly } from "./laws/typedErrorsOnly.ts"
import { unknownCodesSurvive } from "./laws/unknownCodesSurvive.ts"
import type { Law } from "./trial/Law.ts"

/** All laws, in the order of reports. */
export const laws: ReadonlyArray<Law> = [
  fidelity,
  completeness,
  singleTokenRefresh,
  tenantsApart,
  exactMoney,
  amountsAgree,
  exactIds,
  timeZoneIndependence,
  unknownCodesSurvive,
  shapeLeniency,
  explainCovers,
  declaredLimits,
  errorMapping,
  listsNeverEndEarly,
  noDuplicates,
  notDeclared,
  quota,
  resumption,
  retryBounds,
  typedErrorsOnly,
  schemaValidity,
  provenance,
  noLeak,
  privateBySchema,
  pushVerification,
  pushesAtLeastOnce,
  boundedWork,
  storedRows
]
