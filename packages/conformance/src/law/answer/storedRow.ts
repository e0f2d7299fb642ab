/** Rows as a store keeps them, and gives them back later. */
import type { Json } from "@huidan/core"

/** What a store gives back of what it was given: JSON. */
export const storedCopy = <A = Json>(value: A): A => JSON.parse(JSON.stringify(value))

/** Names of operations that no adapter has. */
export const unknownOperations: ReadonlyArray<string> = ["no.such.operation", "constructor", "__proto__", ""]
