/** Keys as `node:crypto` takes them. Apart from `encryption.ts`: its types do not need those of Node. */
import { createSecretKey, type KeyObject } from "node:crypto"
import * as Redacted from "effect/Redacted"

const preparedKeys = new WeakMap<Redacted.Redacted<Uint8Array>, KeyObject>()

/** The key for `node:crypto`, prepared once: that takes longer than to encrypt or hash a text. */
export const preparedKey = (key: Redacted.Redacted<Uint8Array>): KeyObject => {
  const known = preparedKeys.get(key)
  if (known !== undefined) return known
  const made = createSecretKey(Redacted.value(key))
  preparedKeys.set(key, made)
  return made
}
