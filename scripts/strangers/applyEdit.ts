import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Change, Edit } from "./Edit.ts"

/** The text after a change. Throws if the text that is replaced is not there exactly once. */
export const applyChange = ({ file, from, to }: Change, text: string): string => {
  const found = text.split(from).length - 1
  if (found !== 1) throw new Error(`${file} has ${JSON.stringify(from)} ${found} times, not once: write the edit anew`)
  // A function, because `$` has a meaning in a replacement.
  return text.replace(from, () => to)
}

/** The edited files, by their names in the adapter's folder, which is below `root`. */
export const readEdited = ({ adapter, also = [], file, from, to }: Edit, root: string): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  for (const change of [{ file, from, to }, ...also]) {
    const text = texts.get(change.file) ?? readFileSync(join(root, adapter, change.file), "utf8")
    texts.set(change.file, applyChange(change, text))
  }
  return texts
}
