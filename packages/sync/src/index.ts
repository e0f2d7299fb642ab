/** A store that stays in step with its shops: the store on SQLite, what keeps it in step, and the rules by which it does. */

export { backupStore, type CopyOptions, type CopySummary, restoreStore } from "./backup/backupStore.ts"
export type { CopyProgress } from "./backup/copyDatabase.ts"
export type { StoreContents } from "./backup/inspectStore.ts"
export type { RowsPer } from "./export/columns.ts"
export type { ExportFilter } from "./export/ExportFilter.ts"
export {
  type ExportFormat,
  type ExportOptions,
  type ExportSummary,
  exportOrders,
  exportToFile
} from "./export/exportOrders.ts"
export type { ExportFailure, ExportProgress } from "./export/storedOrders.ts"
export { draftFile, FileExists, ownerOnly } from "./files/draftFile.ts"
export {
  type ImportedOperation,
  type ImportOptions,
  type ImportSummary,
  importOrders,
  type RejectedLine
} from "./import/importOrders.ts"
export type { AuditAction, AuditEntry, AuditFilter } from "./privacy/audit.ts"
export { type MasterKey, masterKey } from "./privacy/encryption.ts"
export type { ExportReveal } from "./privacy/exportReveal.ts"
export type { ForgetOptions, ForgetProgress, Forgotten } from "./privacy/Forgetting.ts"
export { findableTexts } from "./privacy/hashes.ts"
export { maskTexts } from "./privacy/hiddenTexts.ts"
export type { Privacy } from "./privacy/Privacy.ts"
export type { KeptAnswer } from "./privacy/rawAnswers.ts"
export {
  type Removed,
  type Retention,
  type RetentionOptions,
  type RetentionRun,
  startedRun
} from "./privacy/retention.ts"
export type { PlatformDecrypt, Revealed } from "./privacy/reveal.ts"
export type { Rotation, RotationProgress } from "./privacy/rotation.ts"
export type { TextState } from "./privacy/textState.ts"
export { allShops, type ShopPages } from "./reads/allShops.ts"
export type { DayOfShop } from "./reads/days.ts"
export { type FoundOrder, type FoundOrders, mostNumbers, mostOrdersOfNumber } from "./reads/findOrders.ts"
export { mostRead, type OrderFilter, type OrderRow, type Position, type Sequence } from "./reads/OrderFilter.ts"
export type { FacetNote, OrderDetail } from "./reads/orderDetail.ts"
export {
  mostOrderNumbers,
  mostRefusedWords,
  type OrderNumbers,
  type RefusedWord,
  readOrderNumbers
} from "./reads/orderNumbers.ts"
export type { OrderPage, PageFilter } from "./reads/orderPages.ts"
export type { DayFilter, DayOfPlatform } from "./reads/platformDays.ts"
export type { RefundedPeriod } from "./reads/refundedBetween.ts"
export { isSearchable, type SearchPage } from "./reads/searchTitles.ts"
export type { LaneOverview, ShopOverview } from "./reads/shops.ts"
export type { StoredVersion, VersionChange } from "./reads/versions.ts"
export type { Door as WhyDoor, NoDoor, Why, WhyAction, WhyReason } from "./reads/why.ts"
export { emptyWhyDetails, type WhyDetails } from "./reads/whyDetails.ts"
export type { WhyQuestion } from "./reads/whyFacts.ts"
export { type Facet, type FacetTimes, isNewer } from "./rules/Facet.ts"
export { type OverlaidOrder, overlay } from "./rules/overlay.ts"
export { type Allowances, enoughFrom, isEnough, laterWant, standardAllowances } from "./rules/want.ts"
export { layerSqlite } from "./sqlite/layerSqlite.ts"
export { ReadSnapshot } from "./sqlite/ReadSnapshot.ts"
export type { SqliteOptions } from "./sqlite/SqliteOptions.ts"
export type { CheckProgress } from "./store/check.ts"
export type { Deviation } from "./store/comparePage.ts"
export type { Discrepancy } from "./store/Discrepancy.ts"
export type { Day } from "./store/dayZone.ts"
export type { Arrival } from "./store/inbox.ts"
export type { Job, JobEnd, JobFilter, JobKind, JobState, NewJob } from "./store/jobs.ts"
export type { ShopName } from "./store/lanes.ts"
export type { OpenOptions } from "./store/openStore.ts"
export type {
  Answer,
  Committed,
  HeldLane,
  LaneProgress,
  Page,
  RereadSettings,
  UnreadableRow,
  Want
} from "./store/Page.ts"
export type { Parked } from "./store/parking.ts"
export type { ReadPeriod } from "./store/periods.ts"
export type { QuarantinedRow, QuarantineFilter, QuarantinePosition } from "./store/quarantine.ts"
export type { Arrived } from "./store/raiseWants.ts"
export type { DueFirst, OrderView } from "./store/reads.ts"
export type { Replayed, ReplayedBy } from "./store/replay.ts"
export { ShopOwners } from "./store/ShopOwners.ts"
export { layerStore, Store, type StoreService } from "./store/Store.ts"
export {
  DamagedRecord,
  LaneTaken,
  NoMasterKey,
  NotReplayed,
  NotRevealed,
  StoreTaken,
  UnusableStore,
  WriterLost
} from "./store/StoreError.ts"
export { layerStoreWriter, type StoreOptions, StoreWriter, type StoreWriterService } from "./store/StoreWriter.ts"
export type { ShopRules } from "./store/shopRules.ts"
export type { ShopState } from "./store/shopStates.ts"
export { type CurrentWriter, runningWriter, type Writer, type WriterOptions } from "./store/writer.ts"
export { type Door, doorOf } from "./sync/Door.ts"
export type { ReadOrder } from "./sync/details.ts"
export { followShops } from "./sync/followShops.ts"
export type { ReadList } from "./sync/lanes.ts"
export type { Period, Reconciled, ReconcileProgress } from "./sync/reconcile.ts"
export type { ShopSettings } from "./sync/ShopSettings.ts"
export { type CaughtUp, makeShopSync, type ShopSync, type SyncedShop } from "./sync/ShopSync.ts"
