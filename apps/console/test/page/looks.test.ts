/**
 * Every page once, in one of the four looks, for people who use the keyboard or a screen reader; with `HUIDAN_EVERY_LOOK` in
 * each of them.
 */
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, it } from "vitest"
import { assertAccessible, looks, mostTime, openAs, visit } from "./browser.ts"
import { contextOf, hasChromium, type Look, launch } from "./chromium.ts"
import { pages } from "./pages.ts"
import { type StubServer, startStub } from "./stub/server.ts"

describe.skipIf(!hasChromium)("each page", { timeout: mostTime }, () => {
  let browser: Browser
  let server: StubServer
  beforeAll(async () => {
    browser = await launch()
    server = await startStub(120)
    await server.addAccount("ops", "operator")
    await server.addAccount("boss", "revealer")
  }, mostTime)
  afterAll(async () => {
    await browser.close()
    await server.close()
  }, mostTime)

  /** The looks of a page. */
  const looksOf = (index: number): ReadonlyArray<Look> =>
    process.env["HUIDAN_EVERY_LOOK"] === undefined ? looks.slice(index % looks.length).slice(0, 1) : looks

  for (const look of looksOf(3)) {
    it(`login, ${look.colours}, ${look.width} px`, async () => {
      const visited = await visit(await contextOf(browser, look), server)
      await visited.page.goto(`${server.address}/login`)
      await visited.page.getByRole("button", { name: "登录" }).waitFor()
      await assertAccessible(visited)
      await visited.close()
    })
  }

  it("the page of a one-time link", async () => {
    const visited = await visit(await contextOf(browser, looks[1]), server)
    await visited.page.goto(`${server.address}/welcome#${await server.addLink()}`)
    await visited.page.getByLabel("再输入一次").waitFor()
    await assertAccessible(visited)
    await visited.close()
  })

  it("a page that does not exist, and an account without a shop", async () => {
    await server.addAccount("shopless", "reader", [])
    const visited = await visit(await contextOf(browser, looks[0]), server)
    await openAs(visited, "ops", "/nowhere")
    await visited.page.getByRole("heading", { level: 1, name: "没有这个页面" }).waitFor()
    await assertAccessible(visited)
    await openAs(visited, "shopless", "/orders")
    await visited.page.getByRole("heading", { level: 1, name: "你的账号没有分配店铺" }).waitFor()
    await assertAccessible(visited)
    await visited.close()
  })

  it("the dialogs of accounts", async () => {
    const visited = await visit(await contextOf(browser, looks[2]), server)
    const { page } = visited
    for (const name of ["新建账号", "重设密码", "修改权限", "新建令牌", "删除账号", "撤销链接", "吊销令牌"]) {
      await openAs(visited, "boss", "/accounts")
      await page.getByRole("button", { name }).first().click()
      await page.getByRole("dialog").waitFor()
      await assertAccessible(visited)
    }
    await visited.close()
  })

  for (const [index, [path, ready, name = "ops"]] of pages.entries()) {
    for (const look of looksOf(index)) {
      it(`${path}, for ${name}, ${look.colours}, ${look.width} px`, async () => {
        const visited = await visit(await contextOf(browser, look), server)
        await openAs(visited, name, path)
        await visited.page.getByText(ready).first().waitFor()
        if (process.env["HUIDAN_SHOTS"] !== undefined) {
          await visited.page.screenshot({ path: `${process.env["HUIDAN_SHOTS"]}/${index}.png` })
        }
        await assertAccessible(visited)
        await visited.close()
      })
    }
  }

  it("what to do next, where nothing is there yet", async () => {
    const empty = await startStub(0)
    empty.world.quarantine = []
    empty.world.audit = []
    await empty.addAccount("ops", "operator")
    const visited = await visit(await contextOf(browser, looks[2]), empty)
    const { page } = visited
    await openAs(visited, "ops", "/")
    await page.getByText("这段时间没有订单").waitFor()
    await page.getByRole("link", { name: "订单", exact: true }).click()
    await page.getByText("还没有订单").waitFor()
    await page.getByLabel("订单状态").selectOption("closed")
    await page.getByText("没有符合条件的订单").waitFor()
    await page.getByRole("link", { name: "隔离区" }).click()
    await page.getByText("隔离区是空的").waitFor()
    await page.getByRole("link", { name: "审计" }).click()
    await page.getByText("还没有审计记录").waitFor()
    empty.world.shops = []
    await page.reload()
    await page.getByRole("link", { name: "概览" }).click()
    await page.getByRole("heading", { level: 1, name: "还没有配置店铺" }).waitFor()
    await assertAccessible(visited)
    await empty.close()
  })
})
