import type { AdapterErrorReason } from "@huidan/core"
import { hostOf } from "./transportFailure.ts"

/** Characters of a host that a message shows, at most. */
const longestHost = 253

/**
 * The error of an answer that redirects: following it would send tokens and signed forms to another address. `null` if the
 * answer is not a redirect. `status` is 0 where a runtime does not show redirects.
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
