/**
 * What of a document is written to the store: the document with masked texts, and its private texts encrypted with the key of
 * its order. Nothing else that contains private text is ever written.
 */
import { isJsonObject, type Json } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import { allOf, decrypt, encrypt, type Key, type MasterKey, newKey } from "./encryption.ts"
import { hideTexts, maskedTexts, showTexts } from "./hiddenTexts.ts"

export interface StoredText {
  /** The document as JSON, its private texts masked. */
  readonly json: string
  /** The private texts by their places, encrypted; `null` if there are none, or no key to encrypt them with. */
  readonly sealed: string | null
}

/** The document as it is stored. Without a key its private texts are masked for good. */
export const storedText = (document: Json, key: Key | null, place: string): StoredText => {
  const { shown, texts } = hideTexts(document)
  const sealed =
    key === null || texts.size === 0 ? null : encrypt(key, place, JSON.stringify(Object.fromEntries(texts)))
  return { json: JSON.stringify(shown), sealed }
}

/**
 * The document. Without a key its private texts are masked. `null` if what is stored is no JSON, or cannot be decrypted with
 * the key.
 */
export const readStoredText = ({ json, sealed }: StoredText, key: Key | null, place: string): Json => {
  const shown = parsed(json)
  if (shown === null || sealed === null || key === null) return shown
  const texts = decrypt(key, place, sealed)
  const places = texts === null ? null : parsed(Buffer.from(texts).toString("utf8"))
  return places === null || !isJsonObject(places) ? null : showTexts(shown, new Map(Object.entries(places)))
}

/** The document as it will be read again. */
export const keptOf = (document: Json, key: Key | null): Json => (key === null ? hideTexts(document).shown : document)

/** The document with the private texts of a known one, where it has them masked and they would be masked so. */
export const withKnownTexts = (document: Json, known: Json): Json => {
  const { shown, texts } = hideTexts(known)
  const masked = maskedTexts(shown)
  const places = [...maskedTexts(document)].flatMap(([place, text]) => {
    const knownText = texts.get(place)
    return knownText !== undefined && masked.get(place) === text ? [[place, knownText] as const] : []
  })
  return showTexts(document, new Map(places))
}

const parsed = (json: string): Json => {
  try {
    return JSON.parse(json) as Json
  } catch {
    return null
  }
}

/** The key of an order as it is stored. */
export interface WrappedKey {
  /** The key, encrypted with the master key; `null` if it was destroyed. */
  readonly wrapped: string | null
  /** The id of the master key; `null` if the key was destroyed. */
  readonly master: string | null
}

const keyPlace = (owner: string): string => `key ${owner}`

/** A new key, and how it is stored. The owner is what its texts belong to: an order's key. */
export const newDataKey = (master: MasterKey, owner: string): WrappedKey & { readonly key: Key } => {
  const key = newKey()
  return { key, ...wrappedKey(key, master, owner) }
}

/** How the key is stored. */
export const wrappedKey = (
  key: Key,
  { id, key: master }: MasterKey,
  owner: string
): { readonly wrapped: string; readonly master: string } => ({
  wrapped: encrypt(master, keyPlace(owner), Redacted.value(key)),
  master: id
})

/** The key; `null` if it was destroyed, or is not encrypted with this master key or one before it. */
export const readDataKey = ({ master: id, wrapped }: WrappedKey, master: MasterKey, owner: string): Key | null => {
  const used = allOf(master).find((each) => each.id === id)
  const bytes = wrapped === null || used === undefined ? null : decrypt(used.key, keyPlace(owner), wrapped)
  return bytes === null ? null : Redacted.make(bytes)
}
