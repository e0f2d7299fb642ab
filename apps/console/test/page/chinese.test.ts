/** The page in Chinese: names of platforms, and no sentence in another language. */
import type { Browser, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { mostTime, openAs, type Visit, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { type StubServer, startStub } from "./stub/server.ts"
import { makeTrouble, rowOf } from "./stub/world.ts"

const { orderId, platform, shopId } = rowOf(0)

/** Three words of Latin letters in sequence. Commands and ids have none. */
const sentence = /[A-Za-z]{2,}(?:,? [A-Za-z]{2,}){2,}/gu

/** The sentences in another language that somebody sees, hears or gets by pointing. Commands to type are left out. */
const foreignIn = async (page: Page, place = "main#content"): Promise<ReadonlyArray<string>> => {
  const main = page.locator(place)
  const named = await main.evaluate((element) => {
    for (const code of element.querySelectorAll("code")) code.remove()
    return [...element.querySelectorAll("[title], [aria-label]")].flatMap((each) => [
      each.getAttribute("title") ?? "",
      each.getAttribute("aria-label") ?? ""
    ])
  })
  // biome-ignore lint/performance/useDomNodeTextContent: what a closed part has is not shown, and does not count.
  return [await main.innerText(), ...named].flatMap((text) => text.match(sentence) ?? [])
}

describe.skipIf(!hasChromium)("the page in Chinese", { timeout: mostTime }, () => {
  let browser: Browser
  let server: StubServer
  let visited: Visit
  beforeAll(async () => {
    browser = await launch()
    server = await startStub(120)
    await server.addAccount("ops", "operator")
    await server.addAccount("boss", "revealer")
    visited = await visit(await contextOf(browser), server)
  }, mostTime)
  afterAll(async () => {
    await browser.close()
    await server.close()
  }, mostTime)

  it("names platforms as people call them, also in filters", async () => {
    const { page } = visited
    await openAs(visited, "ops", "/orders")
    await page.getByRole("combobox", { name: "平台", exact: true }).selectOption({ label: "纸船" })
    assert.strictEqual(new URL(page.url()).searchParams.get("platform"), "paper")
    await page.getByRole("cell", { name: "纸船", exact: true }).first().waitFor()
    await page.getByRole("cell", { name: "纸船书店", exact: true }).first().waitFor()
    await page.getByRole("link", { name: "概览" }).click()
    await page.getByRole("rowheader", { name: "纸船", exact: true }).waitFor()
    // No adapter of this platform is loaded: its id is all that is known.
    await page.getByRole("rowheader", { name: "kite", exact: true }).waitFor()
    await page.getByLabel("语言").selectOption("en")
    await page.getByRole("rowheader", { name: "Paper Boat", exact: true }).waitFor()
    await page.getByLabel("Language").selectOption("zh")
  })

  const pages: ReadonlyArray<readonly [path: string, ready: string]> = [
    ["/", "每日订单与实付金额"],
    ["/orders", "手冲咖啡壶 0"],
    [`/orders/${platform}/${shopId}/${orderId}`, "平台返回的原始数据（已脱敏）"],
    ["/shops", "任务"],
    ["/quarantine", "重放"],
    ["/audit", "查看隐私内容"]
  ]
  const outside: ReadonlyArray<readonly [path: string, ready: string]> = [
    ["/login", "登录后查看各平台订单。"],
    ["/welcome", "链接只能使用一次。"]
  ]
  it.each(outside)("%s has no English sentence", async (path, ready) => {
    const { page } = visited
    await page.context().clearCookies()
    await page.goto(`${server.address}${path}${path === "/welcome" ? `#${await server.addLink()}` : ""}`)
    await page.getByText(ready).waitFor()
    assert.deepStrictEqual(await foreignIn(page, "main"), [])
  })

  it("/accounts has no English sentence", async () => {
    const { page } = visited
    server.reset()
    await openAs(visited, "boss", "/accounts")
    await page.getByRole("button", { name: "吊销令牌" }).waitFor()
    assert.deepStrictEqual(await foreignIn(page), [])
  })

  it.each(pages)("%s has no Chinese punctuation in English", async (path) => {
    const { page } = visited
    server.reset()
    makeTrouble(server.world)
    await openAs(visited, "boss", path)
    await page.getByLabel("语言").selectOption("en")
    await page.getByLabel("Language").waitFor()
    await page.locator('[data-field="/amounts/paid"], .card, .figure, li, td').first().waitFor()
    const named = await page
      .locator("main#content")
      .evaluate((element) => [...element.querySelectorAll("[title]")].map((each) => each.getAttribute("title") ?? ""))
    const shown = [await page.locator("main#content").textContent(), ...named].join(" ")
    await page.getByLabel("Language").selectOption("zh")
    assert.notMatch(shown, /[、；，：]/u)
  })

  it.each(pages)("%s has no English sentence", async (path, ready) => {
    const { page } = visited
    server.reset()
    makeTrouble(server.world)
    await openAs(visited, "ops", path)
    await page.getByText(ready).first().waitFor()
    assert.deepStrictEqual(await foreignIn(page), [])
  })

  it("says in Chinese why a shop fails and what to do, and keeps the original message behind it", async () => {
    const { page } = visited
    server.reset()
    await openAs(visited, "ops", "/shops")
    const card = page.getByRole("region", { name: "纸船书店" })
    await card.getByText("请求过于频繁").waitFor()
    await card.getByText("请调低配置的调用额度").waitFor()
    assert.isFalse(await card.getByText("too many calls in this second").isVisible())
    await card.getByText("错误原文").click()
    await card.getByText("too many calls in this second").waitFor()
  })

  it("says why an order is missing, with the times that the answer rests on", async () => {
    const { page } = visited
    server.reset()
    await openAs(visited, "ops", "/why")
    await page.getByLabel("订单号").fill("20260102000001")
    await page.getByRole("button", { name: "查原因" }).click()
    await page.getByText("2026-01-02 10:00:00", { exact: true }).waitFor()
    await page.getByText("2026-08-22 16:23:02 至 2026-11-20 16:23:02").waitFor()
    assert.deepStrictEqual(await foreignIn(page), [])
  })

  it("says in the audit what was exported and removed", async () => {
    const { page } = visited
    server.reset()
    await openAs(visited, "ops", "/audit")
    await page.getByText("订单：纸船书店，已关闭，2026-11-01 08:00:00 起下单").waitFor()
    await page.getByText("主密钥 k1 → k2").waitFor()
    await page.getByRole("cell", { name: "lin（控制台）", exact: true }).waitFor()
    await page.getByText("lin，运维，纸船书店，链接由 boss（控制台）生成").waitFor()
    await page.getByText("新账号，运维，2 个店铺").waitFor()
    await page.getByText("erp，只读，全部店铺").waitFor()
    await page.getByRole("cell", { name: "汇单程序" }).waitFor()
    await page.getByRole("cell", { name: "程序令牌 erp（boss 创建）" }).waitFor()
    await page.getByText("已过期：12 笔订单和 3 条隔离数据的隐私内容").waitFor()
  })

  it("says what a refused request needs", async () => {
    const { page } = visited
    server.reset()
    server.world.quarantine = server.world.quarantine.map((row) => ({ ...row, fingerprint: "f".repeat(64) }))
    await openAs(visited, "ops", "/quarantine")
    await page.getByRole("button", { name: "重放" }).click()
    await page.getByRole("alert").getByText("店铺未配置或配置有误").waitFor()
    assert.deepStrictEqual(await foreignIn(page), [])
  })
})
