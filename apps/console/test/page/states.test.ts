/** States of the page that are rare, and what they say. */
import type { Browser } from "playwright-core"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, it } from "vitest"
import { mostTime, openAs, type Visit, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { type StubServer, startStub } from "./stub/server.ts"
import { rowOf } from "./stub/world.ts"

describe.skipIf(!hasChromium)("the page in a rare state", { timeout: mostTime }, () => {
  let browser: Browser
  let server: StubServer
  let visited: Visit
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
  beforeEach(async () => {
    server.reset()
    visited = await visit(await contextOf(browser), server)
  })
  afterEach(async () => {
    assert.deepStrictEqual(visited.complaints, [])
    await visited.close()
  })

  it("says that it is loading while the session does not come", async () => {
    const { page } = visited
    // It is never answered.
    await page.route("**/api/session", () => undefined)
    await page.goto(`${server.address}/orders`)
    await page.getByText("正在加载…").waitFor()
    await page.unrouteAll({ behavior: "ignoreErrors" })
  })

  it("shows a shop whose adapter cannot be loaded, though it is the only one", async () => {
    const { page } = visited
    server.world.shops = []
    server.world.attention = []
    const unopened = { reason: "Configuration", message: "the package is not installed", advice: "Install it." }
    server.world.unloaded = [{ name: "风筝店", unopened }]
    await openAs(visited, "ops", "/")
    await page.getByRole("link", { name: "风筝店" }).waitFor()
    await page.getByText("店铺无法打开").waitFor()
  })

  it("takes the filter of refunds away when a search begins", async () => {
    const { page } = visited
    await openAs(visited, "ops", "/orders?trade=active&refundedFrom=2026-11-01&refundedTo=2026-11-20")
    await page.getByText("退款日期 2026-11-01").waitFor()
    await page.getByLabel("搜索内容").fill(rowOf(1).orderId)
    await page.getByRole("search", { name: "搜索" }).getByRole("button", { name: "搜索" }).click()
    await page.getByText("的搜索结果：1 笔").waitFor()
    assert.strictEqual(await page.getByText("退款日期 2026-11-01").count(), 0)
    assert.strictEqual(new URL(page.url()).search, "?trade=active")
  })

  it("lists pasted numbers of too many orders apart from those that were not found", async () => {
    const { page } = visited
    server.world.cutNumbers = ["20262026"]
    await openAs(visited, "ops", "/orders")
    await page.getByRole("button", { name: "批量查询" }).click()
    await page.getByLabel("订单号").fill("20262026 999")
    await page.getByRole("button", { name: "查询", exact: true }).click()
    await page.getByText("没有找到 1 个").waitFor()
    await page.getByText("这些号码对应的订单太多，没有全部显示：20262026").waitFor()
  })

  it("asks again for refunds at most once in three seconds, however many orders change", async () => {
    const { answers, page } = visited
    await openAs(visited, "ops", "/orders?refundedFrom=2026-11-01")
    await page.getByRole("link", { name: rowOf(50).orderId }).waitFor()
    await page.getByText("实时更新中").first().waitFor()
    const asked = () => answers.filter(({ url }) => url.includes("/api/orders?")).length
    const before = asked()
    server.world.orders = server.world.orders.map((row, n) => (n === 5 ? { ...row, refunded: 500 } : row))
    for (let n = 1; n <= 5; n += 1) {
      server.world.publish({ id: `5.${n}`, event: "order", data: { ...rowOf(n), refunded: 500 } })
    }
    await page.getByRole("link", { name: rowOf(5).orderId }).waitFor()
    assert.strictEqual(asked(), before + 1)
  })

  it("tells a revealer of some shops who can manage accounts", async () => {
    const { page } = visited
    await server.addAccount("some", "revealer", [{ platform: "paper", shopId: "shop-1" }])
    await openAs(visited, "some", "/accounts")
    await page.getByText("只有可以查看全部店铺的账号才能管理账号。").waitFor()
  })

  it("says after too many tries how long to wait", async () => {
    const { page } = visited
    await page.goto(`${server.address}/login`)
    await page.getByLabel("用户名").fill("nobody")
    await page.getByLabel("密码").fill("not the password")
    const submit = page.getByRole("button", { name: "登录" })
    for (let tries = 0; tries < 60; tries += 1) {
      const answer = page.waitForResponse((each) => each.url().endsWith("/api/session"))
      await submit.click()
      if ((await answer).status() === 429) break
      await page.getByText("用户名或密码错误").waitFor()
    }
    await page.getByText(/请等待 \d+ (秒|分钟)后再试。/u).waitFor()
  })

  it("shows the platform's and the shop's code of what was bought", async () => {
    const { page } = visited
    const { orderId, platform, shopId } = rowOf(0)
    await openAs(visited, "ops", `/orders/${platform}/${shopId}/${orderId}`)
    await page.getByRole("columnheader", { name: "平台规格 ID" }).waitFor()
    await page.locator('[data-field="/lines/0/skuId"]').getByText("sku-600").waitFor()
    await page.locator('[data-field="/lines/0/externalSkuId"]').getByText("KETTLE-06").waitFor()
    await page.getByRole("link", { name: "返回订单列表" }).click()
    await page.getByLabel("搜索方式").selectOption({ label: "平台规格 ID（SKU ID）" })
  })

  it("asks why an order is not here with the day on which it was created", async () => {
    const { page } = visited
    await openAs(visited, "ops", "/why")
    await page.getByLabel("订单号").fill("20260102000001")
    await page.getByLabel("下单时间（可不填）").fill("2026-01-02T10:00")
    await page.getByRole("button", { name: "查原因" }).click()
    await page.getByText("不在已同步的时间范围内").waitFor()
    assert.strictEqual(server.world.askedWhy, Date.parse("2026-01-02T02:00:00.000Z"))
  })
})
