import { describe, expect, it } from "vitest"
import { docs } from "../checks/docs.ts"
import { blocksOfMarkdown, blocksOfSource } from "../support/codeBlocks.ts"
import { type Files, soundRepository, withRepository } from "./support/temporaryRepository.ts"

const fence = "```"
const base = JSON.stringify({
  compilerOptions: {
    strict: true,
    module: "nodenext",
    target: "es2023",
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true
  }
})

const problemsOf = (pages: Files) =>
  withRepository({ ...soundRepository, "tsconfig.base.json": base, ...pages }, (root) => docs.run(root))

const page = (code: string, words = "") => `# Title\n\n${fence}ts${words}\n${code}\n${fence}\n`

describe("a page's block", () => {
  it("passes if it gives what its comments say", async () => {
    const code = [
      'import * as Option from "effect/Option"',
      "const values = [1, 2]",
      "values.map((value) => value + 1) // => [2, 3]",
      "Option.some(1) // => Option.some(1)",
      'console.log("a", { b: 1 }) // => a { b: 1 }',
      "new Date(0) // => 1970-01-01T00:00:00.000Z"
    ].join("\n")
    expect(await problemsOf({ "README.md": page(code) })).toStrictEqual([])
  })

  it.each([
    ["another value", "const a = 1\na + 1 // => 3", /^README\.md:5: expected 3, found 2$/],
    ["another print", 'console.log("a") // => b', /^README\.md:4: expected it to print b, it printed a$/],
    ["another type", 'const a: number = "x"\nexport { a }', /^README\.md:4: error TS2322/],
    ["an error", 'throw new Error("no")', /^README\.md:4: no$/],
    ["an unknown import", 'import "left-pad"', /^README\.md:4: error TS/]
  ])("fails on %s, naming its line", async (_, code, problem) => {
    const problems = await problemsOf({ "README.md": page(code) })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
  })

  it("is only type-checked with the word check", async () => {
    expect(await problemsOf({ "docs/page.md": page('throw new Error("no")', " check") })).toStrictEqual([])
  })

  it("must equal the file that it names", async () => {
    const block = `<!-- src/index.ts -->\n${fence}ts\nimport * as Schema from "effect/Schema"\nexport const Text = Schema.String\n${fence}\n`
    expect(await problemsOf({ "packages/core/README.md": block })).toStrictEqual([])
    const stale = block.replace("Schema.String\n", "Schema.Number\n")
    expect(await problemsOf({ "packages/core/README.md": stale })).toStrictEqual([
      "packages/core/README.md:3 differs from src/index.ts"
    ])
  })

  it("must be whole lines of the file that it names in part", async () => {
    const block = `<!-- src/index.ts, in part -->\n${fence}ts\nexport const Text = Schema.String\n${fence}\n`
    expect(await problemsOf({ "packages/core/README.md": block })).toStrictEqual([])
    const stale = block.replace("export const", "const")
    expect(await problemsOf({ "packages/core/README.md": stale })).toStrictEqual([
      "packages/core/README.md:3 differs from src/index.ts"
    ])
  })
})

describe("a doc comment's block", () => {
  it("fails if it does not give what its comments say", async () => {
    const source = `/** One. */\nexport const one = 1\n\n/**\n * Two.\n *\n * ${fence}ts\n * 1 + 1 // => 3\n * ${fence}\n */\nexport const two = 2\n`
    expect(await problemsOf({ "packages/core/src/numbers.ts": source })).toStrictEqual([
      expect.stringContaining("packages/core/src/numbers.ts:8: expected 3, found 2")
    ])
  })

  it("is found at its line", () => {
    const source = `export {}\n/**\n * ${fence}ts sandbox\n * a\n *\n *   b\n * ${fence}\n */\n`
    expect(blocksOfSource("a.ts", source)).toStrictEqual([
      { path: "a.ts", line: 4, code: "a\n\n  b", words: ["sandbox"], file: null, inPart: false }
    ])
  })
})

describe("blocks of other languages", () => {
  it("are ignored", () => {
    expect(blocksOfMarkdown("a.md", `${fence}sh\nts\n${fence}\n\n${fence}tsx\nx\n${fence}\n`)).toStrictEqual([])
  })
})
