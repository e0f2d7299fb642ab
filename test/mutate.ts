/** Changes to an answer that a platform may make without notice: other spellings of nothing, text for numbers, new codes and keys. */

import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import { type LosslessDocument, stringifyLossless } from "../packages/adapter-kit/src/answer/LosslessJson.ts"

export interface Mutant {
  /** The answer with the change in it. */
  readonly body: () => string
  readonly pointer: Pointer
  /** `garbage` changes the meaning and may fail; all others change only the shape. */
  readonly kind:
    | "absent"
    | "text-for-number"
    | "number-for-text"
    | "unknown-code"
    | "unknown-key"
    | "no-key"
    | "garbage"
}

interface Place {
  readonly pointer: Pointer
  readonly value: Json
}

export const placesOf = (document: LosslessDocument): ReadonlyArray<Place> => {
  const places: Array<Place> = []
  const visit = (value: Json, pointer: Pointer): void => {
    places.push({ pointer, value })
    if (isJsonArray(value)) for (const [index, item] of value.entries()) visit(item, childPointer(pointer, index))
    else if (isJsonObject(value))
      for (const [key, child] of Object.entries(value)) visit(child, childPointer(pointer, key))
  }
  visit(document.value, "")
  return places
}

/** Put at every place of an answer. */
export const garbage: ReadonlyArray<Json> = [
  true,
  false,
  -1,
  1.5,
  "x",
  "0.015",
  [1, 2],
  [[]],
  { a: { b: 1 } },
  "9".repeat(30),
  "\u0000",
  "2023-02-30 25:61:61",
  -9007199254740992,
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty"
]
/** A text that no platform knows, and that is in no object's prototype. */
export const unknownText = "zz_unknown"

const nothing: ReadonlyArray<Json> = [[], {}, null, ""]
const unknownCodes: ReadonlyArray<Json> = [9731, "9731", "zz9"]

/** Every mutant of an answer. `codes` are the pointers of codes. */
export const mutantsOf = (document: LosslessDocument, codes: ReadonlySet<Pointer>): ReadonlyArray<Mutant> =>
  placesOf(document).flatMap(({ pointer, value }) => {
    if (pointer === "") return []
    const put = (kind: Mutant["kind"], replacement: Json | undefined, bare = false): Mutant => ({
      kind,
      pointer,
      body: () => replace(document, pointer, replacement, bare)
    })
    const isNumber = typeof value === "number" || document.numbers.includes(pointer)
    return [
      ...nothing.map((absent) => put("absent", absent)),
      put("no-key", undefined),
      ...(isNumber ? [put("text-for-number", String(value))] : []),
      ...(typeof value === "string" && !isNumber && /^(0|[1-9]\d*)$/.test(value)
        ? [put("number-for-text", value, true)]
        : []),
      ...(codes.has(pointer) ? unknownCodes.map((code) => put("unknown-code", code)) : []),
      ...(isJsonObject(value) ? [put("unknown-key", { ...value, zz_unknown: { a: [1, "x"] } })] : []),
      ...garbage.map((junk) => put("garbage", junk))
    ]
  })

const replace = (
  { numbers, value }: LosslessDocument,
  pointer: Pointer,
  replacement: Json | undefined,
  bare: boolean
): string => {
  const edit = (node: Json, at: Pointer): Json => {
    if (isJsonArray(node)) {
      return node.flatMap((item, index) => step(item, childPointer(at, index)))
    }
    if (!isJsonObject(node)) return node
    return Object.fromEntries(
      Object.entries(node).flatMap(([key, child]) => step(child, childPointer(at, key)).map((next) => [key, next]))
    )
  }
  const step = (child: Json, at: Pointer): ReadonlyArray<Json> => {
    if (at === pointer) return replacement === undefined ? [] : [replacement]
    return pointer.startsWith(`${at}/`) ? [edit(child, at)] : [child]
  }
  const kept = numbers.filter((number) => number !== pointer && !number.startsWith(`${pointer}/`))
  return stringifyLossless(edit(value, ""), bare ? [...kept, pointer] : kept)
}

/** A repeatable shuffle. */
export const shuffle = <A>(items: ReadonlyArray<A>, seed: number): ReadonlyArray<A> => {
  const result = [...items]
  let state = seed
  for (let index = result.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (index + 1)
    const held = result[index] as A
    result[index] = result[other] as A
    result[other] = held
  }
  return result
}
