import { childPointer, isJsonArray, type Json, maskCharacters, type Pointer } from "@huidan/core"
import { hasKey } from "../answer/ExactMembers.ts"
import { ExactNumbers } from "../answer/ExactNumbers.ts"
import { harmlessWords } from "../answer/harmlessText.ts"
import { Cell, jsonOf, LocatedList } from "../answer/Located.ts"
import { type MarkedPlace, shownName } from "./MarkedPlace.ts"

/** A raw answer as it may be shown. */
export interface ShownRaw {
  readonly value: Json
  /** Pointers of the numbers that are text in `value` and not masked. */
  readonly numbers: ReadonlyArray<Pointer>
}

/**
 * A raw answer that may be shown. Masked are: everything at a private place, all text that no schema declares, a number
 * of seven digits and more that none declares (it may be a telephone number), and any text, number or key equal to a
 * private one, there or in `privateTexts`. `numbers` are the pointers of the numbers that are text.
 */
export const maskRaw = (
  raw: MarkedPlace,
  privateTexts: ReadonlySet<string>,
  numbers: ReadonlyArray<Pointer>
): ShownRaw => {
  const secrets = new Set([...privateTexts].filter(isDistinctive))
  const collect = ({ children, content, node }: MarkedPlace): void => {
    if (content === "private" && node instanceof Cell && isDistinctive(String(node.value ?? "")))
      secrets.add(String(node.value))
    for (const child of children) collect(child)
  }
  const shownNumbers: Array<Pointer> = []
  const exact = numbers.length === 0 ? null : ExactNumbers.at(jsonOf(raw.node), numbers)
  /** Nothing is read there, so that no number of it is shown by its exact text. */
  const maskUndeclared = (json: Json): Json => {
    if (json === null) return null
    if (typeof json !== "object")
      return secrets.has(String(json)) ? maskCharacters(String(json)) : shownUndeclared(json)
    if (isJsonArray(json)) return json.map(maskUndeclared)
    const unused = distinctKeys()
    return Object.fromEntries(
      Object.entries(json).map(([name, child]) => {
        const key = shownName(name)
        return [unused(secrets.has(key) ? maskCharacters(key) : key), maskUndeclared(child)]
      })
    )
  }
  const mask = (place: MarkedPlace, pointer: Pointer, isExact: boolean): Json => {
    const { children, node } = place
    if (place.isUndeclared) return maskUndeclared(jsonOf(node))
    if (node instanceof LocatedList) {
      const exactItems = new Set(exact?.itemsOf(Object(node.json)))
      return children.map((child, index) => mask(child, childPointer(pointer, index), exactItems.has(index)))
    }
    if (!(node instanceof Cell)) {
      const exactMembers = exact?.membersOf(Object(node.json))
      const unused = distinctKeys()
      return Object.fromEntries(
        children.map((child) => {
          const key = unused(secrets.has(child.key) ? maskCharacters(child.key) : child.key)
          return [key, mask(child, childPointer(pointer, key), hasKey(exactMembers, String(child.node.key)))]
        })
      )
    }
    const { value = null } = node
    if (value === null) return null
    const text = String(value)
    const shown = secrets.has(text) ? maskCharacters(text) : shownScalar(place, value)
    if (shown === value && isExact) shownNumbers.push(pointer)
    return shown
  }
  collect(raw)
  return { value: mask(raw, "", exact?.isRoot === true), numbers: shownNumbers }
}

const shownScalar = ({ content }: MarkedPlace, value: string | number | boolean): string | number | boolean => {
  const text = String(value)
  switch (content) {
    case "open":
      return value
    case "words":
      return typeof value === "string" ? harmlessWords(value) : value
    case "private":
      return maskCharacters(text)
    case "undeclared":
      return shownUndeclared(value)
  }
}

const shownUndeclared = (value: string | number | boolean): string | number | boolean => {
  const text = String(value)
  return typeof value === "string" || text.length >= 7 ? maskCharacters(text) : value
}

/** A long text is not repeated elsewhere. */
const isDistinctive = (text: string): boolean => text.length > 1 && text.length <= 1_000

/** Keys that are masked may become equal: the second one gets a number. */
const distinctKeys = (): ((key: string) => string) => {
  const times = new Map<string, number>()
  return (key) => {
    const time = (times.get(key) ?? 0) + 1
    times.set(key, time)
    return time === 1 ? key : `${key}${time}`
  }
}
