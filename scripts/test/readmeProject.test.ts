import { describe, expect, it } from "vitest"
import { blocksOfMarkdown } from "../support/codeBlocks.ts"
import { readmeProject } from "../support/readmeProject.ts"

const projectOf = (text: string) => readmeProject("README.md", text, blocksOfMarkdown("README.md", text))

const install = (...lines: ReadonlyArray<string>): string => ["```sh", ...lines, "```", ""].join("\n")
const block = (words: string, code: string): string => [`\`\`\`ts${words}`, code, "```", ""].join("\n")

describe("the project of a README", () => {
  it("has what its install lines name, each once, and nothing of other lines", () => {
    const { packages } = projectOf(
      install("npm install @huidan/core effect") +
        install(
          "npm install",
          "npm install ~/packages/*.tgz",
          "npm create huidan-adapter",
          "npm test # npm install x"
        ) +
        install("npm install --save-dev vitest effect @scope/name@^1.2.0") +
        "Write `npm install redis` to install it.\n"
    )
    expect(packages).toStrictEqual(["@huidan/core", "effect", "vitest", "@scope/name@^1.2.0"])
  })

  it("has a file for each block, and knows what to do with it", () => {
    const { files } = projectOf(
      install("npm install effect") +
        block("", "one") +
        block(" sandbox", "two") +
        block(" check", "three") +
        `<!-- test/world/four.ts -->\n${block("", "four")}` +
        `<!-- test/five.ts, in part -->\n${block("", "five")}` +
        block("", 'import "./six.ts"\nimport { four } from "./world/four.ts"')
    )
    expect(files.map(({ code, path, use }) => [path, use, code.split("\n")[0]])).toStrictEqual([
      ["block0.ts", "run", "one"],
      ["block1.ts", "sandbox", "two"],
      ["block2.ts", "check", "three"],
      ["test/world/four.ts", "run", "four"],
      ["test/block4.ts", "run", 'import "./six.ts"']
    ])
  })

  it("names a block above which nothing says what to install", () => {
    expect(projectOf(block("", "one") + install("npm install effect") + block("", "two")).uninstalled).toHaveLength(1)
    expect(projectOf(block("", "one")).uninstalled).toHaveLength(1)
  })
})
