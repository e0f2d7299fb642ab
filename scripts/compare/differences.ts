/** Finds the differences of two trees in the files that their collectors wrote. */
import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import { compare } from "@huidan/conformance"
import type { Deliberate } from "./deliberate.ts"
import type { CollectedLine, PartsOfCases } from "./Request.ts"

export interface Difference {
  readonly platform: string
  readonly door: string
  readonly operation: string
  readonly name: string
  readonly part: string
  readonly pointer: string
  /** As JSON; `nothing` if there is none. */
  readonly old: string
  readonly new: string
}

export async function* linesOf(file: string): AsyncGenerator<CollectedLine> {
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line)
}

export interface Compared {
  /** The parts that differ, of each case that both files have. */
  readonly differing: PartsOfCases
  /** Cases that only one file has. */
  readonly missing: ReadonlyArray<Difference>
}

/** Compares two files of hashes. */
export const compareHashes = async (oldFile: string, newFile: string): Promise<Compared> => {
  const hashes = new Map<string, CollectedLine["parts"]>()
  for await (const { key, parts } of linesOf(oldFile)) hashes.set(key, parts)
  const differing: Record<string, ReadonlyArray<string>> = {}
  const missing: Array<Difference> = []
  for await (const { key, parts } of linesOf(newFile)) {
    const before = hashes.get(key)
    hashes.delete(key)
    if (before === undefined) {
      missing.push({ ...placeOf(key), part: "case", pointer: "", old: "nothing", new: "asked" })
      continue
    }
    const unequal = [...new Set([...Object.keys(before), ...Object.keys(parts)])].filter(
      (part) => before[part] !== parts[part]
    )
    if (unequal.length > 0) differing[key] = unequal
  }
  for (const key of hashes.keys()) {
    missing.push({ ...placeOf(key), part: "case", pointer: "", old: "asked", new: "nothing" })
  }
  return { differing, missing }
}

/** Every difference of two files of whole findings. */
export async function* compareValues(oldFile: string, newFile: string): AsyncGenerator<Difference> {
  const old = new Map<string, CollectedLine["parts"]>()
  for await (const { key, parts } of linesOf(oldFile)) old.set(key, parts)
  for await (const { key, parts } of linesOf(newFile)) {
    const before = old.get(key) ?? {}
    for (const part of new Set([...Object.keys(before), ...Object.keys(parts)])) {
      yield* differencesIn(key, part, before[part], parts[part])
    }
  }
}

const placeOf = (key: string) => {
  const [platform = "", door = "", operation = "", name = ""] = key.split("\t")
  return { platform, door, operation, name }
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value))

/** The text of an answer as JSON, so that a difference has a pointer. */
const opened = (part: string, value: unknown): unknown => {
  if (part !== "body" || typeof value !== "string") return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** The differences of one part of a case. */
export const differencesIn = (key: string, part: string, old: unknown, fresh: unknown): ReadonlyArray<Difference> => {
  const place = { ...placeOf(key), part }
  const found = compare(opened(part, fresh), opened(part, old), []).map(
    (one): Difference => ({ ...place, pointer: one.pointer, old: shown(one.expected), new: shown(one.found) })
  )
  return found.length > 0 || shown(old) === shown(fresh)
    ? found
    : [{ ...place, pointer: "", old: shown(old), new: "equal except for spelling or the order of keys" }]
}

const becomesNew = (difference: Difference, reworded: NonNullable<Deliberate["reworded"]>): boolean =>
  reworded.reduce((text, [old, fresh]) => text.replaceAll(old, fresh), difference.old) === difference.new

/** The first entry that matches the difference. */
export const declaredAs = (difference: Difference, declared: ReadonlyArray<Deliberate>): Deliberate | undefined =>
  declared.find(
    ({ reason: _reason, reworded, ...patterns }) =>
      (reworded === undefined || becomesNew(difference, reworded)) &&
      (Object.keys(patterns) as ReadonlyArray<keyof typeof patterns>).every(
        (field) => patterns[field]?.test(difference[field]) ?? true
      )
  )
