/** The fields of the model's orders: what a list carries, what a detail carries, and what both do. */
import { type EncodedOrder, fieldPatterns, type Json } from "@huidan/core"

export const fieldNames = ["label", "note", "channel", "campaign", "lines", "video"] as const

export type FieldName = (typeof fieldNames)[number]

/** `null`: the order has no such thing. */
export type Fields = Readonly<Record<FieldName, string | null>>

export const ofDetail: ReadonlyArray<FieldName> = ["label", "note", "channel", "campaign", "lines"]

export const ofList: ReadonlyArray<FieldName> = ["label", "note", "channel", "video"]

const patterns: Readonly<Record<FieldName, string>> = {
  label: "/status/label",
  note: "/status/closeNote",
  channel: "/channel/name",
  campaign: "/channel/code",
  lines: "/lines",
  video: "/channel/videoId"
}

const carriesOf = (names: ReadonlyArray<FieldName>) => fieldPatterns(names.map((name) => patterns[name]).join(" "))

export const detailCarries = carriesOf(ofDetail)
export const listCarries = carriesOf(ofList)

/** The order as an answer has it that carries these fields. */
export const orderOf = (fields: Fields, names: ReadonlyArray<FieldName>): EncodedOrder => {
  const told = (name: FieldName) => (names.includes(name) ? fields[name] : null)
  const title = told("lines")
  return {
    status: { label: told("label"), closeNote: told("note") },
    channel: { name: told("channel"), code: told("campaign"), videoId: told("video") },
    lines: title === null ? [] : [{ title }]
  }
}

/** The field's value in an order. */
export const fieldIn = (order: { readonly [key: string]: Json }, name: FieldName): string | null => {
  const path = name === "lines" ? ["lines", "0", "title"] : patterns[name].split("/").slice(1)
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : null),
    order
  )
  return typeof value === "string" ? value : null
}
