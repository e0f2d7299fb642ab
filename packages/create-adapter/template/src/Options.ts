import { clientOptionFields, listOptionFields } from "@huidan/adapter-kit"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** Text that is not empty, redacted. */
const Secret = Schema.RedactedFromValue(Schema.String).check(
  Schema.makeFilter((secret) => Redacted.value(secret) !== "", { expected: "text that is not empty" })
)

/** The options of one shop of 示例平台. `appId` and `appSecret` come from the platform's console; decoding needs neither. */
export const ExampleOptions = Schema.Struct({
  appId: Schema.optionalKey(Schema.NonEmptyString),
  appSecret: Schema.optionalKey(Secret),
  ...clientOptionFields,
  ...listOptionFields
})
export interface ExampleOptions extends Schema.Schema.Type<typeof ExampleOptions> {}
