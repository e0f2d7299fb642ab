import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"

/** One line of JSON as it is shown. */
export interface AnswerLine {
  readonly place: Pointer
  readonly depth: number
  /** The name of the member with its colon; empty for an entry of a list. */
  readonly name: string
  /** The value, or the bracket that opens or closes one. */
  readonly text: string
  /** Whether the line closes what another one opened. */
  readonly isEnd: boolean
}

/** JSON in lines, two values never in one. */
export const answerLines = (answer: Json): ReadonlyArray<AnswerLine> => {
  const lines: Array<AnswerLine> = []
  const write = (value: Json, place: Pointer, name: string, depth: number, comma: string): void => {
    const isList = isJsonArray(value)
    if (!isList && !isJsonObject(value)) {
      lines.push({ place, depth, name, text: `${JSON.stringify(value)}${comma}`, isEnd: false })
      return
    }
    const entries: ReadonlyArray<readonly [string, Json]> = isList
      ? value.map((entry, index) => [String(index), entry])
      : Object.entries(value)
    const [open, close] = isList ? ["[", "]"] : ["{", "}"]
    if (entries.length === 0) {
      lines.push({ place, depth, name, text: `${open}${close}${comma}`, isEnd: false })
      return
    }
    lines.push({ place, depth, name, text: open, isEnd: false })
    entries.forEach(([key, entry], index) => {
      const after = index === entries.length - 1 ? "" : ","
      write(entry, childPointer(place, key), isList ? "" : `${JSON.stringify(key)}: `, depth + 1, after)
    })
    lines.push({ place, depth, name: "", text: `${close}${comma}`, isEnd: true })
  }
  write(answer, "", "", 0, "")
  return lines
}
