/**
 * Every README as its reader meets it: an empty folder, exactly what the install lines name, by pnpm with its strict
 * layout, from a registry on this machine. Every block type-checks and runs. One that reads the environment runs twice:
 * with the variables of the sandbox, and with none, where it must end by naming the secret that is missing, and send
 * nothing.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { repositoryRoot } from "./support/Check.ts"
import { blocksOfMarkdown } from "./support/codeBlocks.ts"
import { readText } from "./support/files.ts"
import { withLocalRegistry } from "./support/localRegistry.ts"
import { type ProjectFile, type ReadmeProject, readmeProject } from "./support/readmeProject.ts"
import { type Environment, outputOf, runToEnd } from "./support/runToEnd.ts"
import { type SandboxEnvironment, withSandbox } from "./support/sandbox.ts"
import { packageManagerOf } from "./support/tarballs.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"
import { publishedOf, readWorkspace } from "./support/workspace.ts"

const projectsOf = (root: string): ReadonlyArray<ReadmeProject> =>
  ["README.md", ...publishedOf(readWorkspace(root)).map(({ place }) => `${place}/README.md`)]
    .filter((readme) => existsSync(join(root, readme)))
    .map((readme) => {
      const text = readText(join(root, readme))
      return readmeProject(readme, text, blocksOfMarkdown(readme, text))
    })
    .filter(({ files }) => files.length > 0)

const typeScriptOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: "nodenext",
  target: "es2023",
  lib: ["es2023", "dom", "esnext.disposable"],
  types: ["node"],
  typeRoots: [join(repositoryRoot, "node_modules/@types")],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true
}

/** Ends the program if it sends a request. */
const noRequest = "globalThis.fetch = () => { console.error('it sends a request'); process.exit(99) }"

/** What a program has of the environment: nothing of ours. */
const bare = ({ HOME, PATH }: Environment): Environment => ({ HOME, PATH, NO_COLOR: "1" })

/** What is wrong with a project; empty if nothing is. */
const problemsOf = async (
  project: ReadmeProject,
  folder: string,
  environment: Environment,
  sandbox: SandboxEnvironment
): Promise<ReadonlyArray<string>> => {
  const { files, packages, uninstalled } = project
  if (uninstalled.length > 0) return uninstalled.map(({ line }) => `line ${line}: no line above says what to install`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "reader", private: true, type: "module" }))
  const pnpm = ["-y", packageManagerOf(repositoryRoot), "add", ...packages]
  outputOf(`pnpm add ${packages.join(" ")}`, await runToEnd("npx", pnpm, folder, environment))
  for (const { code, path } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), code)
  }
  const config = { compilerOptions: typeScriptOptions, files: files.map(({ path }) => path) }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config))
  const tsc = join(repositoryRoot, "node_modules/.bin/tsc")
  const checked = await runToEnd(tsc, ["-p", ".", "--pretty", "false"], folder, environment)
  if (checked.code !== 0) return [checked.stdout]
  const problems = await Promise.all(files.map((file) => problemsOfFile(file, folder, bare(environment), sandbox)))
  return problems.flat()
}

const problemsOfFile = async (
  { block, path, use }: ProjectFile,
  folder: string,
  environment: Environment,
  sandbox: SandboxEnvironment
): Promise<ReadonlyArray<string>> => {
  if (use === "check") return []
  const where = `line ${block.line}`
  const run = (words: ReadonlyArray<string>, more: Environment) =>
    runToEnd(process.execPath, [...words, path], folder, { ...environment, ...more })
  const ended = await run([], use === "sandbox" ? sandbox : {})
  const problems = ended.code === 0 ? [] : [`${where} ends with ${ended.code}:\n${ended.stderr.slice(-2000)}`]
  if (use === "run") return problems
  const unset = await run(["--import", `data:text/javascript,${encodeURIComponent(noRequest)}`], {})
  const isRefused = unset.code === 1 && /environment variable [A-Z_]*SECRET\)/.test(unset.stderr)
  return isRefused
    ? problems
    : [...problems, `${where}, without variables, ends with ${unset.code}:\n${unset.stderr.slice(-2000)}`]
}

const failed = await withTemporaryFolder("readmes", (folder) =>
  withLocalRegistry(repositoryRoot, ({ environment }) =>
    withSandbox(repositoryRoot, async (sandbox) => {
      let count = 0
      for (const [index, project] of projectsOf(repositoryRoot).entries()) {
        const problems = await problemsOf(project, join(folder, String(index)), environment, sandbox)
        const what = `${project.readme}: ${project.files.length} blocks with ${project.packages.join(" ")}`
        console.log(problems.length === 0 ? `✓ ${what}` : [`✗ ${what}`, ...problems].join("\n"))
        count += problems.length
      }
      return count
    })
  )
)
process.exitCode = failed === 0 ? 0 : 1
