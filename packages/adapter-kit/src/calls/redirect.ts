import type { AdapterErrorReason } from "@huidan/core"
import { hostOf } from "./transportFailure.ts"

/** A longer name than this is no host. */
const longestHost = 253

/**
 * Why an answer that leads elsewhere is an error: whoever followed it would send tokens and signed forms to another address.
 * `status` is 0 where a runtime hides such answers; `null` if the answer leads nowhere.
 */
export const refusedRedirect = (
  status: number,
  location: string | undefined,
  asked: string
): AdapterErrorReason | null => {
  if (status !== 0 && (status < 300 || status > 399 || status === 304)) return null
  const target = location === undefined ? null : URL.parse(location, asked)
  const where = target === null ? "another address" : `the host ${target.host.slice(0, longestHost)}`
  return {
    _tag: "Configuration",
    detail: `${hostOf(asked)} redirects to ${where}, and redirects are not followed: check the base URL`
  }
}
