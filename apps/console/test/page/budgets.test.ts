/** What the page may cost: requests, bytes of scripts, bytes of an answer. */
import { readdirSync, readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Browser } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { mostTime, openAs, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { pages } from "./pages.ts"
import { type StubServer, startStub } from "./stub/server.ts"

const assets = new URL("../../dist/page/assets/", import.meta.url)

const zipped = (name: string): number => gzipSync(readFileSync(new URL(name, assets))).length

const kilobytes = 1000

describe.skipIf(!hasChromium)("what the page costs", { timeout: mostTime }, () => {
  let browser: Browser
  let server: StubServer
  beforeAll(async () => {
    browser = await launch()
    server = await startStub(500)
    await server.addAccount("boss", "revealer")
  }, mostTime)
  afterAll(async () => {
    await browser.close()
    await server.close()
  }, mostTime)

  const scriptsOf = (answers: ReadonlyArray<{ readonly url: string }>): number =>
    answers
      .filter(({ url }) => url.endsWith(".js"))
      .reduce((sum, { url }) => sum + zipped(url.slice(url.lastIndexOf("/") + 1)), 0)

  for (const width of [1440, 390] as const) {
    it(`each page, ${width} px: at most 12 requests, and 450 kB of scripts, 600 kB with the chart`, async () => {
      const context = await contextOf(browser, { colours: "light", width })
      const costs: Array<readonly [path: string, requests: number, bytes: number]> = []
      for (const [path, ready] of pages) {
        const visited = await visit(context, server)
        // The stream of changes begins when the page stands.
        const follows = visited.page.waitForResponse(`${server.address}/api/changes`)
        await openAs(visited, "boss", path)
        await visited.page.getByText(ready).first().waitFor()
        await visited.page.getByText("正在加载").first().waitFor({ state: "detached" })
        await follows
        const { answers } = visited
        const asked = answers.map(({ url }) => url)
        assert.isAtMost(answers.length, 12, asked.join("\n"))
        const bytes = scriptsOf(answers)
        // Scripts that are kept from the page before are counted too.
        assert.isAbove(bytes, 200 * kilobytes, path)
        assert.isAtMost(bytes, (path === "/" ? 600 : 450) * kilobytes, path)
        costs.push([path, answers.length, bytes])
        await visited.close()
      }
      if (process.env["HUIDAN_COSTS"] !== undefined) console.table(costs)
      await context.close()
    })
  }

  it("no answer of the API has more than 200 kB", async () => {
    const visited = await visit(await contextOf(browser), server)
    server.takeAnswers()
    for (const [path] of pages) {
      await openAs(visited, "boss", path)
      await visited.page.waitForLoadState("load")
      await visited.page.getByRole("status").filter({ hasText: "正在加载" }).first().waitFor({ state: "detached" })
      const answers = server.takeAnswers()
      assert.isAbove(answers.length, 0, path)
      for (const { body, url } of answers) assert.isAtMost(body.length, 200 * kilobytes, url)
    }
    await visited.close()
  })

  it("no page but the overview loads the chart", () => {
    const withChart = readdirSync(assets).filter(
      (name) => name.endsWith(".js") && readFileSync(new URL(name, assets), "utf8").includes("_echarts_instance_")
    )
    assert.deepStrictEqual(
      withChart.map((name) => name.replace(/-.*/, "")),
      ["OverviewPage"]
    )
  })
})
