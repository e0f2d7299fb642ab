/** By which hashes an order is found: those of its names and telephone numbers, and no other private text. */
import { createHmac } from "node:crypto"
import { fieldPatterns, isJsonArray, isJsonObject, type Json } from "@huidan/core"
import type { Row } from "../store/rows.ts"
import type { StoredFacet } from "../store/StoredOrder.ts"
import type { Key } from "./encryption.ts"
import { preparedKey } from "./preparedKey.ts"

/** The private texts of an order that are names, and those that are telephone numbers. */
export const findableTexts = {
  name: fieldPatterns(`
    /{buyer,recipient}/name /{parties,participants,commissions}/*/name /delivery/pickup/contactName /invoice/title`),
  phone: fieldPatterns(`
    /buyer/phones/* /{recipient,invoice}/phone /{parties,participants}/*/phone /delivery/pickup/contactPhone`)
} as const

export type FindableKind = keyof typeof findableTexts

const places = (["name", "phone"] as const).flatMap((kind) =>
  findableTexts[kind].map((pattern) => ({ kind, path: pattern.split("/").slice(1) }))
)

/** The columns of `private_hashes`, without the order's id. */
export const hashColumns = ["hash"] as const

/** A hash for each plain name and telephone number in any answer of the order that is kept. */
export const hashRows = (facets: Iterable<StoredFacet>, key: Key): ReadonlyArray<Row> =>
  [...textsIn(facets)].map((text) => [keyedHash(key, text)])

/** Whether the answers have other names or telephone numbers than before: a hash costs more than a comparison. */
export const haveOtherTexts = (before: Iterable<StoredFacet>, after: Iterable<StoredFacet>): boolean => {
  const [old, current] = [textsIn(before), textsIn(after)]
  return old.size !== current.size || [...old].some((text) => !current.has(text))
}

/** The names and telephone numbers as they are hashed. */
const textsIn = (facets: Iterable<StoredFacet>): ReadonlySet<string> => {
  const texts = new Set<string>()
  for (const { order } of facets) {
    for (const { kind, path } of places) {
      for (const text of plainTextsAt(order, path, 0)) {
        const normal = normalised(kind, text)
        if (normal !== null) texts.add(normal)
      }
    }
  }
  return texts
}

/** The hashes under which a text is found: as a name and as a telephone number. */
export const hashesOf = (text: string, key: Key): ReadonlyArray<string> =>
  (["name", "phone"] as const).flatMap((kind) => {
    const normal = normalised(kind, text)
    return normal === null ? [] : [keyedHash(key, normal)]
  })

/** The hash of a telephone number; `null` if the text has no digits. */
export const phoneHash = (text: string, key: Key): string | null => {
  const normal = normalised("phone", text)
  return normal === null ? null : keyedHash(key, normal)
}

/** The first 16 bytes of an HMAC-SHA256: enough to tell all texts apart. */
export const keyedHash = (key: Key, text: string): string =>
  createHmac("sha256", preparedKey(key)).update(text).digest().subarray(0, 16).toString("base64url")

/** The text with its kind as it is hashed: however it is written, it is the same. `null` if there is nothing to find. */
const normalised = (kind: FindableKind, text: string): string | null => {
  const normal = kind === "name" ? text.normalize("NFKC").trim() : normalPhone(text)
  return normal === "" ? null : `${kind}\n${normal}`
}

/** The digits of a telephone number without the country's own code: of `+86 138-0000-0001` those of `13800000001`. */
export const normalPhone = (text: string): string => {
  const written = text.normalize("NFKC").replaceAll(/[^\d+]/g, "")
  return written.replace(/^(?:\+|00)86|^86(?=1\d{10}$)/, "").replaceAll("+", "")
}

const plainTextsAt = (value: Json, path: ReadonlyArray<string>, at: number): ReadonlyArray<string> => {
  const name = path[at]
  if (name === undefined) {
    if (!isJsonObject(value) || value["state"] !== "plain" || typeof value["value"] !== "string") return []
    return [value["value"]]
  }
  if (name === "*") return isJsonArray(value) ? value.flatMap((each) => plainTextsAt(each, path, at + 1)) : []
  return isJsonObject(value) ? plainTextsAt(value[name] ?? null, path, at + 1) : []
}
