import { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"

const { adapter, twin } = sound.xiaoe

const secretOf = (options: unknown): string => {
  const secret: unknown = typeof options === "object" && options !== null ? Reflect.get(options, "clientSecret") : null
  return Redacted.isRedacted(secret) ? String(Redacted.value(secret)) : ""
}

export const secretInError: BrokenAdapter = {
  mistake: "an error repeats the secret that was used",
  breaks: "no-leak",
  follows: {},
  subject: {
    twin,
    adapter: {
      ...adapter,
      make: (options) =>
        Effect.map(adapter.make(options), (made) => ({
          ...made,
          getOrder: (orderId) =>
            Effect.mapError(
              made.getOrder(orderId),
              ({ answer, operation, platform, reason, shop }) =>
                new AdapterError({
                  platform,
                  shop,
                  operation,
                  reason,
                  answer: {
                    code: answer?.code ?? null,
                    subCode: answer?.subCode ?? null,
                    message: `${answer?.message ?? ""} (with secret ${secretOf(options)})`
                  }
                })
            )
        }))
    }
  }
}
