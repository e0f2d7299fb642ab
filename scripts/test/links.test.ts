import { describe, expect, it } from "vitest"
import { links } from "../checks/links.ts"
import { repositoryRoot } from "../support/Check.ts"
import { problemsOf } from "./support/problemsOf.ts"

describe("links", () => {
  it("passes on this repository", async () => {
    expect(await links.run(repositoryRoot)).toStrictEqual([])
  })

  it("fails on a link that leads nowhere, and not on addresses, anchors and code", async () => {
    const page =
      "[a](../README.md) [b](https://a.test) [c](#there) `[d](e)`\n\n```ts\nf[g](h)\n```\n[i](gone.md#there)\n"
    expect(await problemsOf(links, { "README.md": "", "docs/page.md": page })).toStrictEqual([
      "docs/page.md:6 links to gone.md, which does not exist"
    ])
  })

  it("fails on a threat without a test", async () => {
    const row = (test: string) => `| a thief | money | a lock | ${test} |\n`
    const page = `## Threats\n\n| who | what they want |\n| --- | --- |\n${row("[lock](lock.test.ts)")}${row("none")}\n## Other\n`
    expect(await problemsOf(links, { "docs/security.md": page, "docs/lock.test.ts": "" })).toStrictEqual([
      "docs/security.md:6 names no test"
    ])
  })
})
