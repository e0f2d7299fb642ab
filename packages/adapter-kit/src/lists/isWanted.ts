import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"

/** Whether a record has one of the query's states. A row that could not be read always counts. */
export const isWanted = (record: OrderRecord, query: OrderQuery): boolean =>
  query.states === undefined ||
  !isOrder(record) ||
  (record.status.trade !== null && query.states.includes(record.status.trade))
