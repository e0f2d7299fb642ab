/** How much of a platform's answer fits into an answer of the API. */
import type { ExplainedField, Json } from "@huidan/core"
import type { SourceAnswer } from "../../api/index.ts"

type Kept = NonNullable<SourceAnswer["kept"]>

/** A masked answer, and where each field of the order comes from. */
export interface Masked {
  readonly answer: Json
  readonly fields: ReadonlyArray<ExplainedField>
}

/** How many bytes the answers of all operations of an order have together; the names of the operations come on top. */
export const mostBytes = 180_000

/** The bytes of a value as JSON in UTF-8. */
export const bytesOf = (value: Kept | Json | Kept["fields"][number]): number => Buffer.byteLength(JSON.stringify(value))

/** The answer with as many of its fields as fit; `null` if the answer itself does not. */
export const withinRoom = ({ answer, fields }: Masked, room: number): Kept | null => {
  const rules = new Map<string, number>()
  const shown: Array<Kept["fields"][number]> = []
  let left = room - bytesOf({ answer, rules: [], fields: [], isCut: false })
  if (left < 0) return null
  for (const { path, pointers, rule } of fields) {
    const number = rules.get(rule) ?? rules.size
    const field = { path, pointers: [...pointers], rule: number }
    // Each entry of a list has a comma.
    left -= bytesOf(field) + 1 + (rules.has(rule) ? 0 : bytesOf(rule) + 1)
    if (left < 0) break
    rules.set(rule, number)
    shown.push(field)
  }
  return { answer, rules: [...rules.keys()], fields: shown, isCut: shown.length < fields.length }
}
