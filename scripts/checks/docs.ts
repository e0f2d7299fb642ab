/** Promise: every ts block of pages and doc comments type-checks, runs and gives what its comments say, or equals the file it names. */
import { execFile, execFileSync } from "node:child_process"
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { promisify } from "node:util"
import { type Check, main } from "../support/Check.ts"
import { blocksOfMarkdown, blocksOfSource, type CodeBlock } from "../support/codeBlocks.ts"
import { filesBelow, readText } from "../support/files.ts"
import { compareModule, instrument } from "../support/instrument.ts"
import { withSandbox } from "../support/sandbox.ts"
import { withTemporaryFolder } from "../support/temporaryFolder.ts"
import { publishedOf, readWorkspace } from "../support/workspace.ts"

export const docs: Check = {
  name: "docs",
  promise:
    "every ts block of pages and doc comments type-checks, runs and gives what its comments say, or equals the file it names",
  run: (root) =>
    withTemporaryFolder("docs", async (folder) => {
      const found = blocksIn(root)
      const blocks = found.filter(({ file }) => file === null)
      linkPackages(root, folder)
      for (const [index, block] of blocks.entries())
        writeFileSync(join(folder, nameOf(index)), instrument(block.code, block))
      const mistyped = typeCheck(root, folder, blocks)
      const stale = found
        .filter((block) => isStale(root, block))
        .map((block) => `${placeOf(block)} differs from ${block.file}`)
      if (mistyped.length > 0) return [...stale, ...mistyped]
      const runnable = blocks
        .map((block, index) => ({ block, index }))
        .filter(({ block }) => !block.words.includes("check"))
      const inSandbox = runnable.filter(({ block }) => block.words.includes("sandbox"))
      const alone = runnable.filter((candidate) => !inSandbox.includes(candidate))
      return [
        ...stale,
        ...(await runBlocks(folder, alone, {})),
        ...(inSandbox.length === 0
          ? []
          : await withSandbox(root, (environment) => runBlocks(folder, inSandbox, environment)))
      ]
    })
}

const nameOf = (index: number): string => `block${index}.ts`

const blocksIn = (root: string): ReadonlyArray<CodeBlock> => {
  const packages = readWorkspace(root)
  const pages = [
    join(root, "README.md"),
    ...filesBelow(join(root, "docs")),
    ...packages.map(({ path }) => join(path, "README.md"))
  ]
  const sources = packages.flatMap(({ path }) => ["src", "twin"].flatMap((room) => filesBelow(join(path, room))))
  return [
    ...pages
      .filter((path) => path.endsWith(".md") && existsSync(path))
      .flatMap((path) => blocksOfMarkdown(relative(root, path), readText(path))),
    ...sources
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => blocksOfSource(relative(root, path), readText(path)))
  ]
}

/** A block that names a file must equal it, or be whole lines of it. It is not run: the file has its own tests. */
const isStale = (root: string, { path, code, file, inPart }: CodeBlock): boolean => {
  if (file === null) return false
  const target = join(root, dirname(path), file)
  if (!existsSync(target)) return true
  const text = readText(target).trim()
  return inPart ? !`\n${text}\n`.includes(`\n${code.trimEnd()}\n`) : text !== code.trim()
}

/** Lets blocks import packages by name, as readers do. */
const linkPackages = (root: string, folder: string): void => {
  const modules = join(folder, "node_modules")
  for (const scope of ["@huidan", "@effect", "@types"]) mkdirSync(join(modules, scope), { recursive: true })
  const links = new Map([
    ["effect", join(root, "node_modules/effect")],
    ["@types/node", join(root, "node_modules/@types/node")],
    ["redis", join(root, "node_modules/redis")],
    ["undici", join(root, "node_modules/undici")],
    ["@effect/platform-node", join(root, "apps/cli/node_modules/@effect/platform-node")],
    ...publishedOf(readWorkspace(root)).map(({ name, path }) => [name, path] as const)
  ])
  for (const [name, target] of links) if (existsSync(target)) symlinkSync(target, join(modules, name))
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }')
  writeFileSync(join(folder, "compare.ts"), compareModule)
}

const typeCheck = (root: string, folder: string, blocks: ReadonlyArray<CodeBlock>): ReadonlyArray<string> => {
  const options = { noEmit: true, types: ["node"], noUnusedLocals: false, noPropertyAccessFromIndexSignature: false }
  const config = { extends: join(root, "tsconfig.base.json"), compilerOptions: options, include: ["*.ts"] }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config))
  try {
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", folder, "--pretty", "false"], {
      stdio: "pipe",
      cwd: folder
    })
    return []
  } catch (error) {
    const output = String(Reflect.get(Object(error), "stdout"))
    return output
      .trim()
      .split("\n")
      .map((line) =>
        line.replace(/^block(\d+)\.ts\((\d+),\d+\)/, (_, index: string, row: string) =>
          placeOf(blocks[Number(index)], Number(row))
        )
      )
  }
}

const placeOf = (block: CodeBlock | undefined, row = 1): string =>
  block === undefined ? "a block" : `${block.path}:${block.line + row - 1}`

interface Runnable {
  readonly block: CodeBlock
  readonly index: number
}

const runBlocks = async (
  folder: string,
  blocks: ReadonlyArray<Runnable>,
  environment: Readonly<Record<string, string>>
): Promise<ReadonlyArray<string>> => {
  const problems: Array<string> = []
  for (const { block, index } of blocks) {
    try {
      await run(process.execPath, [nameOf(index)], {
        cwd: folder,
        env: { ...process.env, ...environment },
        timeout: 60_000
      })
    } catch (error) {
      const reason = reasonOf(String(Reflect.get(Object(error), "stderr")))
      problems.push(reason.startsWith(`${block.path}:`) ? reason : `${placeOf(block)}: ${reason}`)
    }
  }
  return problems
}

/** The message of an uncaught error in Node's output, without the stack. */
const reasonOf = (output: string): string =>
  (output.split("\n").find((line) => /^\[?\w*Error\b/.test(line)) ?? "it did not end within 60 s").replace(
    /^Error: /,
    ""
  )

const run = promisify(execFile)

if (import.meta.main) await main(docs)
