import { Crypto } from "@huidan/adapter-kit"
import type { PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"

const { adapter, twin } = sound.doudian

/** The push with a correct signature, whatever its own is. */
const signed = (options: unknown, request: PushRequest): Effect.Effect<PushRequest> => {
  const option = (name: string): unknown =>
    typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined
  const secret = option("appSecret")
  if (!Redacted.isRedacted(secret)) return Effect.succeed(request)
  const text = `${String(option("appId"))}${new TextDecoder().decode(request.body)}${String(Redacted.value(secret))}`
  const signing =
    option("pushSign") === "hmac-sha256"
      ? Crypto.hmacSha256Hex(String(Redacted.value(secret)), text)
      : Crypto.digestHex("md5", text)
  return Effect.map(signing, (sign) => ({
    ...request,
    headers: { ...request.headers, "event-sign": sign }
  }))
}

export const signatureNotChecked: BrokenAdapter = {
  mistake: "the signature of a push is not checked",
  breaks: "push-verification",
  follows: {},
  subject: {
    twin,
    adapter: {
      ...adapter,
      make: (options) =>
        Effect.map(adapter.make(options), (made) => ({
          ...made,
          receivePush: (request, handle) =>
            Effect.flatMap(signed(options, request), (genuine) => made.receivePush(genuine, handle))
        }))
    }
  }
}
