/** The page of the platforms' codes: written by hand, with the tables of the code between marks. */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { readText } from "./files.ts"

const marks = /(<!-- tables of (\S+) -->)(?:(?!<!--)[\s\S])*(?=<!-- end -->)/g

/** The page with the tables of each file that it names, as the code has them now. */
export const statesPage = async (root: string, page: string): Promise<string> => {
  const files = [...page.matchAll(marks)].map(([, , file = ""]) => file)
  const tables = new Map(await Promise.all(files.map(async (file) => [file, await tablesOf(root, file)] as const)))
  return page.replace(marks, (_, mark: string, file: string) => `${mark}\n\n${tables.get(file)}\n\n`)
}

/** The tables and sets of codes that a file exports, in its order, each with its own comment. */
const tablesOf = async (root: string, file: string): Promise<string> => {
  const path = join(root, file)
  const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href)
  const parts = [...readText(path).matchAll(declaration)].flatMap(({ groups }) => {
    const { comment = "", name = "" } = groups ?? {}
    const shown = show(exported[name])
    return shown === null ? [] : [[`\`${name}\`${wordsOf(comment)}`, shown].join("\n\n")]
  })
  if (parts.length === 0) throw new Error(`${file} exports no table: name another file in the page`)
  return parts.join("\n\n")
}

const declaration = /(?:\/\*\*(?<comment>(?:(?!\*\/)[\s\S])*)\*\/\n)?export const (?<name>\w+)/g

const wordsOf = (comment: string): string => {
  const words = comment
    .replaceAll(/\n\s*\*/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
  return words === "" ? "" : `: ${words}`
}

const show = (value: unknown): string | null => {
  if (value instanceof Set) return `Codes: ${[...value].map((code) => `\`${code}\``).join(" ")}`
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null
  const entries = codesOf(value)
  const columns = [...new Set(entries.flatMap(([, meaning]) => (isBlock(meaning) ? Object.keys(meaning) : [])))]
  const head = columns.length === 0 ? ["code", "meaning"] : ["code", ...columns]
  const rows = entries.map(([code, meaning]) => [
    `\`${code}\``,
    ...(isBlock(meaning) ? columns.map((column) => cell(Reflect.get(meaning, column))) : [cell(meaning)])
  ])
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

/** Numbers in their order, −1 first, then words. */
const codesOf = (table: object): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(table).toSorted(([left], [right]) => rankOf(left) - rankOf(right))

const rankOf = (code: string): number => (/^-?\d+$/.test(code) ? Number(code) : Number.MAX_SAFE_INTEGER)

const isBlock = (value: unknown): value is object => typeof value === "object" && value !== null

const cell = (value: unknown): string => (value === null || value === undefined ? "" : String(value))
