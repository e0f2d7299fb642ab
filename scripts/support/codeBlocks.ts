import { parseSync } from "oxc-parser"
import { lineAt } from "./moduleImports.ts"

/** A ```ts block of a page or of a doc comment. */
export interface CodeBlock {
  readonly path: string
  /** The line of the block's first line of code. */
  readonly line: number
  readonly code: string
  /** The words after `ts`: `sandbox` (a sandbox runs meanwhile), `check` (type-checked, not run). */
  readonly words: ReadonlyArray<string>
  /** The file that the block shows: `<!-- test/twin.ts -->` in the line above. The block must equal it. */
  readonly file: string | null
  /** Whether it shows only a part of the file: `<!-- test/twin.ts, in part -->`. */
  readonly inPart: boolean
}

const fence = /^(\s*)```ts((?: [\w-]+)*) *$/

export const blocksOfMarkdown = (path: string, text: string, firstLine = 1): ReadonlyArray<CodeBlock> => {
  const lines = text.split("\n")
  const blocks: Array<CodeBlock> = []
  for (let index = 0; index < lines.length; index++) {
    const [opening, indent = "", words = ""] = fence.exec(lines[index] ?? "") ?? []
    if (opening === undefined) continue
    const start = index + 1
    const length = lines.slice(start).findIndex((line) => line.trimEnd() === `${indent}\`\`\``)
    const code = lines
      .slice(start, start + length)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    const [, file = null, part] = /^<!-- (\S+?)(, in part)? -->$/.exec(lines[index - 1]?.trim() ?? "") ?? []
    blocks.push({
      path,
      line: firstLine + start,
      code: code.join("\n"),
      words: words.split(" ").filter((word) => word !== ""),
      file,
      inPart: part !== undefined
    })
    index = start + length
  }
  return blocks
}

/** The blocks in a TypeScript file's doc comments. */
export const blocksOfSource = (path: string, text: string): ReadonlyArray<CodeBlock> =>
  parseSync(path, text)
    .comments.filter((comment) => comment.type === "Block" && comment.value.startsWith("*"))
    .flatMap((comment) => {
      const markdown = comment.value.replaceAll(/^[ \t]*\*? ?/gm, "")
      return blocksOfMarkdown(path, markdown, lineAt(text, comment.start))
    })
