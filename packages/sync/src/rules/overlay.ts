/**
 * One order of what several operations say about it.
 *
 * The facets are laid over each other, the newest on top. An answer is as new as the moment when it was asked for, or as its
 * update time if it states one. So a list that is read again after a detail, with the same update time, does not hide the
 * detail, which has more of the same state. A carried field hides what lies below it,
 * also if it is `null`: there is none. A field that a facet does not carry leaves alone what lies below it. Of a list,
 * the facet that carries most of its members counts, and its list is taken as a whole. What a facet says without
 * carrying the field counts where no facet carries it. `warnings` and `source` are those of the facet on top.
 */
import { type FieldPattern, isJsonArray, isJsonObject, type Json } from "@huidan/core"
import { type CarriedFields, carriedAt, carriedFields } from "./carriedFields.ts"
import type { Facet } from "./Facet.ts"
import { standardAllowances } from "./want.ts"

/** An order as JSON. */
export interface OverlaidOrder {
  readonly [member: string]: Json
}

/** The order that these facets make; their sequence does not matter. */
export const overlay = (facets: readonly [Facet, ...ReadonlyArray<Facet>]): OverlaidOrder => {
  const layers = facets
    .toSorted((one, other) => knownUntil(one) - knownUntil(other) || carriedCount(one) - carriedCount(other))
    .map(({ carries, order }): Layer => ({ value: { ...order }, carried: carriedFields(carries) }))
  const merged = merge(layers, "")
  return isJsonObject(merged) ? merged : {}
}

/** A second, since update times are whole ones, and what two clocks of the platform may be apart; in milliseconds. */
const afterUpdate = 1000 + standardAllowances.clockMargin

/** Up to which moment of the platform's clock the facet says for certain what the order is. */
const knownUntil = ({ askedAt, updated }: Facet): number =>
  updated === null ? askedAt : Math.min(askedAt, updated + afterUpdate)

const carriedCount = ({ carries }: Facet): number => carriedFields(carries).count

/** What one facet says at a place, and which fields below that place it carries. */
interface Layer {
  readonly value: Json
  readonly carried: CarriedFields
}

/** The layers at one place, the last one on top. */
const merge = (layers: ReadonlyArray<Layer>, place: FieldPattern): Json => {
  const said = layers.filter(({ value }) => !isNothing(value))
  const [first] = said
  if (first === undefined) return layers.at(-1)?.value ?? null
  if (isJsonArray(first.value)) return fullestOf(layers)?.value ?? []
  if (isField(first.value, place))
    return (layers.findLast(({ carried }) => carried.count > 0) ?? said.at(-1))?.value ?? null
  const keys = new Set(said.flatMap(({ value }) => (isJsonObject(value) ? Object.keys(value) : [])))
  const members = Array.from(
    keys,
    (key) =>
      [
        key,
        merge(
          layers.map((layer) => memberOf(layer, key)),
          `${place}/${key}`
        )
      ] as const
  )
  const isOptional = said.length < layers.length
  return isOptional && members.every(([, value]) => isNothing(value)) ? null : Object.fromEntries(members)
}

/** Of a list, the layer that carries most of its members; the later one of two that carry as many. */
const fullestOf = (layers: ReadonlyArray<Layer>): Layer | undefined => {
  const most = Math.max(...layers.map(({ carried }) => carried.count))
  return layers.findLast(({ carried, value }) => (most === 0 ? !isNothing(value) : carried.count === most))
}

const memberOf = ({ carried, value }: Layer, key: string): Layer => ({
  value: isJsonObject(value) ? (value[key] ?? null) : null,
  carried: carriedAt(carried, key)
})

const isNothing = (value: Json): boolean => value === null || (isJsonArray(value) && value.length === 0)

/** A private text is one field, and so are the platform's codes, whose names differ from operation to operation. */
const isField = (value: Json, place: FieldPattern): boolean =>
  !isJsonObject(value) || "state" in value || place === "/status/raw" || place === "/source"
