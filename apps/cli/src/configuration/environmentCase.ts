import * as Text from "effect/String"

/**
 * A shop's name as part of an environment variable, `my-shop` → `MY_SHOP`. Unlike `environmentVariable` of core it keeps
 * letters of any script, because shops have Chinese names.
 */
export const environmentCase = Text.noCase({
  splitRegExp: /([\p{Ll}\p{N}])(\p{Lu})/gu,
  stripRegExp: /[^\p{L}\p{N}]+/gu,
  delimiter: "_",
  transform: Text.toUpperCase
})
