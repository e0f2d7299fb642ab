/** Which fields an operation carries, as a tree of the order's keys. */
import { type FieldPattern, fieldsBelow } from "@huidan/core"

/** What an operation carries at and below a place of an order; `*` is the key of any entry of a list. */
export interface CarriedFields {
  /** Whether it carries all that is there. */
  readonly isWhole: boolean
  /** How many fields it carries there; `Infinity` if all. */
  readonly count: number
  readonly members: ReadonlyMap<string, CarriedFields>
}

export const carriesNothing: CarriedFields = { isWhole: false, count: 0, members: new Map() }

/** Every operation states these. `warnings` and `source` are of the answer that was asked for last. */
const ofEveryAnswer: ReadonlyArray<FieldPattern> = [
  "/contract",
  "/key",
  "/platform",
  "/orderId",
  "/shop/id",
  "/amounts/currency",
  "/warnings",
  "/source"
]

const known = new WeakMap<ReadonlyArray<FieldPattern>, CarriedFields>()

/** The tree of these patterns. It is made once for each list of patterns of a manifest. */
export const carriedFields = (carries: ReadonlyArray<FieldPattern>): CarriedFields => {
  const tree = known.get(carries) ?? treeOf([...ofEveryAnswer, ...carries].map(pathOf))
  known.set(carries, tree)
  return tree
}

interface Path {
  readonly keys: ReadonlyArray<string>
  /** How many fields there are at and below its end. */
  readonly fields: number
}

const pathOf = (pattern: FieldPattern): Path => ({
  keys: pattern.split("/").slice(1),
  fields: Math.max(1, fieldsBelow(pattern).length)
})

const treeOf = (paths: ReadonlyArray<Path>): CarriedFields => {
  if (paths.some(({ keys }) => keys.length === 0)) {
    return { isWhole: true, count: Number.POSITIVE_INFINITY, members: new Map() }
  }
  const below = new Map<string, ReadonlyArray<Path>>()
  for (const { fields, keys } of paths) {
    const [key, ...rest] = keys
    if (key !== undefined) below.set(key, [...(below.get(key) ?? []), { keys: rest, fields }])
  }
  return {
    isWhole: false,
    count: paths.reduce((total, { fields }) => total + fields, 0),
    members: new Map(Array.from(below, ([key, rest]) => [key, treeOf(rest)] as const))
  }
}

/** What is carried at a member of an object. */
export const carriedAt = (carried: CarriedFields, key: string): CarriedFields =>
  carried.isWhole ? carried : (carried.members.get(key) ?? carriesNothing)
