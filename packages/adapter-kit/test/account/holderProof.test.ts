import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { afterEach, vi } from "vitest"
import { makeTokenKeeper } from "../../src/account/HolderTokens.ts"
import { isProofOf, makeProof } from "../../src/account/holderProof.ts"
import type { StoredToken } from "../../src/account/TokenStore.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

describe("a secret that is stretched", () => {
  it.effect("is stretched once for all that wait for it, and not again", () =>
    Effect.gen(function* () {
      const proof = yield* makeProof("secret-of-many")
      const foreign = proof === null ? null : { ...proof, salt: "another-salt" }
      const stretching = vi.spyOn(globalThis.crypto.subtle, "deriveBits")
      const many = Array.from({ length: 20 }, () => foreign)
      const results = yield* Effect.forEach(many, (each) => isProofOf("secret-of-many", each), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(new Set(results), new Set([false]))
      assert.isTrue(yield* isProofOf("secret-of-many", proof))
      assert.lengthOf(stretching.mock.calls, 1)
    })
  )

  it.effect("goes on for the others when one of those who wait gives up", () =>
    Effect.gen(function* () {
      const proof = { salt: "salt-of-two", proof: "" }
      const check = isProofOf("secret-of-two", proof)
      const results = yield* Effect.all([Effect.timeoutOption(check, 0), check], { concurrency: "unbounded" })
      assert.isFalse(results[1])
    })
  )

  it.effect("has one proof for all tokens that are written at the same moment", () =>
    Effect.gen(function* () {
      const holders: Array<StoredToken["holder"]> = []
      const tokens = makeTokenKeeper({
        name: "test",
        get: () => Effect.succeed(null),
        set: (_key, { holder }) => Effect.sync(() => holders.push(holder)),
        exclusively: (_key, effect) => effect
      }).heldBy("secret-of-a-writer")
      const stretching = vi.spyOn(globalThis.crypto.subtle, "deriveBits")
      const token = { value: Redacted.make("t"), takenAt: 0, expiresAt: 1, refresh: null }
      yield* Effect.forEach(["a", "b", "c"], (key) => tokens.write(key, token), { concurrency: "unbounded" })
      assert.lengthOf(holders, 3)
      assert.lengthOf(new Set(holders.map((holder) => holder?.salt)), 1)
      assert.lengthOf(stretching.mock.calls, 1)
    })
  )
})
