/**
 * AES-256-GCM. Encrypted text is nonce, tag and cipher, mostly in base64. It is bound to its place: put elsewhere, it cannot be read.
 *
 * `node:crypto` and not Effect's `Aead`: that one answers later, and texts are encrypted between the statements of a
 * transaction, which must not wait.
 */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto"
import * as Redacted from "effect/Redacted"
import { preparedKey } from "./preparedKey.ts"
import { pooledRandomBytes } from "./randomPool.ts"

/** 32 bytes. */
export type Key = Redacted.Redacted<Uint8Array>

const algorithm = "aes-256-gcm"
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

export const newKey = (): Key => Redacted.make(pooledRandomBytes(keyBytes))

const encrypted = (key: Key, place: string, content: string | Uint8Array): Buffer => {
  const nonce = pooledRandomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, preparedKey(key), nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(place))
  const bytes = Buffer.concat([
    typeof content === "string" ? cipher.update(content, "utf8") : cipher.update(content),
    cipher.final()
  ])
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes])
}

/** Encrypts for a place: the same place must be named to decrypt. */
export const encryptBytes = (key: Key, place: string, content: string | Uint8Array): Uint8Array =>
  encrypted(key, place, content)

/** The content, or `null` if it was not encrypted with this key for this place, or was changed since. */
export const decryptBytes = (key: Key, place: string, bytes: Uint8Array): Uint8Array | null => {
  if (bytes.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv(algorithm, preparedKey(key), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes
  })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
  } catch {
    return null
  }
}

/** As `encryptBytes`, in base64. */
export const encrypt = (key: Key, place: string, content: string | Uint8Array): string =>
  encrypted(key, place, content).toString("base64")

/** As `decryptBytes`, from base64. */
export const decrypt = (key: Key, place: string, cipher: string): Uint8Array | null =>
  decryptBytes(key, place, Buffer.from(cipher, "base64"))

/** The key that encrypts the keys of the orders. It is kept apart from the store. */
export interface MasterKey {
  /** Tells master keys apart without giving anything away. */
  readonly id: string
  readonly key: Key
  /** The keys before this one, with which a part of the store may be encrypted until it was rotated. */
  readonly previous: ReadonlyArray<MasterKey>
}

/**
 * A master key from 64 hexadecimal digits or the base64 of 32 bytes; `null` if the text is neither. `previous`: the keys from
 * which the store is rotated to this one.
 */
export const masterKey = (
  text: Redacted.Redacted<string>,
  previous: ReadonlyArray<MasterKey> = []
): MasterKey | null => {
  const written = Redacted.value(text).trim()
  const bytes = Buffer.from(written, /^[0-9a-f]{64}$/i.test(written) ? "hex" : "base64")
  if (bytes.length !== keyBytes) return null
  const id = createHash("sha256").update("huidan master key").update(bytes).digest("hex").slice(0, 16)
  return { id, key: Redacted.make(new Uint8Array(bytes)), previous }
}

/** The master key and those before it. */
export const allOf = (master: MasterKey): ReadonlyArray<MasterKey> => [master, ...master.previous]
