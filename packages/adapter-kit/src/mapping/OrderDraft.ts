/** What a mapping returns: an order. Any part may be traced, and what is absent may be left out. */
import type { Order } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import type * as Redacted from "effect/Redacted"
import type { Doubt, Traced } from "./Traced.ts"

type Leaf = string | number | boolean | bigint | null | undefined | DateTime.Utc | Redacted.Redacted<unknown>

type DraftOf<T> = T extends Leaf
  ? T
  : T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Draft<Item>>
    : { readonly [Key in keyof T]: Draft<T[Key]> }

/** A `T` in which any part may be traced. */
export type Draft<T> = Traced<T> | DraftOf<T>

type OrderInput = (typeof Order)["~type.make"]

/** The order as a mapping makes it; the kit adds key, platform, source and the checks. */
export type OrderDraft = {
  readonly [Key in keyof Omit<
    OrderInput,
    "contract" | "key" | "platform" | "orderId" | "shop" | "source" | "warnings"
  >]: Draft<OrderInput[Key]>
} & {
  readonly orderId: Traced<string | null>
  /** The shop that the answer names; a `null` id if it names none. */
  readonly shop: { readonly id: Traced<string | null>; readonly name?: Traced<string | null> }
  /** Doubts that belong to no field. */
  readonly doubts?: ReadonlyArray<Doubt>
}

/** `status.raw`: the codes that are present, as text. */
export const codes = (
  all: Readonly<Record<string, Traced<string | null>>>
): { readonly [key: string]: Traced<string> } =>
  Object.fromEntries(Object.entries(all).flatMap(([key, code]) => (isPresentCode(code) ? [[key, code] as const] : [])))

const isPresentCode = (code: Traced<string | null>): code is Traced<string> => code.value !== null

/** The entries of a list that are present. */
export const present = <A>(items: ReadonlyArray<Traced<A | null>>): ReadonlyArray<Traced<A>> =>
  items.filter((item): item is Traced<A & (NonNullable<A> | undefined)> => item.value !== null)
