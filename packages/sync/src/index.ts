/** A store that stays in step with its shops: the rules, and the store on SQLite. */

export { backupStore, type CopyOptions, type CopySummary, restoreStore } from "./backup/backupStore.ts"
export type { CopyProgress } from "./backup/copyDatabase.ts"
export type { StoreContents } from "./backup/inspectStore.ts"
export type { RowsPer } from "./export/columns.ts"
export {
  type ExportFormat,
  type ExportOptions,
  type ExportSummary,
  exportOrders,
  exportToFile
} from "./export/exportOrders.ts"
export type { ExportFilter, ExportProgress, Reveal, StoredRow } from "./export/storedOrders.ts"
export { FileExists } from "./files/draftFile.ts"
export {
  type ImportedOperation,
  type ImportOptions,
  type ImportSummary,
  importOrders,
  type RejectedLine
} from "./import/importOrders.ts"
export { type Key, type MasterKey, masterKey } from "./privacy/encryption.ts"
export { type Facet, type FacetTimes, isNewer } from "./rules/Facet.ts"
export { type OverlaidOrder, overlay } from "./rules/overlay.ts"
export { type Allowances, enoughFrom, isEnough, laterWant, standardAllowances } from "./rules/want.ts"
export { layerSqlite, type SqliteOptions } from "./sqlite/SqliteClient.ts"
export type { Discrepancy } from "./store/Discrepancy.ts"
export type { ShopName } from "./store/lanes.ts"
export type { Answer, Committed, HeldLane, Page, UnreadableRow, Want } from "./store/Page.ts"
export type { OrderFilter, OrderPage, OrderRow, OrderView, Position } from "./store/reads.ts"
export { layerStore, Store, type StoreOptions, type StoreService } from "./store/Store.ts"
export { DamagedRecord, LaneTaken, UnusableStore } from "./store/StoreError.ts"
