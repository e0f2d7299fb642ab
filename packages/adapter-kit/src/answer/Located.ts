/** An answer's tree in which every node knows its place: what wire schemas decode. */
import { childPointer, isJsonArray, type Json, type Pointer } from "@huidan/core"
import { type ExactMembers, hasKey } from "./ExactMembers.ts"

export type Scalar = string | number | boolean | null

/** A scalar that is there. */
export type PresentScalar = Exclude<Scalar, null>

/** Which numbers of an answer are text in its tree, as `ExactNumbers` knows them. */
interface TextNumbers {
  readonly isRoot: boolean
  readonly itemsOf: (list: object) => ReadonlyArray<number>
  readonly membersOf: (object: object) => ExactMembers | undefined
}

/** A place in an answer. Its pointer is built once, when it is first asked for. */
export abstract class Place {
  private readonly parent: Place | null
  /** Its key in its parent; of a root, its whole pointer. */
  readonly key: string | number
  private built: Pointer | null = null

  /** `parent` is `null` for the root, whose key is its whole pointer. */
  constructor(parent: Place | null, key: string | number) {
    this.parent = parent
    this.key = key
  }

  get pointer(): Pointer {
    this.built ??= this.parent === null ? String(this.key) : childPointer(this.parent.pointer, this.key)
    return this.built
  }
}

/** One scalar of the answer, `undefined` if the key is missing. */
export class Cell extends Place {
  readonly value: Scalar | undefined
  /** Whether it was sent as a number, without quotes. Its value is text where a double would change the spelling. */
  readonly isNumber: boolean
  constructor(value: Scalar | undefined, parent: Place | null, key: string | number, isExactNumber = false) {
    super(parent, key)
    this.value = value
    this.isNumber = isExactNumber || typeof value === "number"
  }
}

/** What is in a list or an object is located when it is first asked for: most of an answer is asked for by nobody. */
export class LocatedList extends Place {
  readonly json: ReadonlyArray<Json>
  private readonly exact: TextNumbers | null
  private located: ReadonlyArray<Located> | null = null
  constructor(json: ReadonlyArray<Json>, parent: Place | null, key: string | number, exact: TextNumbers | null) {
    super(parent, key)
    this.json = json
    this.exact = exact
  }

  get items(): ReadonlyArray<Located> {
    if (this.located === null) {
      const numbers = new Set(this.exact?.itemsOf(this.json))
      this.located = this.json.map((item, index) => locatedIn(this, index, item, this.exact, numbers.has(index)))
    }
    return this.located
  }
}

export class LocatedObject extends Place {
  readonly json: { readonly [key: string]: Json }
  private readonly exact: TextNumbers | null
  private located: ReadonlyMap<string, Located> | null = null
  /** The members that were asked for by their keys: a schema asks for a few, an object can have 10^5. */
  private asked: Map<string, Located> | null = null
  private count: number | null = null
  constructor(
    json: { readonly [key: string]: Json },
    parent: Place | null,
    key: string | number,
    exact: TextNumbers | null
  ) {
    super(parent, key)
    this.json = json
    this.exact = exact
  }

  /** How many members there are. */
  get size(): number {
    this.count ??= Object.keys(this.json).length
    return this.count
  }

  /** All members. */
  get members(): ReadonlyMap<string, Located> {
    if (this.located === null) {
      const numbers = this.exact?.membersOf(this.json)
      this.located = new Map(
        Object.entries(this.json).map(([name, member]) => [
          name,
          this.asked?.get(name) ?? locatedIn(this, name, member, this.exact, hasKey(numbers, name))
        ])
      )
    }
    return this.located
  }

  /** The member at a key; `undefined` if there is none. */
  member(name: string): Located | undefined {
    const known = this.located?.get(name) ?? this.asked?.get(name)
    if (known !== undefined || !Object.hasOwn(this.json, name)) return known
    const isExact = hasKey(this.exact?.membersOf(this.json), name)
    const member = locatedIn(this, name, this.json[name] ?? null, this.exact, isExact)
    this.asked ??= new Map()
    this.asked.set(name, member)
    return member
  }
}

/** A node of an answer: a scalar, a list or an object. */
export type Located = Cell | LocatedList | LocatedObject

export const isLocated = (value: unknown): value is Located => value instanceof Place

const locatedIn = (
  parent: Place | null,
  key: string | number,
  json: Json,
  exact: TextNumbers | null,
  isExactNumber: boolean
): Located => {
  if (typeof json !== "object" || json === null) return new Cell(json, parent, key, isExactNumber)
  return isJsonArray(json) ? new LocatedList(json, parent, key, exact) : new LocatedObject(json, parent, key, exact)
}

/** The tree of a JSON value that is at this pointer in the answer. `exact`: the numbers that are text in it. */
export const locate = (json: Json, pointer: Pointer = "", exact: TextNumbers | null = null): Located =>
  locatedIn(null, pointer, json, exact, exact?.isRoot === true)

/** The child of an object, or a missing cell that knows where it would be. */
export const childOf = (parent: Located, key: string): Located =>
  (parent instanceof LocatedObject ? parent.member(key) : undefined) ?? new Cell(undefined, parent, key)

const wholeNumber = /^(-?\d+)\.0+$/

/**
 * A scalar as text. Programs that keep every number as a floating-point number write 2 as `2.0`: sent as a number, it is
 * the whole number `2`. A text stays as it was sent.
 */
export const spellingOf = (value: PresentScalar, isNumber: boolean): string => {
  const spelling = String(value)
  if (!isNumber) return spelling
  const whole = wholeNumber.exec(spelling)?.[1] ?? spelling
  return whole === "-0" ? "0" : whole
}

/** The JSON value of a node; a missing one is `null`. */
export const jsonOf = (node: Located): Json => (node instanceof Cell ? (node.value ?? null) : node.json)

/** How PHP and similar languages write "no object": `[]`, `{}`, `null`, `""`, or no key at all. */
export const isAbsent = (node: Located): boolean =>
  node instanceof Cell
    ? node.value === undefined || node.value === null || node.value === ""
    : node instanceof LocatedList
      ? node.items.length === 0
      : node.size === 0

/** The index of an entry of a list. It is in the pointer of everything below the entry, so its length has a limit. */
const digits = /^\d{1,32}$/

/** Whether an object is how PHP writes a list: `{"0": …, "1": …}`. */
export const isIndexed = ({ json }: LocatedObject): boolean => Object.keys(json).every((key) => digits.test(key))

/** The nodes directly below a node. */
export const childrenOf = (node: Located): Iterable<Located> =>
  node instanceof Cell ? [] : node instanceof LocatedList ? node.items : node.members.values()

/** Type and length of what was found, never the value. */
export const describeFound = (node: Located): string => {
  if (node instanceof LocatedList) return `a list of ${node.items.length}`
  if (node instanceof LocatedObject) return `an object of ${node.size} keys`
  const { value } = node
  if (value === undefined) return "nothing"
  if (value === null) return "null"
  return typeof value === "string" ? `text of ${value.length} characters` : `a ${typeof value}`
}
