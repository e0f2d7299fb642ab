import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"

/** States are filtered here unless the platform did; a row that could not be read is always shown. */
export const isWanted = (record: OrderRecord, query: OrderQuery): boolean =>
  query.states === undefined ||
  !isOrder(record) ||
  (record.status.trade !== null && query.states.includes(record.status.trade))
