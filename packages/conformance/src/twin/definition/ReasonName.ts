import type { AdapterErrorReason, AdapterErrorReasonTag, AuthenticationKind } from "@huidan/core"

/** The reason of an `AdapterError` in one word: `RateLimited`, `Authentication(token)`. */
export type ReasonName = Exclude<AdapterErrorReasonTag, "Authentication"> | `Authentication(${AuthenticationKind})`

export const reasonName = (reason: AdapterErrorReason): ReasonName =>
  reason._tag === "Authentication" ? `Authentication(${reason.kind})` : reason._tag
