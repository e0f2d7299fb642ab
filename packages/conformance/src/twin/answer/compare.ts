/** Where two orders, as JSON, differ. */
import { childPointer, type Pointer } from "@huidan/core"

export interface Difference {
  readonly pointer: Pointer
  /** `undefined` where there should be nothing at all. */
  readonly expected: unknown
  readonly found: unknown
}

/** Left out by `compare` unless told otherwise: they speak of the answer, not of the order. */
export const ignoredFields: ReadonlyArray<Pointer> = ["/source", "/warnings"]

/**
 * Every place in which a decoded order (JSON, private text revealed) is not the expected one, by pointer.
 *
 * Keys may stand in any order; lists must agree entry by entry. Empty means that the orders are equal.
 */
export const compare = (
  decoded: unknown,
  expected: unknown,
  ignored: ReadonlyArray<Pointer> = ignoredFields
): ReadonlyArray<Difference> => differences(decoded, expected, "", new Set(ignored))

const differences = (
  found: unknown,
  expected: unknown,
  pointer: Pointer,
  ignored: ReadonlySet<Pointer>
): ReadonlyArray<Difference> => {
  if (ignored.has(pointer) || Object.is(found, expected)) return []
  const foundMembers = membersOf(found)
  const expectedMembers = membersOf(expected)
  if (foundMembers === null || expectedMembers === null || Array.isArray(found) !== Array.isArray(expected)) {
    return [{ pointer, expected, found }]
  }
  const keys = [...new Set([...expectedMembers.keys(), ...foundMembers.keys()])]
  return keys.flatMap((key) =>
    differences(foundMembers.get(key), expectedMembers.get(key), childPointer(pointer, key), ignored)
  )
}

const membersOf = (value: unknown): ReadonlyMap<string, unknown> | null =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null
