/** A store that stays in step with its shops: the rules, and the store on SQLite. */
export type { AuditAction, AuditEntry, AuditFilter } from "./privacy/audit.ts"
export { type Key, type MasterKey, masterKey } from "./privacy/encryption.ts"
export type { FoundOrder } from "./privacy/findByPrivate.ts"
export type { Forgotten } from "./privacy/forget.ts"
export { findableTexts } from "./privacy/hashes.ts"
export type { Privacy } from "./privacy/Privacy.ts"
export type { KeptAnswer } from "./privacy/rawAnswers.ts"
export { type Removed, type Retention, type RetentionRun, startedRun } from "./privacy/retention.ts"
export type { PlatformDecrypt, Revealed } from "./privacy/reveal.ts"
export type { Rotation, RotationProgress } from "./privacy/rotation.ts"
export type { TextState } from "./privacy/textState.ts"
export { type Facet, type FacetTimes, isNewer } from "./rules/Facet.ts"
export { type OverlaidOrder, overlay } from "./rules/overlay.ts"
export { type Allowances, enoughFrom, isEnough, laterWant, standardAllowances } from "./rules/want.ts"
export { layerSqlite, type SqliteOptions } from "./sqlite/SqliteClient.ts"
export type { Discrepancy } from "./store/Discrepancy.ts"
export type { Arrival, Arrived } from "./store/inbox.ts"
export type { ShopName } from "./store/lanes.ts"
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
export type { QuarantinedRow, QuarantineFilter, QuarantinePosition } from "./store/quarantine.ts"
export type { OrderFilter, OrderPage, OrderRow, OrderView, Position } from "./store/reads.ts"
export type { Replayed, ReplayedBy } from "./store/replay.ts"
export { layerStore, Store, type StoreOptions, type StoreService } from "./store/Store.ts"
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
export { layerStoreWriter, StoreWriter, type StoreWriterService } from "./store/StoreWriter.ts"
export type { ShopState } from "./store/shopStates.ts"
export type { CurrentWriter, Writer, WriterOptions } from "./store/writer.ts"
