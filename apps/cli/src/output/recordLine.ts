import { type EncodeOptions, isQuarantined, type OrderAdapter, type OrderRecord } from "@huidan/core"
import { jsonText } from "./jsonText.ts"

/** A record as one line of JSON, without the line break. */
export const recordLine = (adapter: OrderAdapter, record: OrderRecord, options: EncodeOptions): string =>
  jsonText(
    isQuarantined(record)
      ? { quarantined: adapter.encodeQuarantined(record, options) }
      : adapter.encode(record, options)
  )
