/** Simulated platforms ("twins"), and the laws that every adapter keeps. */

export type { FieldPattern } from "@huidan/core"
export { brokenLawText } from "./law/brokenLawText.ts"
export { laws } from "./law/laws.ts"
export { notProvenBy, notProvenText } from "./law/notProven.ts"
export { badgeText, ConformanceReport, conformanceReportContract, deviationsOf, makeReport } from "./law/Report.ts"
export { type LawResult, type LawRun, type NotProven, runLaw, seedsOfAllCases, type Verdict } from "./law/runLaws.ts"
export { Breach, breach } from "./law/trial/Breach.ts"
export {
  type BrokenTrial,
  type CheckedCase,
  type Law,
  type LawCase,
  type LawDefinition,
  makeLaw,
  type TrialOutcome
} from "./law/trial/Law.ts"
export { NothingAsked, notAtThisDoor, nothingAsked } from "./law/trial/NothingAsked.ts"
export { ConformanceError, makeSubjects, type Subject } from "./law/trial/Subject.ts"
export { inVirtualTime } from "./law/trial/virtualTime.ts"
export { prepareHearing } from "./process/output/hearOutput.ts"
export { isWorking, watchRealTimeWork } from "./process/realTimeWork.ts"
export { compare, type Difference } from "./twin/answer/compare.ts"
export {
  carriedTraits,
  histogramText,
  makeTraitTally,
  type TraitCount,
  type TraitTally
} from "./twin/answer/histogram.ts"
export type { ReasonName } from "./twin/definition/ReasonName.ts"
export * from "./twin/definition/TwinDefinition.ts"
export type * from "./twin/definition/TwinPush.ts"
export { removeAt, setAt } from "./twin/json/editJson.ts"
export * from "./twin/json/JsonNode.ts"
export {
  type BodyOptions,
  defaultBaseTime,
  makeTwin,
  type RunningTwin,
  TwinDefinitionError,
  type TwinLag,
  type TwinOptions
} from "./twin/makeTwin.ts"
export { makeTwinHttpClient } from "./twin/makeTwinHttpClient.ts"
export type { ChangeKind, OrderChange, OrderChanges } from "./twin/OrderChange.ts"
export * from "./twin/rules/Fault.ts"
export type { IssuedToken, TokenBook, TokenRules } from "./twin/rules/TokenBook.ts"
export type { JournalEntry, ListSelection } from "./twin/TwinJournal.ts"
export type { TwinAnswer, TwinRequest, TwinResponse } from "./twin/TwinRequest.ts"
export type { OrderTotals, PoisonedOrder, TwinTotals, TwinTruth } from "./twin/TwinTruth.ts"
export { fieldChanges } from "./world/changes/fieldChanges.ts"
export type * from "./world/changes/TrueChanges.ts"
export { transitionsAmong } from "./world/changes/transitionsAmong.ts"
export * from "./world/Dice.ts"
export type { OrderSelection, SelectedOrders } from "./world/selectOrders.ts"
export { trueStates } from "./world/states.ts"
export * from "./world/TrueOrderLimits.ts"
export { worldSize, worldsOfARound } from "./world/traits/OrderPlan.ts"
export { type TrueTrait, traitsOf } from "./world/traits/TrueTrait.ts"
export type { Turn } from "./world/traits/Turn.ts"
