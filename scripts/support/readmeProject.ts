/** What a README tells its reader to install and to write, as a project of the reader's own. */
import { dirname, join } from "node:path"
import type { CodeBlock } from "./codeBlocks.ts"

/** A block as a file of the project. */
export interface ProjectFile {
  readonly block: CodeBlock
  /** From the project's folder. */
  readonly path: string
  readonly code: string
  /** `run`: it runs alone; `sandbox`: it reads the environment; `check`: it is only type-checked. */
  readonly use: "run" | "sandbox" | "check"
}

export interface ReadmeProject {
  /** From the repository's root. */
  readonly readme: string
  /** What the install lines name, in their order. */
  readonly packages: ReadonlyArray<string>
  readonly files: ReadonlyArray<ProjectFile>
  /** Blocks that stand above every install line. */
  readonly uninstalled: ReadonlyArray<CodeBlock>
}

/** A line that installs packages by their names. Bare `npm install`, and one of files, installs something else. */
const installLine = /^npm install((?: (?:--save-dev|@?[a-z][\w./-]*(?:@[\w.^~-]+)?))+)$/

/** The packages of all install lines, and the line of the first one. */
const installedBy = (text: string) => {
  const lines = text.split("\n").map((line, index) => ({ names: installLine.exec(line.trim())?.[1], line: index + 1 }))
  const installing = lines.filter(({ names }) => names !== undefined)
  return {
    packages: installing.flatMap(({ names = "" }) => names.split(" ").filter((name) => /^@?[a-z]/.test(name))),
    firstLine: installing[0]?.line ?? Number.POSITIVE_INFINITY
  }
}

/** A block that shows a whole file is that file, so that other blocks can import it. One that shows a part is none. */
const fileOf = (block: CodeBlock, index: number): ProjectFile => ({
  block,
  path: block.file === null ? join(dirname(neighbourOf(block)), `block${index}.ts`) : block.file,
  code: block.code,
  use: block.words.includes("check") ? "check" : block.words.includes("sandbox") ? "sandbox" : "run"
})

/** Where a block would stand that imports files of the README: beside the file above them. */
const neighbourOf = ({ code }: CodeBlock): string => (/from "\.\//.test(code) ? "test/block.ts" : "block.ts")

export const readmeProject = (readme: string, text: string, blocks: ReadonlyArray<CodeBlock>): ReadmeProject => {
  const { firstLine, packages } = installedBy(text)
  const whole = blocks.filter(({ inPart }) => !inPart)
  return {
    readme,
    packages: [...new Set(packages)],
    files: whole.map(fileOf),
    uninstalled: whole.filter(({ line }) => line < firstLine)
  }
}
