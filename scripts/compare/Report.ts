/** The printed report of a comparison: how much was compared, and each kind of difference with a few samples. */
import type { Deliberate } from "./deliberate.ts"
import { type Difference, declaredAs } from "./differences.ts"
import type { CollectedLine } from "./Request.ts"

/** How many differences of one kind are printed. */
const samples = 3

/** Characters of a value that are shown. */
const width = 240

interface Group {
  readonly declared: Deliberate | undefined
  readonly title: string
  readonly samples: Array<Difference>
  count: number
}

export interface Report {
  readonly countLine: (line: CollectedLine) => void
  readonly addDifference: (difference: Difference) => void
  readonly text: () => string
  /** How many differences are not declared as deliberate. */
  readonly undeclared: () => number
}

export const makeReport = (deliberate: ReadonlyArray<Deliberate>): Report => {
  const counts = new Map<string, Map<string, number>>()
  const groups = new Map<string, Group>()
  const sumOf = (chosen: ReadonlyArray<Group>) => chosen.reduce((sum, { count }) => sum + count, 0)
  const groupsOf = (isDeclared: boolean) =>
    [...groups.values()].filter(({ declared }) => (declared !== undefined) === isDeclared)
  return {
    countLine: ({ counts: more, key }) => {
      const [platform, , operation] = key.split("\t")
      for (const name of [`${platform} ${operation}`, "all"]) {
        const sums = counts.get(name) ?? new Map<string, number>()
        counts.set(name, sums)
        for (const [what, count] of Object.entries(more)) sums.set(what, (sums.get(what) ?? 0) + count)
      }
    },
    addDifference: (difference) => {
      const declared = declaredAs(difference, deliberate)
      const { operation, part, platform, pointer } = difference
      const title = `${platform} ${operation}, ${part} ${pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*")}`.trimEnd()
      const key = `${declared?.reason ?? ""}\n${title}`
      const group = groups.get(key) ?? { declared, title, samples: [], count: 0 }
      groups.set(key, group)
      group.count += 1
      if (group.samples.length < samples) group.samples.push(difference)
    },
    text: () =>
      [
        ...tableOf(counts),
        "",
        ...groupsOf(false).flatMap(groupText),
        ...groupsOf(true).map(({ count, declared, title }) => `on purpose, ${count} × ${title}: ${declared?.reason}`),
        `differences: ${sumOf(groupsOf(false))}, and ${sumOf(groupsOf(true))} on purpose`
      ].join("\n"),
    undeclared: () => sumOf(groupsOf(false))
  }
}

const cut = (text: string): string => (text.length > width ? `${text.slice(0, width)}…` : text)

const groupText = ({ count, samples: shown, title }: Group): ReadonlyArray<string> => [
  `${count} × ${title}`,
  ...shown.flatMap(({ door, name, new: fresh, old, pointer }) => [
    `    ${door} ${name}${pointer === "" ? "" : `, ${pointer}`}`,
    `        ${cut(old)}`,
    `      → ${cut(fresh)}`
  ])
]

const tableOf = (counts: ReadonlyMap<string, ReadonlyMap<string, number>>): ReadonlyArray<string> => {
  const columns = [...(counts.get("all")?.keys() ?? [])]
  const names = [...counts.keys()].filter((name) => name !== "all").toSorted()
  const nameWidth = Math.max(...names.map((name) => name.length))
  const row = (name: string, cells: ReadonlyArray<string>) =>
    [name.padEnd(nameWidth), ...cells.map((cell) => cell.padStart(13))].join("")
  return [
    row("", columns),
    ...[...names, "all"].map((name) =>
      row(
        name,
        columns.map((column) => String(counts.get(name)?.get(column) ?? 0))
      )
    )
  ]
}
