/** The page on the console's own server and a store, from the one-time link on. */
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { privateTexts } from "../support/FakeShop.ts"
import { makeWorld } from "../support/world.ts"
import { mostTime, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { listening } from "./listening.ts"
import { password } from "./stub/server.ts"

const browsing = Effect.acquireRelease(Effect.promise(launch), (browser) => Effect.promise(() => browser.close()))

describe.skipIf(!hasChromium)("the page on the console's server", () => {
  it.live(
    "shows orders, reveals with a row in the audit, replays the quarantine, and asks the platform now",
    () =>
      Effect.gen(function* () {
        const world = yield* makeWorld({ page: fileURLToPath(new URL("../../dist/page", import.meta.url)) })
        const { address } = yield* listening(world.send)
        const browser = yield* browsing
        const link = Redacted.value(yield* world.accounts.addLink(null, { role: "revealer", shops: null }))
        yield* Effect.promise(async () => {
          const { complaints, page } = await visit(await contextOf(browser), { address })
          await page.goto(`${address}/welcome#${link}`)
          await page.getByLabel("用户名").fill("boss")
          await page.getByLabel("新密码").fill(password)
          await page.getByLabel("再输入一次").fill(password)
          await page.getByRole("button", { name: "设置密码并登录" }).click()
          await page.getByRole("heading", { level: 1, name: "概览" }).waitFor()

          await page.getByRole("link", { name: "订单", exact: true }).click()
          await page.getByLabel("搜索方式").selectOption("phone")
          await page.getByLabel("搜索内容").fill(privateTexts[1])
          await page.getByRole("search", { name: "搜索" }).getByRole("button", { name: "搜索" }).click()
          await page.getByRole("link", { name: "o_1", exact: true }).click()
          await page.getByRole("heading", { level: 1, name: "订单 o_1" }).waitFor()
          await page.getByText("平台返回的原始数据（已脱敏）").waitFor()
          await page.locator('[data-field="/amounts/paid"]').hover()
          await page.locator('[data-place="/paid"].source-shown').waitFor()
          assert.isFalse((await page.content()).includes(privateTexts[0]))
          await page.getByRole("button", { name: "查看隐私内容" }).click()
          await page.getByRole("dialog").getByRole("button", { name: "确定" }).click()
          await page.getByText(privateTexts[0]).first().waitFor()

          // The platform has another amount meanwhile: a new version comes by itself, masked.
          await page.getByRole("button", { name: "立即同步这笔订单" }).click()
          await page.getByRole("heading", { name: "版本 2" }).waitFor()
          await page.getByText("实付金额：¥0.01 → ¥7.00").waitFor()
          assert.isFalse((await page.content()).includes(privateTexts[0]))

          await page.getByRole("link", { name: "审计" }).click()
          await page.getByRole("cell", { name: "查看隐私内容" }).waitFor()

          await page.getByRole("link", { name: "隔离区" }).click()
          await page.getByRole("button", { name: "重放" }).first().click()
          await page.getByText("重放成功，已入库").waitFor()
          await page.getByRole("link", { name: "打开订单" }).click()
          await page.getByRole("heading", { level: 1, name: "订单 o_" }).waitFor()

          await page.getByRole("link", { name: "缺单排查" }).click()
          await page.getByLabel("订单号").fill("o_999")
          await page.getByRole("button", { name: "查原因" }).click()
          await page.getByText("怎么办").first().waitFor()

          await page.getByRole("link", { name: "店铺" }).click()
          await page.getByRole("heading", { name: "shop s1" }).waitFor()
          assert.deepStrictEqual(complaints, [])
          await page.close()
        })
      }),
    mostTime
  )
})
