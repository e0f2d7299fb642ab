/** Every page once, in one of the four looks, for people who use the keyboard or a screen reader. */
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, it } from "vitest"
import { assertAccessible, contextOf, hasChromium, launch, looks, openAs, visit } from "./browser.ts"
import { type StubServer, startStub } from "./stub/server.ts"
import { rowOf } from "./stub/world.ts"

const { orderId, platform, shopId } = rowOf(0)

const pages: ReadonlyArray<readonly [path: string, ready: string]> = [
  ["/", "每日订单与实付金额"],
  ["/orders", "手冲咖啡壶 0"],
  [`/orders/${platform}/${shopId}/${orderId}`, "平台返回的原始数据（已脱敏）"],
  ["/why", "查原因"],
  ["/shops", "立即同步"],
  ["/quarantine", "重放"],
  ["/audit", "查看隐私内容"]
]

describe.skipIf(!hasChromium)("each page", () => {
  let browser: Browser
  let server: StubServer
  beforeAll(async () => {
    browser = await launch()
    server = await startStub(120)
    await server.addAccount("ops", "operator")
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  it("login", async () => {
    const visited = await visit(await contextOf(browser, looks[3]), server)
    await visited.page.goto(`${server.address}/login`)
    await visited.page.getByRole("button", { name: "登录" }).waitFor()
    await assertAccessible(visited)
    await visited.close()
  })

  for (const [index, [path, ready]] of pages.entries()) {
    it(path, async () => {
      const visited = await visit(await contextOf(browser, looks[index % looks.length]), server)
      await openAs(visited, "ops", path)
      await visited.page.getByText(ready).first().waitFor()
      if (process.env["HUIDAN_SHOTS"] !== undefined) {
        await visited.page.screenshot({ path: `${process.env["HUIDAN_SHOTS"]}/${index}.png` })
      }
      await assertAccessible(visited)
      await visited.close()
    })
  }
})
