/** What people do with the page, step by step. */
import type { Browser, BrowserContext } from "playwright-core"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, it } from "vitest"
import { mostTime, openAs, type Visit, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { password, type StubServer, startStub } from "./stub/server.ts"
import { rowOf, secretPhone, trackingNumber } from "./stub/world.ts"

const first = rowOf(0)
const orderPath = `/orders/${first.platform}/${first.shopId}/${first.orderId}`

describe.skipIf(!hasChromium)("the page", { timeout: mostTime }, () => {
  let browser: Browser
  let server: StubServer
  let context: BrowserContext
  let visited: Visit
  beforeAll(async () => {
    browser = await launch()
    // One for all: it has compiled the page's scripts once.
    context = await contextOf(browser)
    server = await startStub(5000)
    await server.addAccount("reader", "reader")
    await server.addAccount("ops", "operator")
    await server.addAccount("boss", "revealer")
  }, mostTime)
  afterAll(async () => {
    await browser.close()
    await server.close()
  }, mostTime)
  // Each journey begins with the same orders and shops, nobody logged in, and the first preferences.
  beforeEach(async () => {
    server.reset()
    await context.clearCookies()
    visited = await visit(context, server)
  })
  afterEach(async () => {
    assert.deepStrictEqual(visited.complaints, [])
    await visited.page.evaluate(() => localStorage.clear())
    await visited.close()
  })

  it("refuses a wrong password, goes on after the right one, and logs out", async () => {
    const { page } = visited
    await page.goto(`${server.address}/shops`)
    await page.getByLabel("用户名").fill("ops")
    await page.getByLabel("密码").fill("not the password")
    await page.getByRole("button", { name: "登录" }).click()
    await page.getByRole("alert").getByText("用户名或密码错误").waitFor()
    await page.getByLabel("密码").fill(password)
    await page.getByRole("button", { name: "登录" }).click()
    await page.getByRole("heading", { level: 1, name: "店铺" }).waitFor()
    await page.getByRole("button", { name: "退出登录" }).click()
    await page.getByText("已退出登录").waitFor()
    await page.goto(`${server.address}/orders`)
    await page.getByRole("button", { name: "登录" }).waitFor()
  })

  it("sets a password by a one-time link, whose token leaves the address", async () => {
    const { page } = visited
    await page.goto(`${server.address}/welcome#${await server.addLink()}`)
    await page.getByLabel("新密码").fill("short")
    await page.getByRole("button", { name: "设置密码并登录" }).click()
    await page.getByText("请填写用户名。").waitFor()
    await page.getByLabel("用户名").fill("new")
    await page.getByRole("button", { name: "设置密码并登录" }).click()
    await page.getByText("密码至少 10 个字符。").waitFor()
    assert.strictEqual(new URL(page.url()).hash, "")
    await page.getByLabel("新密码").fill(password)
    await page.getByLabel("再输入一次").fill(password)
    await page.getByRole("button", { name: "设置密码并登录" }).click()
    await page.getByRole("heading", { level: 1, name: "概览" }).waitFor()
  })

  it("says that the session has ended, and goes on where it was", async () => {
    const { page } = visited
    await server.addAccount("guest", "reader")
    await openAs(visited, "guest", "/orders?trade=pending")
    await server.endSessions("guest")
    await page.getByLabel("售后状态").selectOption("none")
    await page.getByText("登录已过期").waitFor()
    await page.getByLabel("用户名").fill("guest")
    await page.getByLabel("密码").fill(password)
    await page.getByRole("button", { name: "登录" }).click()
    await page.getByRole("heading", { level: 1, name: "订单" }).waitFor()
    assert.strictEqual(new URL(page.url()).searchParams.get("trade"), "pending")
  })

  it("leaves the screen at a logout whatever the server answers", async () => {
    const { page } = visited
    await server.addAccount("late", "reader")
    await openAs(visited, "late", orderPath)
    // All has been loaded: nothing but the logout meets the end of the session.
    await page.getByText("实时更新中").first().waitFor()
    await page.getByLabel("数据接口").waitFor()
    await server.endSessions("late")
    await page.getByRole("button", { name: "退出登录" }).click()
    await page.getByText("已退出登录").waitFor()
    assert.strictEqual(await page.getByText("买家手机号").count(), 0)
    await openAs(visited, "reader", orderPath)
    await page.route("**/api/session", (route) => route.abort())
    await page.getByRole("button", { name: "退出登录" }).click()
    await page.getByText("服务没有确认退出").waitFor()
    assert.strictEqual(await page.getByText("买家手机号").count(), 0)
  })

  it("finds an order by its tracking number, which is in no address", async () => {
    const { answers, page } = visited
    await openAs(visited, "reader", "/orders")
    await page.getByLabel("搜索内容").fill(trackingNumber)
    await page.getByRole("search", { name: "搜索" }).getByRole("button", { name: "搜索" }).click()
    await page.getByText(`“${trackingNumber}”的搜索结果：1 笔`).waitFor()
    await page.getByRole("link", { name: first.orderId }).click()
    await page.getByRole("cell", { name: "顺丰速运" }).waitFor()
    assert.isFalse(answers.some(({ url }) => url.includes(trackingNumber)))
  })

  it("keeps filters in the address, and links numbers of the overview to their orders", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders")
    await page.getByLabel("订单状态").selectOption("pending")
    await page.getByRole("link", { name: rowOf(4).orderId }).waitFor()
    assert.strictEqual(new URL(page.url()).search, "?trade=pending")
    await page.reload()
    await page.getByRole("link", { name: rowOf(4).orderId }).waitFor()
    assert.strictEqual(await page.getByRole("link", { name: first.orderId }).count(), 0)
    await page.getByRole("link", { name: "概览" }).click()
    await page.getByRole("heading", { name: "订单数" }).waitFor()
    await page.locator(".figure-value a").first().click()
    await page.getByRole("heading", { level: 1, name: "订单" }).waitFor()
    assert.match(new URL(page.url()).search, /^\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/)
  })

  it("links each refund of the overview to the orders that were refunded then", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/")
    const figure = page.locator(".figure").filter({ has: page.getByRole("heading", { name: "退款金额" }) })
    await figure.getByRole("link").click()
    await page.getByText("退款日期 20").waitFor()
    assert.match(new URL(page.url()).search, /^\?refundedFrom=\d{4}-\d\d-\d\d&refundedTo=\d{4}-\d\d-\d\d$/)
    await page.getByRole("link", { name: rowOf(50).orderId }).waitFor()
    assert.strictEqual(await page.getByRole("link", { name: rowOf(1).orderId }).count(), 0)
    // Which orders were refunded then is asked for again when one changes.
    await page.getByText("实时更新中").first().waitFor()
    server.world.orders = server.world.orders.map((row, n) => (n === 1 ? { ...row, refunded: 500 } : row))
    server.world.publish({ id: "5.1", event: "order", data: { ...rowOf(1), refunded: 500 } })
    await page.getByRole("link", { name: rowOf(1).orderId }).waitFor()
    await page.getByRole("button", { name: "清除条件" }).click()
    await page.getByRole("link", { name: rowOf(2).orderId }).waitFor()
    await page.getByRole("link", { name: "概览" }).click()
    const platform = page.getByRole("row", { name: /^纸船/ })
    // The amount, and the share.
    for (const nth of [2, 3]) {
      assert.match(
        (await platform.getByRole("link").nth(nth).getAttribute("href")) ?? "",
        /platform=paper&refundedFrom=[\d-]+&refundedTo=[\d-]+$/
      )
    }
  })

  it("exports what the table shows, and nothing where it cannot", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders?trade=pending")
    const link = page.getByRole("link", { name: "导出表格" })
    assert.strictEqual(await link.getAttribute("href"), "/api/exports/orders.csv?language=zh&trade=pending")
    await page.getByLabel("售后状态").selectOption("none")
    await page.getByText("导出只支持").waitFor()
    assert.isTrue(await page.getByRole("button", { name: "导出表格" }).isDisabled())
    await page.getByRole("button", { name: "清除条件" }).click()
    await link.waitFor()
    await page.getByLabel("搜索内容").fill(trackingNumber)
    await page.getByRole("search", { name: "搜索" }).getByRole("button", { name: "搜索" }).click()
    await page.getByText("导出只支持").waitFor()
    assert.strictEqual(await link.count(), 0)
  })

  it("makes at most 100 rows of 5 000, and moves through them by the keyboard", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders")
    await page.getByRole("link", { name: first.orderId }).focus()
    for (let loaded = 200; loaded < 5000; loaded += 200) {
      await page.keyboard.press("End")
      await page.getByText(loaded === 4800 ? "已经到底了，共 5000 笔" : `已加载 ${loaded + 200} 笔`).waitFor()
    }
    await page.keyboard.press("End")
    await page.getByRole("link", { name: rowOf(4999).orderId }).waitFor()
    await page.waitForFunction((number) => document.activeElement?.textContent === number, rowOf(4999).orderId)
    assert.isAtMost(await page.locator("tr").count(), 100)
    await page.keyboard.press("k")
    await page.waitForFunction((number) => document.activeElement?.textContent === number, rowOf(4998).orderId)
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { level: 1, name: rowOf(4998).orderId }).waitFor()
  })

  it("finds pasted numbers, and says which are missing", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders")
    await page.getByRole("button", { name: "批量查询" }).click()
    await page.getByLabel("订单号").fill(`${first.orderId}、${rowOf(7).orderId}\n999  `)
    await page.getByRole("button", { name: "查询", exact: true }).click()
    await page.getByText("找到 2 笔").waitFor()
    await page.getByText("没有找到 1 个").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "hidden" })
  })

  it("shows a live change in the table and in the order without a reload", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders")
    await page.getByText("实时更新中").first().waitFor()
    await page.getByRole("link", { name: first.orderId }).waitFor()
    const changed = { ...first, payable: 999_999, version: 3 }
    server.world.publish({ id: "3.1", event: "order", data: changed })
    await page.getByRole("cell", { name: "¥9,999.99" }).waitFor()
    const added = { ...first, key: "paper/shop-1/new", orderId: "20261201000001", created: (first.created ?? 0) + 1 }
    server.world.publish({ id: "4.2", event: "order", data: added })
    await page.getByRole("link", { name: "20261201000001" }).waitFor()
  })

  it("shows where a field comes from, and what a place of the answer becomes", async () => {
    const { page } = visited
    await openAs(visited, "reader", orderPath)
    await page.locator('[data-field="/amounts/payable"]').hover()
    await page.locator('[data-place="/order/pay_price"].source-shown').waitFor()
    await page.locator('[data-place="/order/express/0/no"]').focus()
    await page.locator('[data-field="/delivery/shipments/0/trackingNumber"].source-shown').waitFor()
    assert.strictEqual(await page.locator('[data-field="/amounts/payable"].source-shown').count(), 0)
    await page.getByLabel("数据接口").selectOption("order.list@1")
    await page.getByText("适配器不能说明每个字段的来源").waitFor()
  })

  it("takes a mark away at a field without a source, and makes it when the source comes late", async () => {
    const { page } = visited
    let answerSource = () => {}
    const isAnswered = new Promise<void>((resolve) => {
      answerSource = resolve
    })
    await page.route("**/source", async (route) => {
      await isAnswered
      await route.continue()
    })
    await openAs(visited, "reader", orderPath)
    const payable = page.locator('[data-field="/amounts/payable"]')
    await payable.hover()
    answerSource()
    const mark = page.locator('[data-place="/order/pay_price"].source-shown')
    await mark.waitFor()
    await page.locator('[data-field="/discounts/0/kind"]').hover()
    await mark.waitFor({ state: "detached" })
    await payable.hover()
    await mark.waitFor()
    await page.getByText('"phone"').hover()
    await mark.waitFor({ state: "detached" })
  })

  it("shows times in Asia/Shanghai and amounts as people write them, wherever the browser is", async () => {
    const { page } = visited
    await openAs(visited, "reader", orderPath)
    await page.getByText("2026-11-20 16:23:22").first().waitFor()
    await page.locator('[data-field="/amounts/goods"]').getByText("¥1,300.00", { exact: true }).waitFor()
    const equation = await page.locator(".equation").first().textContent()
    assert.strictEqual(equation, "¥1,300.00商品总额+¥10.00运费−¥75.50优惠总额=¥1,234.50应付金额")
  })

  it("says so where the answer is gone", async () => {
    const { source } = server.world
    server.world.source = { ...source, kept: null }
    await openAs(visited, "reader", orderPath)
    await visited.page.getByLabel("数据接口").selectOption(source.operation)
    await visited.page.getByText("这笔订单的原始数据没有保留").waitFor()
  })

  it("shows private texts to a revealer only, and to a reader in no answer of the network", async () => {
    const { page } = visited
    server.takeAnswers()
    await server.addAccount("leaver", "reader")
    await openAs(visited, "leaver", orderPath)
    await page.getByText("买家手机号").waitFor()
    assert.strictEqual(await page.getByRole("button", { name: "查看隐私内容" }).count(), 0)
    const answers = server.takeAnswers()
    assert.isAbove(answers.length, 0)
    assert.isFalse(answers.some(({ body }) => body.includes(secretPhone)))
    await page.getByRole("button", { name: "退出登录" }).click()
    await page.getByText("已退出登录").waitFor()
    await openAs(visited, "boss", orderPath)
    await page.getByRole("button", { name: "查看隐私内容" }).click()
    await page.getByRole("dialog").getByRole("button", { name: "确定" }).click()
    await page.getByText(secretPhone).waitFor()
    assert.isTrue(server.takeAnswers().some(({ body }) => body.includes(secretPhone)))
    await page.getByRole("button", { name: "隐藏隐私内容" }).click()
    await page.getByText(secretPhone).waitFor({ state: "hidden" })
  })

  it("shows the private texts of an order only in that order, though another has the same version", async () => {
    const { page } = visited
    const [one, other] = [rowOf(1), rowOf(2)]
    await openAs(visited, "boss", "/orders")
    await page.getByRole("link", { name: one.orderId }).click()
    await page.getByRole("heading", { level: 1, name: one.orderId }).waitFor()
    await page.getByRole("link", { name: "返回订单列表" }).click()
    await page.getByRole("link", { name: other.orderId }).click()
    await page.getByRole("heading", { level: 1, name: other.orderId }).waitFor()
    await page.getByRole("button", { name: "查看隐私内容" }).click()
    await page.getByRole("dialog").getByRole("button", { name: "确定" }).click()
    await page.getByText(secretPhone).waitFor()
    // From order to order, as the list of the browser's back button leads.
    await page.evaluate(() => history.go(-2))
    await page.getByRole("heading", { level: 1, name: one.orderId }).waitFor()
    await page.getByText("买家手机号").waitFor()
    await page.getByText(secretPhone).waitFor({ state: "hidden" })
    await page.getByRole("button", { name: "查看隐私内容" }).waitFor()
  })

  it("says whether an order that was read again has changed", async () => {
    const { page } = visited
    await openAs(visited, "ops", orderPath)
    await page.getByRole("button", { name: "立即同步这笔订单" }).click()
    await page.getByText("已同步，已是最新").waitFor()
  })

  it("leads from an order that is not here to the reason", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders/paper/shop-1/404")
    await page.getByText("这里没有这笔订单").waitFor()
    await page.getByRole("link", { name: "查原因" }).click()
    await page.getByRole("heading", { level: 1, name: "订单为什么不在这里？" }).waitFor()
  })

  it("says why an order is not here, and what to do", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/why")
    await page.getByLabel("订单号").fill("20260102000001")
    await page.getByRole("button", { name: "查原因" }).click()
    await page.getByText("不在已同步的时间范围内").waitFor()
    await page.getByText("到店铺页补拉更早的订单。").waitFor()
  })

  it("opens from the answer only an order that has the number", async () => {
    const { page } = visited
    const { why } = server.world
    const here = { reason: "here" as const, action: "none" as const }
    server.world.why = why.map((answer) => ({ ...answer, ...here, orderId: null }))
    await openAs(visited, "reader", "/why")
    const ask = async () => {
      await page.getByLabel("订单号").fill("1234567890")
      await page.getByRole("button", { name: "查原因" }).click()
      await page.getByText("订单就在这里", { exact: true }).waitFor()
    }
    await ask()
    assert.strictEqual(await page.getByRole("link", { name: "打开这笔订单" }).count(), 0)
    server.world.why = why.map((answer) => ({ ...answer, ...here, orderId: rowOf(3).orderId }))
    await ask()
    await page.getByRole("link", { name: "打开这笔订单" }).click()
    await page.getByRole("heading", { level: 1, name: rowOf(3).orderId }).waitFor()
  })

  it("replays a row of the quarantine until it is green, and says when somebody else did", async () => {
    const { page } = visited
    await openAs(visited, "ops", "/quarantine")
    await page.getByRole("button", { name: "重放" }).click()
    await page.getByText("仍然无法识别").waitFor()
    server.world.decodes = true
    await page.getByRole("button", { name: "重放" }).click()
    await page.getByText("重放成功，已入库").waitFor()
    await page.getByRole("button", { name: "刷新列表" }).click()
    await page.getByText("隔离区是空的").waitFor()
  })

  it("tells the second of two people that the row is replayed", async () => {
    const { page } = visited
    await openAs(visited, "ops", "/quarantine")
    await page.getByRole("button", { name: "重放" }).waitFor()
    server.world.quarantine = []
    await page.getByRole("button", { name: "重放" }).click()
    await page.getByText("这条数据已不在隔离区，可能已被其他人重放。请刷新列表。").waitFor()
    assert.strictEqual(await page.getByRole("button", { name: "重放" }).count(), 0)
  })

  it("pauses a shop, starts a backfill, and shows its progress", async () => {
    const { page } = visited
    await openAs(visited, "ops", "/shops")
    await page.getByRole("button", { name: "暂停" }).click()
    await page.getByRole("button", { name: "恢复" }).click()
    await page.getByRole("button", { name: "暂停" }).waitFor()
    await page.getByRole("button", { name: "补拉" }).click()
    await page.getByLabel("从（日期）").fill("2026-01-01")
    await page.getByLabel("到（日期，含当天）").fill("2026-01-31")
    await page.getByRole("button", { name: "开始" }).click()
    await page.getByRole("progressbar").waitFor()
    await page.getByText("2026-01-01 – 2026-01-31").waitFor()
  })

  it("shows the quota of which most is used, and all of them behind it", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/shops")
    const card = page.getByRole("region", { name: "纸船书店" })
    const fullest = card.getByRole("definition").filter({ hasText: "order.list@1" })
    await fullest.waitFor()
    assert.strictEqual(await fullest.textContent(), "order.list@1 18 / 20（每 1 秒） 未经证实")
    await card.getByText("各接口的调用额度").click()
    const row = card.getByRole("row").filter({ hasText: "order.detail@1" })
    await row.waitFor()
    assert.deepStrictEqual(await row.locator("th, td").allTextContents(), ["order.detail@1", "15 / 3000（每 10 秒） "])
  })

  it("shows how shops are configured only to those who see all of them", async () => {
    const { page } = visited
    server.world.shops = []
    await server.addAccount("limited", "reader", [{ platform: "paper", shopId: "none" }])
    await openAs(visited, "limited", "/")
    await page.getByText("没有你可以查看的店铺").waitFor()
    await openAs(visited, "reader", "/")
    await page.getByRole("heading", { level: 1, name: "还没有配置店铺" }).waitFor()
  })

  it("tells an account without a shop what to do, on every page", async () => {
    const { page } = visited
    await server.addAccount("shopless", "operator", [])
    for (const path of ["/", "/orders", orderPath, "/why", "/shops", "/quarantine", "/audit"]) {
      await openAs(visited, "shopless", path)
      await page.getByRole("heading", { level: 1, name: "你的账号没有分配店铺" }).waitFor()
      assert.strictEqual(await page.getByRole("heading", { level: 1 }).count(), 1)
    }
    // Of shops that are not there any more it sees none either.
    server.world.why = []
    await server.addAccount("outdated", "reader", [{ platform: "paper", shopId: "gone" }])
    await openAs(visited, "outdated", "/why")
    await page.getByLabel("订单号").fill("1234567890")
    await page.getByRole("button", { name: "查原因" }).click()
    await page.getByText("没有你可以查看的店铺").waitFor()
  })

  it("keeps operators' buttons and the audit from a reader", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/shops")
    await page.getByRole("heading", { name: "纸船书店" }).waitFor()
    assert.strictEqual(await page.getByRole("button", { name: "立即同步" }).count(), 0)
    await page.getByRole("link", { name: "审计" }).click()
    await page.getByRole("alert").getByText("没有权限").waitFor()
    assert.strictEqual(await page.getByRole("link", { name: "账号管理" }).count(), 0)
  })

  it("speaks English, keeps that choice, and can be used by the keyboard alone", async () => {
    const { page } = visited
    await openAs(visited, "reader", "/orders")
    await page.getByLabel("语言").selectOption("en")
    await page.getByRole("heading", { level: 1, name: "Orders" }).waitFor()
    await page.reload()
    await page.getByRole("heading", { level: 1, name: "Orders" }).waitFor()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.evaluate(() => document.activeElement?.id), "content")
  })
})
