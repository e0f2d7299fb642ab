/** Looks into answers whose shape a test is there to check: another shape than the one asked for stops it, by name. */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"

type Keys = ReadonlyArray<string | number>

/** The value at these keys; `undefined` where there is no such key. */
export const at = (json: Json | undefined, ...keys: Keys): Json | undefined =>
  keys.reduce<Json | undefined>((node, key) => {
    if (node === undefined) return undefined
    if (isJsonArray(node)) return node[Number(key)]
    return isJsonObject(node) ? node[key] : undefined
  }, json)

export const objectAt = (json: Json | undefined, ...keys: Keys): { readonly [key: string]: Json } => {
  const found = at(json, ...keys)
  return found !== undefined && isJsonObject(found) ? found : stop("an object", keys, found)
}

export const listAt = (json: Json | undefined, ...keys: Keys): ReadonlyArray<Json> => {
  const found = at(json, ...keys)
  return found !== undefined && isJsonArray(found) ? found : stop("a list", keys, found)
}

export const textAt = (json: Json | undefined, ...keys: Keys): string => {
  const found = at(json, ...keys)
  return typeof found === "string" ? found : stop("a text", keys, found)
}

export const numberAt = (json: Json | undefined, ...keys: Keys): number => {
  const found = at(json, ...keys)
  return typeof found === "number" ? found : stop("a number", keys, found)
}

const stop = (wanted: string, keys: Keys, found: Json | undefined): never => {
  throw new Error(`/${keys.join("/")} is not ${wanted} but ${found === null ? "null" : typeof found}`)
}
