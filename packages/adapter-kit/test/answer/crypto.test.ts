import { createCipheriv, randomBytes } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { decryptAes256Cbc, digestHex, equalInConstantTime } from "../../src/answer/crypto.ts"

const key = Buffer.from("0123456789abcdef0123456789abcdef")
const iv = Buffer.from("fedcba9876543210")

/** Encrypted by Node's own cipher, padded by hand. */
const encrypt = (plain: Uint8Array, pad: number, padByte = pad): Uint8Array => {
  const cipher = createCipheriv("aes-256-cbc", key, iv).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, padByte)])), cipher.final()])
}

describe("AES-256-CBC", () => {
  it.effect.each(Array.from({ length: 32 }, (_, index) => index + 1))("opens a message padded by %i bytes", (pad) =>
    Effect.gen(function* () {
      const plain = Buffer.alloc(64 - pad, "a")
      assert.deepStrictEqual(yield* decryptAes256Cbc(key, iv, encrypt(plain, pad)), new Uint8Array(plain))
    })
  )

  it.effect("refuses a wrong pad, a wrong length and a wrong key without throwing", () =>
    Effect.gen(function* () {
      assert.isNull(yield* decryptAes256Cbc(key, iv, encrypt(Buffer.alloc(31), 1, 0)))
      assert.isNull(yield* decryptAes256Cbc(key, iv, encrypt(Buffer.alloc(15), 33)))
      assert.isNull(yield* decryptAes256Cbc(key, iv, encrypt(Buffer.from("x".repeat(28)), 4, 5)))
      assert.isNull(yield* decryptAes256Cbc(key, iv, randomBytes(15)))
      assert.isNull(yield* decryptAes256Cbc(key, iv, new Uint8Array(0)))
      assert.isNull(yield* decryptAes256Cbc(key.subarray(1), iv, encrypt(Buffer.alloc(15), 1)))
    })
  )
})

describe("signatures", () => {
  it("are compared whole", () => {
    assert.isTrue(equalInConstantTime("abc", "abc"))
    assert.isFalse(equalInConstantTime("abc", "abd"))
    assert.isFalse(equalInConstantTime("abc", "abcd"))
  })

  it.effect("by SHA-1", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* digestHex("sha1", "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d")
    })
  )
})
