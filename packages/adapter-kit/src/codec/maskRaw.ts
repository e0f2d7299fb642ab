import { childPointer, isJsonArray, type Json, maskCharacters, type Pointer } from "@huidan/core"

export interface Reads {
  readonly read: ReadonlySet<Pointer>
  readonly private: ReadonlySet<Pointer>
}

/**
 * A raw answer that may be shown: masked is what stands at a private pointer, all text under a key that nothing reads,
 * and any text equal to a private one. `root` is the pointer of `raw` in the answer that the reads speak of.
 *
 * A number of seven digits and more that nothing reads is masked too: it may be a phone number.
 */
export const maskRaw = (raw: Json, reads: Reads, root: Pointer): Json => {
  const secrets = new Set<string>()
  visitScalars(raw, root, (value, pointer) => {
    if (
      reads.private.has(pointer) &&
      (typeof value === "number" || typeof value === "string") &&
      String(value).length > 1
    )
      secrets.add(String(value))
  })
  const mask = (value: Json, pointer: Pointer): Json => {
    if (typeof value === "string")
      return reads.private.has(pointer) || !reads.read.has(pointer) || secrets.has(value)
        ? maskCharacters(value)
        : value
    if (typeof value === "number") {
      const shown = String(value)
      return reads.private.has(pointer) || secrets.has(shown) || (!reads.read.has(pointer) && shown.length >= 7)
        ? maskCharacters(shown)
        : value
    }
    if (typeof value !== "object" || value === null) return value
    if (isJsonArray(value)) return value.map((item, index) => mask(item, childPointer(pointer, index)))
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [maskKey(key), mask(child, childPointer(pointer, key))])
    )
  }
  return mask(raw, root)
}

/** A platform's keys are words; one with seven digits and more in a row may be a phone number. */
const maskKey = (key: string): string => key.replaceAll(/\d{7,}/g, (digits) => maskCharacters(digits))

const visitScalars = (node: Json, pointer: Pointer, visit: (value: Json, pointer: Pointer) => void): void => {
  if (typeof node !== "object" || node === null) visit(node, pointer)
  else if (isJsonArray(node))
    node.forEach((item, index) => {
      visitScalars(item, childPointer(pointer, index), visit)
    })
  else for (const [key, child] of Object.entries(node)) visitScalars(child, childPointer(pointer, key), visit)
}
