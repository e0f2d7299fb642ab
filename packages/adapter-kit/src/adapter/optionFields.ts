import { listOptionFields } from "../lists/ListOptions.ts"
import { pushOptionFields } from "../push/pushOptionFields.ts"
import { clientOptionFields, secretOption, textOption } from "./ClientOptions.ts"

/** What the schema of an adapter's options is made of: fields of its own, and groups of fields to spread into it. */
export const optionFields = {
  /** Text that is not blank, an id. */
  text: textOption,
  /** A secret: text that is not blank, and redacted once it is decoded. */
  secret: secretOption,
  /** The options of every adapter: `baseUrl`, `allowHttp`, `timeLimit`, `answerLimit`, `rowLimit`, `retries`, `longestPause`, `quota`, `quotaKey`. */
  client: clientOptionFields,
  /** The options of an adapter that lists orders: `settleSeconds`, `overlapSeconds`, `onContradiction`, `totalLimit`. */
  lists: listOptionFields,
  /** The options of an adapter that receives pushes: `pushLease`, `messageLimit`. */
  pushes: pushOptionFields
}
