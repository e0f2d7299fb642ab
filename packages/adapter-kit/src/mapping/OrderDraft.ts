/** What a mapping returns: an order whose leaves may be traced, and in which everything absent may be left out. */
import { childPointer, type ExplainedField, isPrivateText, type Order, type Pointer } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import type * as Redacted from "effect/Redacted"
import { type Doubt, Traced } from "./Traced.ts"

type Leaf = string | number | boolean | bigint | null | undefined | DateTime.Utc | Redacted.Redacted<unknown>

type DraftOf<T> = T extends Leaf
  ? T
  : T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Draft<Item>>
    : { readonly [Key in keyof T]: Draft<T[Key]> }

/** A value of type `T`, any part of which may be traced. */
export type Draft<T> = Traced<T> | DraftOf<T>

type OrderInput = (typeof Order)["~type.make"]

/** The order as a mapping states it; the kit adds key, platform, source and the checks. */
export type OrderDraft = {
  readonly [Key in keyof Omit<
    OrderInput,
    "contract" | "key" | "platform" | "orderId" | "shop" | "source" | "warnings"
  >]: Draft<OrderInput[Key]>
} & {
  readonly orderId: Traced<string | null>
  /** The shop that the answer names; `null` where it names none. */
  readonly shop: { readonly id: Traced<string | null>; readonly name?: Traced<string | null> }
  /** Doubts that belong to no field. */
  readonly doubts?: ReadonlyArray<Doubt>
}

export interface Settled {
  readonly value: unknown
  readonly fields: ReadonlyArray<ExplainedField>
  readonly doubts: ReadonlyArray<Doubt>
  /** Every pointer that was looked at. */
  readonly read: ReadonlySet<Pointer>
  /** Where private text stands. */
  readonly private: ReadonlySet<Pointer>
}

/** Strips a draft of its traces, and keeps them. */
export const settle = (draft: unknown): Settled => {
  const fields: Array<ExplainedField> = []
  const doubts: Array<Doubt> = []
  const read = new Set<Pointer>()
  const privatePointers = new Set<Pointer>()
  const take = (traced: Traced<unknown>, path: Pointer): unknown => {
    for (const pointer of traced.from) read.add(pointer)
    for (const pointer of traced.consulted) read.add(pointer)
    doubts.push(...traced.doubts)
    if (traced.value !== null && traced.value !== undefined) {
      fields.push({ path, pointers: [...new Set(traced.from)], rule: traced.rule })
      if (holdsPrivateText(traced.value)) for (const pointer of traced.from) privatePointers.add(pointer)
    }
    return traced.value
  }
  const visit = (node: unknown, path: Pointer): unknown => {
    if (node instanceof Traced) return take(node, path)
    if (Array.isArray(node)) return node.map((item, index) => visit(item, childPointer(path, index)))
    if (typeof node !== "object" || node === null || Object.getPrototypeOf(node) !== Object.prototype) return node
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, childPointer(path, key))]))
  }
  return { value: visit(draft, ""), fields, doubts, read, private: privatePointers }
}

const holdsPrivateText = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(holdsPrivateText) : isPrivateText(value)

/** `status.raw`: the codes that are there, as text. */
export const codes = (
  all: Readonly<Record<string, Traced<string | null>>>
): { readonly [key: string]: Traced<string> } =>
  Object.fromEntries(Object.entries(all).flatMap(([key, code]) => (isPresentCode(code) ? [[key, code] as const] : [])))

const isPresentCode = (code: Traced<string | null>): code is Traced<string> => code.value !== null

/** A list of which absent entries are left out; what they were read from still counts as read. */
export const present = <A>(items: ReadonlyArray<Traced<A | null>>): ReadonlyArray<Traced<A>> =>
  items.filter((item): item is Traced<A & (NonNullable<A> | undefined)> => item.value !== null)
