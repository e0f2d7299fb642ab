/** The differences between two orders as JSON. */
import { childPointer, type Pointer } from "@huidan/core"

/** One place at which two orders differ. */
export interface Difference {
  readonly pointer: Pointer
  /** `undefined` if nothing is expected here. */
  readonly expected: unknown
  /** `undefined` if nothing was found here. */
  readonly found: unknown
}

/** These fields describe the answer, not the order. */
const ignoredFields: ReadonlyArray<Pointer> = ["/source", "/warnings"]

/**
 * All differences between a decoded order (as JSON, private text revealed) and the expected one; empty if they are
 * equal.
 *
 * The order of keys does not matter, the order of list entries does. Fields at the `ignored` pointers are not compared;
 * if `ignored` is left out, these are `/source` and `/warnings`.
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
