/** A document without its private texts, and the texts apart: what is stored in clear, and what only encrypted. */
import { childPointer, isJsonArray, isJsonObject, type Json, maskCharacters, type Pointer } from "@huidan/core"

/** A document whose private texts are masked, and the texts by their places. */
export interface HiddenTexts {
  readonly shown: Json
  readonly texts: ReadonlyMap<Pointer, Json>
}

/**
 * Takes the private texts out of a document: plain ones and ciphers, which the platform decrypts for anybody with the shop's
 * authorisation. In their places are masked texts.
 */
export const hideTexts = (document: Json): HiddenTexts => {
  const texts = new Map<Pointer, Json>()
  return { shown: hidden(document, [], texts), texts }
}

/** The document as the store shows it: its private texts masked, ciphers too. */
export const maskTexts = (document: Json): Json => hideTexts(document).shown

/** The masked texts of a document, by their places. */
export const maskedTexts = (document: Json): ReadonlyMap<Pointer, string> => {
  const found = new Map<Pointer, string>()
  collectMasked(document, "", found)
  return found
}

const collectMasked = (value: Json, place: Pointer, found: Map<Pointer, string>): void => {
  if (isJsonArray(value)) {
    for (const [index, each] of value.entries()) collectMasked(each, childPointer(place, index), found)
  } else if (isJsonObject(value)) {
    const { state, value: text } = value
    if (state === "masked" && typeof text === "string") found.set(place, text)
    else for (const [key, member] of Object.entries(value)) collectMasked(member, childPointer(place, key), found)
  }
}

/** The document with its private texts. */
export const showTexts = (shown: Json, texts: ReadonlyMap<Pointer, Json>): Json =>
  texts.size === 0 ? shown : withTexts(shown, "", texts)

/** `path` leads to the value. It is changed on the way; a pointer is made for private texts only, which are few. */
const hidden = (value: Json, path: Array<string | number>, texts: Map<Pointer, Json>): Json => {
  const inside = (child: Json, key: string | number): Json => {
    path.push(key)
    const shown = hidden(child, path, texts)
    path.pop()
    return shown
  }
  if (isJsonArray(value)) return mapEntries(value, inside)
  if (!isJsonObject(value)) return value
  const masked = maskedOf(value)
  if (masked === null) return mapMembers(value, inside)
  texts.set(path.reduce<Pointer>(childPointer, ""), value)
  return { state: "masked", value: masked }
}

/** The masked text that stands for a private text; `null` if the value is none, or is masked already. */
const maskedOf = (value: { readonly [key: string]: Json }): string | null => {
  const { state } = value
  if (state === undefined) return null
  const { cipher, masked, value: plain } = value
  if (state === "plain" && typeof plain === "string") return maskCharacters(plain)
  if (state === "encrypted" && typeof cipher === "string") return typeof masked === "string" ? masked : ""
  return null
}

const withTexts = (value: Json, place: Pointer, texts: ReadonlyMap<Pointer, Json>): Json => {
  const text = texts.get(place)
  if (text !== undefined) return text
  if (isJsonArray(value)) return mapEntries(value, (each, index) => withTexts(each, childPointer(place, index), texts))
  return isJsonObject(value)
    ? mapMembers(value, (member, key) => withTexts(member, childPointer(place, key), texts))
    : value
}

/** The object with what its blocks and lists become; itself if they remain: most of an order has no private text. */
const mapMembers = (object: JsonObject, change: (value: Json, key: string) => Json): JsonObject => {
  let changed: Record<string, Json> | null = null
  for (const [key, member] of Object.entries(object)) {
    if (typeof member !== "object" || member === null) continue
    const next = change(member, key)
    if (next === member) continue
    changed ??= { ...object }
    changed[key] = next
  }
  return changed ?? object
}

const mapEntries = (list: ReadonlyArray<Json>, change: (value: Json, index: number) => Json): ReadonlyArray<Json> => {
  const entries = list.map((each, index) => (typeof each === "object" && each !== null ? change(each, index) : each))
  return entries.some((each, index) => each !== list[index]) ? entries : list
}

interface JsonObject {
  readonly [key: string]: Json
}
