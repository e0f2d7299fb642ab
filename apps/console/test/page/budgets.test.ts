/** What the page may cost: requests, bytes of scripts, bytes of an answer. */
import { readdirSync, readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Browser } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { mostTime, openAs, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { type StubServer, startStub } from "./stub/server.ts"
import { rowOf } from "./stub/world.ts"

const assets = new URL("../../dist/page/assets/", import.meta.url)

const zipped = (name: string): number => gzipSync(readFileSync(new URL(name, assets))).length

const kilobytes = 1000

describe.skipIf(!hasChromium)("what the page costs", { timeout: mostTime }, () => {
  let browser: Browser
  let server: StubServer
  beforeAll(async () => {
    browser = await launch()
    server = await startStub(500)
    await server.addAccount("reader", "reader")
    await server.addAccount("ops", "operator")
  }, mostTime)
  afterAll(async () => {
    await browser.close()
    await server.close()
  }, mostTime)

  /** What is requested when an address is opened anew by somebody who is logged in. */
  const requestsOf = async (path: string) => {
    const visited = await visit(await contextOf(browser), server)
    await openAs(visited, "reader", "/why")
    visited.answers.length = 0
    await visited.page.goto(`${server.address}${path}`)
    await visited.page.locator("main#content h1").waitFor()
    await visited.page.waitForTimeout(500)
    const { answers } = visited
    await visited.close()
    return answers
  }

  const scriptsOf = (answers: ReadonlyArray<{ readonly url: string }>): number =>
    answers
      .filter(({ url }) => url.endsWith(".js"))
      .reduce((sum, { url }) => sum + zipped(url.slice(url.lastIndexOf("/") + 1)), 0)

  it("the overview: at most 12 requests and 600 kB of scripts", async () => {
    const answers = await requestsOf("/")
    assert.isAtMost(answers.length, 12, answers.map(({ url }) => url).join("\n"))
    assert.isAtMost(scriptsOf(answers), 600 * kilobytes)
  })

  it("the orders: at most 12 requests and 450 kB of scripts", async () => {
    const answers = await requestsOf("/orders")
    assert.isAtMost(answers.length, 12, answers.map(({ url }) => url).join("\n"))
    assert.isAtMost(scriptsOf(answers), 450 * kilobytes)
  })

  it("no answer of the API has more than 200 kB", async () => {
    const visited = await visit(await contextOf(browser), server)
    server.takeAnswers()
    const { orderId, platform, shopId } = rowOf(0)
    const paths = [
      "/",
      "/orders",
      `/orders/${platform}/${shopId}/${orderId}`,
      "/why",
      "/shops",
      "/quarantine",
      "/audit"
    ]
    for (const path of paths) {
      await openAs(visited, "ops", path)
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
