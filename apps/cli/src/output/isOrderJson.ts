import { Order, type OrderJson } from "@huidan/core"
import * as Schema from "effect/Schema"

/** Whether the value is a whole order as JSON, so that it can be shown as text. */
export const isOrderJson: (value: unknown) => value is OrderJson = Schema.is(Schema.toEncoded(Order))
