/**
 * A value that knows where it comes from: the places it was read at, the rule that made it, and the doubts on the way.
 *
 * Mappings combine traced values into a draft. The order, `explain`, the unread keys and the private positions all come
 * from that one mapping.
 */
import type { Pointer, Warning, WarningCode } from "@huidan/core"
import type { Place } from "../answer/Located.ts"
import { relative, shownPointer } from "../answer/pointers.ts"
import { firstItem, itemsOf, type Joined, join, joinAll } from "./Joined.ts"

export interface Doubt {
  readonly code: WarningCode
  readonly pointer: Pointer
  readonly message: string
}

interface Trace {
  /** The places of the answer that the value comes from. */
  readonly sources: Joined<Place>
  /** Other places that were looked at. */
  readonly others: Joined<Place>
  readonly rule: string
  readonly allDoubts: Joined<Doubt>
}

/** A value with its trace. */
export class Traced<out A> implements Trace {
  readonly value: A
  readonly sources: Joined<Place>
  readonly others: Joined<Place>
  /** What made the value, in words. */
  readonly rule: string
  readonly allDoubts: Joined<Doubt>

  constructor(value: A, { allDoubts, others, rule, sources }: Trace) {
    this.value = value
    this.sources = sources
    this.others = others
    this.rule = rule
    this.allDoubts = allDoubts
  }

  /** The pointers at which the value was read. */
  get from(): ReadonlyArray<Pointer> {
    return Array.from(itemsOf(this.sources), ({ pointer }) => pointer)
  }

  /** The pointers that were looked at to find it. */
  get consulted(): ReadonlyArray<Pointer> {
    return Array.from(itemsOf(this.others), ({ pointer }) => pointer)
  }

  /** What is doubtful about the value. */
  get doubts(): ReadonlyArray<Doubt> {
    return [...itemsOf(this.allDoubts)]
  }

  /** The first place that was looked at; `""` if the value has no place in the answer. */
  get pointer(): Pointer {
    return (firstItem(this.sources) ?? firstItem(this.others))?.pointer ?? ""
  }

  /** The value itself changed, `null` included. */
  mapAll<B>(f: (value: A) => B, rule: string = this.rule): Traced<B> {
    return new Traced(f(this.value), { ...this, rule })
  }

  /** A present value changed; `null` stays `null`. */
  map<B>(f: (value: NonNullable<A>) => B, rule: string = this.rule): Traced<B | null> {
    return this.mapAll((value) => (isPresent(value) ? f(value) : null), rule)
  }

  /** `null` in place of this value; it was read at the same places. */
  asNull(rule: string = this.rule): Traced<null> {
    return new Traced(null, { ...this, rule })
  }

  /** This value, or the other one if this is `null`. */
  orElse<B>(other: Traced<B>): Traced<NonNullable<A> | B> {
    const { value } = this
    return isPresent(value)
      ? new Traced<NonNullable<A> | B>(value, {
          ...this,
          others: join(this.others, other.sources, other.others)
        })
      : new Traced<NonNullable<A> | B>(other.value, {
          ...other,
          allDoubts: join(this.allDoubts, other.allDoubts),
          others: join(other.others, this.sources, this.others)
        })
  }

  /** The same value with a doubt, about its own place. */
  doubt(code: WarningCode, message: string): Traced<A> {
    return new Traced(this.value, {
      ...this,
      allDoubts: join(this.allDoubts, [{ code, pointer: this.pointer, message }])
    })
  }

  /** The same value, another rule. */
  by(rule: string): Traced<A> {
    return new Traced(this.value, { ...this, rule })
  }

  /** The same value; these were looked at to find it. */
  considering(...others: ReadonlyArray<Traced<unknown>>): Traced<A> {
    return new Traced(this.value, {
      ...this,
      others: joinAll([this.others, ...others.flatMap((other) => [other.sources, other.others])])
    })
  }
}

const isPresent = <A>(value: A): value is NonNullable<A> => value !== null && value !== undefined

/** A value that the operation itself fixes. */
export const fixed = <const A>(value: A, rule: string): Traced<A> =>
  new Traced<A>(value, { sources: [], others: [], rule, allDoubts: [] })

/** A value read at one place. */
export const readAt = <A>(value: A, place: Place, rule: string): Traced<A> =>
  new Traced(value, { sources: [place], others: [], rule, allDoubts: [] })

type Values<T extends ReadonlyArray<Traced<unknown>>> = {
  readonly [K in keyof T]: T[K] extends Traced<infer A> ? A : never
}

/** Several values → one. Present inputs count as its sources, absent ones as consulted. */
export const combine = <const T extends ReadonlyArray<Traced<unknown>>, B>(
  inputs: T,
  rule: string,
  f: (...values: Values<T>) => B
): Traced<B> => combineAll<unknown, B>(inputs, rule, (values) => f(...(values as Values<T>)))

/** As `combine`, for any number of inputs: a function takes no more than about 10^5 arguments. */
export const combineAll = <A, B>(
  inputs: ReadonlyArray<Traced<A>>,
  rule: string,
  f: (values: ReadonlyArray<A>) => B
): Traced<B> => {
  const present = inputs.filter((input) => isPresent(input.value))
  const absent = inputs.filter((input) => !isPresent(input.value))
  return new Traced(f(inputs.map((input) => input.value)), {
    sources: joinAll(present.map((input) => input.sources)),
    others: joinAll([...inputs.map((input) => input.others), ...absent.map((input) => input.sources)]),
    rule,
    allDoubts: joinAll(inputs.map((input) => input.allDoubts))
  })
}

/** The sum of the amounts that are present; `null` if none is. */
export const sum = (inputs: ReadonlyArray<Traced<number | null>>, rule: string): Traced<number | null> =>
  combineAll(inputs, rule, (values) => {
    const present = values.filter(isPresent)
    return present.length === 0 ? null : present.reduce((total, value) => total + value, 0)
  })

/** The sum of amounts; `null` if any of them is missing. */
export const sumOfAll = (inputs: ReadonlyArray<Traced<number | null>>, rule: string): Traced<number | null> => {
  const total = sum(inputs, rule)
  return inputs.some((input) => input.value === null) ? total.asNull() : total
}

/** The price of one piece × the number of pieces; `null` if one of them is missing. */
export const product = (
  price: Traced<number | null>,
  quantity: Traced<number | null>,
  rule: string
): Traced<number | null> =>
  combine([price, quantity], rule, (each, count) => (each === null || count === null ? null : each * count))

/** The first of several that is present. */
export const firstOf = <A>(first: Traced<A | null>, ...others: ReadonlyArray<Traced<A | null>>): Traced<A | null> =>
  others.reduce<Traced<A | null>>((found, other) => found.orElse(other), first)

/** The entry of a code in a table; `undefined` if the table does not have it, also for `constructor` and the like. */
export const entryOf = <A>(table: Readonly<Record<string, A>>, code: string | null): A | undefined =>
  code !== null && Object.hasOwn(table, code) ? table[code] : undefined

export interface LookupOptions<A> {
  /** The value of a code that the table does not have; a warning names the code. */
  readonly unknown: A
  /** Codes that mean "none": they give `null` without a warning. */
  readonly none?: ReadonlyArray<string>
}

/** A code looked up in a table. A code that the table does not have never fails: it gives `unknown` and a warning. */
export const lookup = <A>(
  code: Traced<string | null>,
  table: Readonly<Record<string, A>>,
  rule: string,
  options: LookupOptions<NoInfer<A>>
): Traced<A | null> => {
  const { value } = code
  if (value === null || options.none?.includes(value) === true) return code.asNull(rule)
  if (Object.hasOwn(table, value)) return code.mapAll(() => table[value] ?? null, rule)
  return doubtUnknown(
    code.mapAll(() => options.unknown, rule),
    rule,
    value
  )
}

/** The same code, with the warning of `lookup` if the table does not have it: for codes that are read together. */
export const knownCode = (
  code: Traced<string | null>,
  table: Readonly<Record<string, unknown>>,
  rule: string
): Traced<string | null> =>
  code.value === null || Object.hasOwn(table, code.value) ? code : doubtUnknown(code, rule, code.value)

const doubtUnknown = <A>(traced: Traced<A>, rule: string, code: string): Traced<A> =>
  traced.doubt(
    "unknown_code",
    `${rule}: unknown code ${codeLike.test(code) ? JSON.stringify(code) : `of ${code.length} characters`}`
  )

/** What a platform sends instead of a code may be anything, also a name or a telephone number: it is not repeated. */
const codeLike = /^[\w.-]{1,6}$|^[A-Za-z_.-]{1,32}$/

/** Doubts as warnings of an order, pointers made relative to `source.raw`. */
export const toWarnings = (doubts: ReadonlyArray<Doubt>, root: Pointer): ReadonlyArray<Warning> => {
  const seen = new Set<string>()
  return doubts.flatMap(({ code, pointer, message }) => {
    const path = shownPointer(relative(pointer, root))
    const identity = `${code} ${path}`
    if (seen.has(identity)) return []
    seen.add(identity)
    return [{ code, path, message }]
  })
}
