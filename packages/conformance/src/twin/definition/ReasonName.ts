import type { AdapterErrorReason, AdapterErrorReasonTag, AuthenticationKind } from "@huidan/core"

/** Why a call failed, in one word: `RateLimited`, `Authentication(token)`. */
export type ReasonName = Exclude<AdapterErrorReasonTag, "Authentication"> | `Authentication(${AuthenticationKind})`

export const reasonName = (reason: AdapterErrorReason): ReasonName =>
  reason._tag === "Authentication" ? `Authentication(${reason.kind})` : reason._tag
