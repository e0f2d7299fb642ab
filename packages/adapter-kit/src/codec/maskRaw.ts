import { type Json, maskCharacters } from "@huidan/core"
import { Cell, childrenOf, type Located, LocatedList } from "../answer/Located.ts"
import type { Reads } from "./Reads.ts"

/**
 * A raw answer that may be shown. Masked are: everything at a private position, all text that nothing reads, and any
 * text or number equal to a private one, there or in `privateTexts`. A number of seven digits and more that nothing reads is masked too: it may be
 * a telephone number.
 */
export const maskRaw = (
  raw: Located,
  { private: privatePointers, read }: Reads,
  privateTexts: ReadonlySet<string>
): Json => {
  const secrets = new Set([...privateTexts].filter((text) => text.length > 1))
  const collect = (node: Located): void => {
    if (node instanceof Cell && isShown(node.value) && privatePointers.has(node.pointer)) {
      const text = String(node.value)
      if (text.length > 1) secrets.add(text)
    }
    for (const child of childrenOf(node)) collect(child)
  }
  const mask = (node: Located): Json => {
    if (node instanceof LocatedList) return node.items.map(mask)
    if (!(node instanceof Cell))
      return Object.fromEntries(Array.from(node.members, ([key, child]) => [maskKey(key), mask(child)]))
    const { pointer, value = null } = node
    if (!isShown(value)) return value
    const text = String(value)
    const isUnread = !read.has(pointer) && (typeof value === "string" || text.length >= 7)
    return isUnread || privatePointers.has(pointer) || secrets.has(text) ? maskCharacters(text) : value
  }
  collect(raw)
  return mask(raw)
}

const isShown = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number"

/** A platform's keys are words; one with seven digits and more in a row may be a telephone number. */
const maskKey = (key: string): string => key.replaceAll(/\d{7,}/g, (digits) => maskCharacters(digits))
