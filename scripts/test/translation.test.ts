import { describe, expect, it } from "vitest"
import { translation } from "../checks/translation.ts"
import { repositoryRoot } from "../support/Check.ts"
import { problemsOf } from "./support/problemsOf.ts"

const page = "# One\n\n## Two\n\n<!-- a.ts -->\n```ts\n# no heading\n```\n\n## Three\n"

const problemsWith = (translated: string) =>
  problemsOf(translation, { "README.md": page, "README.zh-CN.md": translated })

describe("translation", () => {
  it("passes on this repository", async () => {
    expect(await translation.run(repositoryRoot)).toStrictEqual([])
  })

  it("passes on other words", async () => {
    const words = page.replaceAll(/(?<=^#+ )(One|Two|Three)$/gm, "别的").replace("\n\n", "\n\n一段。\n\n")
    expect(await problemsWith(words)).toStrictEqual([])
  })

  it.each([
    ["other code", page.replace("# no heading", "# none"), "README.zh-CN.md:6 has other code than README.md:6"],
    ["another language", page.replace("```ts", "```sh"), "README.zh-CN.md:6 has other code than README.md:6"],
    ["another file", page.replace("a.ts", "b.ts"), "README.zh-CN.md:6 has other code than README.md:6"],
    [
      "another level",
      page.replace("## Two", "### Two"),
      "README.zh-CN.md:3 has a heading of level 3 where README.md:3 has a heading of level 2"
    ],
    ["a heading less", page.replace("## Three\n", ""), "README.zh-CN.md lacks a heading of level 2, README.md:10"],
    ["a block more", `${page}\n\`\`\`sh\nls\n\`\`\`\n`, "README.zh-CN.md:12 has code, which README.md lacks"]
  ])("fails on %s", async (_, translated, problem) => {
    expect(await problemsWith(translated)).toStrictEqual([problem])
  })

  it("fails without the translation", async () => {
    expect(await problemsOf(translation, { "README.md": page })).toStrictEqual(["there is no README.zh-CN.md"])
  })
})
