/** The mark of a page. Source: PLATFORM.md, 4. */
import * as Result from "effect/Result"

/** A mark holds its list and the last order of its page. */
export const writeMark = (list: string, at: number, id: string): string => btoa(JSON.stringify([list, at, id]))

export const readMark = (list: string, mark: string): { readonly at: number; readonly id: string } | null => {
  const parts: unknown = Result.getOrElse(
    Result.try(() => JSON.parse(atob(mark))),
    () => null
  )
  if (!Array.isArray(parts)) return null
  const [itsList, at, id]: ReadonlyArray<unknown> = parts
  return itsList === list && typeof at === "number" && typeof id === "string" ? { at, id } : null
}
