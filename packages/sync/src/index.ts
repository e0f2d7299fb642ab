/** The rules by which a store stays in step with its shops, and SQLite for the store. */
export { type Facet, type FacetTimes, isNewer } from "./rules/Facet.ts"
export { type OverlaidOrder, overlay } from "./rules/overlay.ts"
export { type Allowances, enoughFrom, isEnough, laterWant, standardAllowances } from "./rules/want.ts"
export { layerSqlite, type SqliteOptions } from "./sqlite/SqliteClient.ts"
