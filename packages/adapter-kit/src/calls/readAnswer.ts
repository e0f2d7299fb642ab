import { AdapterError, type AdapterErrorReason } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { EnvelopeKeys } from "../answer/Envelope.ts"
import type { ParsedAnswer } from "../answer/ParsedAnswer.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import type { HttpAnswer } from "./HttpExchange.ts"
import { proxyAsksForCredentials } from "./transportFailure.ts"

/**
 * An HTTP answer as a parsed one, if both its status and the code in its body say success. A platform may send an error
 * in both: the body's code counts first, because it says more.
 */
export const readAnswer = (
  codec: OrderCodec,
  { envelope, operation }: { readonly operation: string; readonly envelope?: EnvelopeKeys | null },
  answer: HttpAnswer
): Effect.Effect<ParsedAnswer, AdapterError> => {
  const parsed = Effect.mapError(codec.parse(operation, answer.body, envelope ?? undefined), (error) =>
    withRetryAfter(error, answer.retryAfter)
  )
  if (answer.status >= 200 && answer.status < 300) return parsed
  const byStatus = codec.failure(operation, reasonOfStatus(answer))
  return Effect.matchEffect(parsed, {
    onSuccess: () => Effect.fail(byStatus),
    onFailure: (byBody) => Effect.fail(saysNothing(byBody) ? byStatus : byBody)
  })
}

/** A body that is not the platform's, or a code without a reason of its own. */
const saysNothing = ({ reason }: AdapterError): boolean =>
  reason._tag === "ResponseDecode" || reason._tag === "PlatformRejected"

const reasonOfStatus = ({ retryAfter, status }: HttpAnswer): AdapterErrorReason => {
  if (status === 429) return { _tag: "RateLimited", retryAfter }
  // RFC 6585: the network that this machine is in, not the platform.
  if (status === 511)
    return {
      _tag: "Transport",
      detail: "a network on the way asks for a login before it lets requests pass (HTTP 511)"
    }
  if (status >= 500) return { _tag: "PlatformUnavailable" }
  if (status === 401) return { _tag: "Authentication", kind: "credentials" }
  if (status === 407) return proxyAsksForCredentials
  if (status === 403) return { _tag: "PermissionDenied" }
  return { _tag: "Configuration", detail: `the address answered HTTP ${status}: check the base URL` }
}

/** The header's wait, if the platform's code says none. */
const withRetryAfter = (error: AdapterError, retryAfter: number | null): AdapterError =>
  error.reason._tag === "RateLimited" && error.reason.retryAfter === null && retryAfter !== null
    ? new AdapterError({ ...error, reason: { _tag: "RateLimited", retryAfter } })
    : error
