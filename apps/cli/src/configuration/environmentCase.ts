import * as Text from "effect/String"

/** A name as part of an environment variable, `clientSecret` → `CLIENT_SECRET`; letters of any script stay. */
export const environmentCase = Text.noCase({
  splitRegExp: /([\p{Ll}\p{N}])(\p{Lu})/gu,
  stripRegExp: /[^\p{L}\p{N}]+/gu,
  delimiter: "_",
  transform: Text.toUpperCase
})
