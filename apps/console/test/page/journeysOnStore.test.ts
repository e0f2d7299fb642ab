/** What people do with the page, on the console's own server and a store. Each journey has a store of its own. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { Role } from "../../src/api/index.ts"
import { privateTexts } from "../support/FakeShop.ts"
import { ask, makeWorld, own, ownRow, type World, type WorldOptions } from "../support/world.ts"
import { mostTime, openAs, type Visit, visit } from "./browser.ts"
import { contextOf, hasChromium, launch } from "./chromium.ts"
import { type Listening, listening } from "./listening.ts"
import { password } from "./stub/server.ts"

const builtPage = fileURLToPath(new URL("../../dist/page", import.meta.url))

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "huidan-journey-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
)

const browsing = Effect.acquireRelease(Effect.promise(launch), (browser) => Effect.promise(() => browser.close()))

interface Opened {
  readonly world: World
  readonly server: Listening
  readonly visited: Visit
}

/** A console and an empty page; the account `lin` has this role. */
const opened = Effect.fnUntraced(function* (
  role: Role,
  { shops = null, ...options }: WorldOptions & { readonly shops?: ReadonlyArray<typeof own> | null } = {}
) {
  const world = yield* makeWorld({ page: builtPage, ...options })
  const server = yield* listening(world.send)
  const browser = yield* browsing
  const link = yield* world.accounts.addLink(null, { role, shops })
  yield* world.accounts.redeem(link, "lin", Redacted.make(password))
  const visited = yield* Effect.promise(async () => visit(await contextOf(browser), server))
  return { world, server, visited } satisfies Opened
})

describe.skipIf(!hasChromium)("on a store", () => {
  it.live(
    "a reader finds an order by its tracking number, and sees a new order without a reload",
    () =>
      Effect.gen(function* () {
        const { visited, world } = yield* opened("reader", { shops: [own] })
        const { complaints, page } = visited
        yield* Effect.promise(async () => {
          await openAs(visited, "lin", "/orders")
          await page.getByLabel("搜索方式").selectOption("tracking")
          await page.getByLabel("搜索内容").fill("SF00002")
          await page.getByRole("search", { name: "搜索" }).getByRole("button", { name: "搜索" }).click()
          await page.getByText("“SF00002”的搜索结果：1 笔").waitFor()
          await page.getByRole("link", { name: "o_2", exact: true }).click()
          await page.getByRole("rowheader", { name: "SF00002" }).waitFor()
          await page.getByRole("link", { name: "返回订单列表" }).click()
          await page.getByLabel("搜索内容").fill("")
          await page.getByText("已经到底了，共 3 笔").waitFor()
          await page.getByText("实时更新中").first().waitFor()
        })
        yield* ask(world, `/api/orders/${own.platform}/${own.shopId}/o_50/refresh`, world.tokens.operator, "")
        yield* Effect.promise(async () => {
          await page.getByRole("link", { name: "o_50", exact: true }).waitFor()
          await page.getByText("已经到底了，共 4 笔").waitFor()
        })
        assert.deepStrictEqual(complaints, [])
      }),
    mostTime
  )

  it.live(
    "an operator sees why an order is missing, and replays it with a newer adapter until it is green",
    () =>
      Effect.gen(function* () {
        const file = join(yield* temporaryFolder, "store.db")
        const why = async ({ page }: Visit, reason: string) => {
          await page.getByRole("link", { name: "缺单排查" }).click()
          await page.getByLabel("订单号").fill("o_10")
          await page.getByRole("button", { name: "查原因" }).click()
          await page.getByText(reason, { exact: true }).waitFor()
        }
        yield* Effect.scoped(
          Effect.gen(function* () {
            const { visited } = yield* opened("operator", { file, isOld: true, shops: [own] })
            const { page } = visited
            yield* Effect.promise(async () => {
              await openAs(visited, "lin", "/")
              await why(visited, "平台返回的数据无法识别，在隔离区")
              await page.getByRole("link", { name: "去隔离区" }).click()
              await page.getByRole("button", { name: "重放" }).click()
              await page.getByText("仍然无法识别").waitFor()
            })
          })
        )
        const { visited } = yield* opened("operator", { file, shops: [own] })
        const { complaints, page } = visited
        yield* Effect.promise(async () => {
          await openAs(visited, "lin", "/quarantine")
          await page.getByText("1", { exact: true }).waitFor()
          await page.getByRole("button", { name: "重放" }).click()
          await page.locator(".quarantine-done").getByText("重放成功，已入库").waitFor()
          await page.getByRole("link", { name: "打开订单" }).click()
          await page.getByRole("heading", { level: 1, name: "订单 o_10" }).waitFor()
          await why(visited, "订单就在这里")
          await page.getByRole("link", { name: "隔离区" }).click()
          await page.getByRole("heading", { level: 2, name: "隔离区是空的" }).waitFor()
        })
        assert.deepStrictEqual(complaints, [])
      }),
    mostTime
  )

  it.live(
    "the second of two operators is told that the row is not in the quarantine any more",
    () =>
      Effect.gen(function* () {
        const { visited, world } = yield* opened("operator", { shops: [own] })
        const { complaints, page } = visited
        yield* Effect.promise(async () => {
          await openAs(visited, "lin", "/quarantine")
          await page.getByRole("button", { name: "重放" }).waitFor()
        })
        yield* ask(world, `/api/quarantine/${ownRow}/replay`, world.tokens.operator, "")
        yield* Effect.promise(async () => {
          await page.getByRole("button", { name: "重放" }).click()
          await page.getByText("这条数据已不在隔离区，可能已被其他人重放。请刷新列表。").waitFor()
          assert.strictEqual(await page.getByRole("button", { name: "重放" }).count(), 0)
        })
        assert.deepStrictEqual(complaints, [])
      }),
    mostTime
  )

  it.live(
    "who manages accounts makes one of one shop by a link, gives it a new password, and revokes it and a token",
    () =>
      Effect.gen(function* () {
        const { server, visited, world } = yield* opened("revealer")
        const browser = yield* browsing
        const { page } = visited
        const linkOf = async (): Promise<string> => {
          const link = await page.getByLabel("一次性链接").inputValue()
          await page.getByRole("button", { name: "关闭" }).click()
          return link
        }
        const byLink = async (link: string, name: string, text: string, isNew = true) => {
          const guest = await visit(await contextOf(browser), server)
          await guest.page.goto(link)
          const user = guest.page.getByLabel("用户名")
          await (isNew ? user.fill(name) : guest.page.getByText(`重设 ${name} 的密码`).waitFor())
          assert.strictEqual(await user.inputValue(), name)
          await guest.page.getByLabel("新密码").fill(text)
          await guest.page.getByLabel("再输入一次").fill(text)
          await guest.page.getByRole("button", { name: "设置密码并登录" }).click()
          await guest.page.getByRole("heading", { level: 1, name: "概览" }).waitFor()
          return guest
        }
        const token = yield* Effect.promise(async () => {
          await openAs(visited, "lin", "/")
          await page.getByRole("link", { name: "账号管理" }).click()
          const ownRow = page.getByRole("row", { name: /^lin/ })
          await ownRow.getByText("当前账号").waitFor()
          assert.strictEqual(await ownRow.getByRole("button", { name: "删除账号" }).count(), 0)

          await page.getByRole("button", { name: "新建账号" }).click()
          assert.isTrue(await page.getByRole("button", { name: "生成链接" }).isDisabled())
          await page.getByLabel("角色").selectOption("operator")
          await page.getByLabel("shop s1").check()
          await page.getByRole("button", { name: "生成链接" }).click()
          const guest = await byLink(await linkOf(), "chen", password)
          await guest.page.getByRole("link", { name: "店铺", exact: true }).click()
          await guest.page.getByRole("heading", { level: 2, name: "shop s1" }).waitFor()
          assert.strictEqual(await guest.page.getByRole("heading", { level: 2, name: "shop s2" }).count(), 0)
          assert.strictEqual(await guest.page.getByRole("link", { name: "账号管理" }).count(), 0)

          await page.reload()
          const row = page.getByRole("row", { name: /^chen/ })
          await row.getByText("运维").waitFor()
          await row.getByText("shop s1").waitFor()
          await row.getByRole("button", { name: "重设密码" }).click()
          await page.getByRole("button", { name: "生成链接" }).click()
          await byLink(await linkOf(), "chen", `${password}-again`, false)
          // A new password ends the sessions that were begun with the old one.
          await guest.page.reload()
          await guest.page.getByRole("button", { name: "登录" }).waitFor()

          await row.getByRole("button", { name: "修改权限" }).click()
          await page.getByLabel("角色").selectOption("reader")
          await page.getByLabel("shop s2").check()
          await page.getByRole("button", { name: "保存权限" }).click()
          await row.getByText("只读").waitFor()
          await row.getByText("shop s2").waitFor()

          await page.getByRole("button", { name: "新建账号" }).click()
          await page.getByLabel("全部店铺").check()
          await page.getByRole("button", { name: "生成链接" }).click()
          const unused = await linkOf()
          await page
            .getByRole("row", { name: /^新账号/ })
            .getByRole("button", { name: "撤销链接" })
            .click()
          await page.getByRole("dialog").getByRole("button", { name: "撤销链接" }).click()
          await page.getByText("没有未使用的链接。").waitFor()
          await guest.page.goto(unused)
          await guest.page.getByText("登录链接已使用或已过期").first().waitFor()

          await row.getByRole("button", { name: "删除账号" }).click()
          await page.getByRole("dialog").getByRole("button", { name: "删除账号" }).click()
          await row.waitFor({ state: "detached" })

          await page.getByRole("button", { name: "新建令牌" }).click()
          await page.getByLabel("程序名称").fill("erp")
          await page.getByLabel("全部店铺").check()
          await page.getByRole("button", { name: "生成令牌" }).click()
          const text = await page.getByLabel("令牌", { exact: true }).inputValue()
          await page.getByRole("button", { name: "关闭" }).click()
          await page.getByRole("row", { name: /^erp/ }).getByText("只读").waitFor()
          return text
        })
        assert.strictEqual((yield* ask(world, "/api/orders", token)).status, 200)
        yield* Effect.promise(async () => {
          await page.getByRole("row", { name: /^erp/ }).getByRole("button", { name: "吊销令牌" }).click()
          await page.getByRole("dialog").getByRole("button", { name: "吊销令牌" }).click()
          await page.getByRole("row", { name: /^erp/ }).waitFor({ state: "detached" })
        })
        assert.strictEqual((yield* ask(world, "/api/orders", token)).status, 401)
        assert.deepStrictEqual(visited.complaints, [])
      }),
    mostTime
  )

  it.live(
    "no page, no export and no live change has a telephone number or a name for a reader",
    () =>
      Effect.gen(function* () {
        const { server, visited, world } = yield* opened("reader")
        const { page } = visited
        const contents: Array<string> = []
        const look = async (path: string, ready: string) => {
          await openAs(visited, "lin", path)
          await page.getByText(ready).first().waitFor()
          contents.push(await page.content())
        }
        yield* Effect.promise(async () => {
          await look("/", "需要处理")
          await look("/orders", "皮影戏体验课")
          await look("/orders/fake/s1/o_1", "平台返回的原始数据（已脱敏）")
          await page.locator('[data-place="/paid"]').waitFor()
          await page.getByText("实时更新中").first().waitFor()
        })
        // A version that comes while the order is shown.
        yield* ask(world, "/api/orders/fake/s1/o_1/refresh", world.tokens.operator, "")
        yield* Effect.promise(async () => {
          await page.getByRole("heading", { name: "版本 2" }).waitFor()
          contents.push(await page.content())
          await look("/shops", "shop s1")
          await look("/quarantine", "平台返回数据无法识别")
          await look("/audit", "没有权限")
          await look("/why", "查原因")
          await page.getByLabel("订单号").fill("o_10")
          await page.getByRole("button", { name: "查原因" }).click()
          await page.getByText("怎么办").first().waitFor()
          contents.push(await page.content())
          for (const path of [
            "/api/exports/orders.csv",
            "/api/exports/orders.csv?rows=lines",
            "/api/exports/orders.ndjson"
          ]) {
            const answer = await page.request.get(`${server.address}${path}`)
            assert.strictEqual(answer.status(), 200, path)
          }
        })
        const seen = [server.takeSent(), ...contents].join("\n")
        // What was sent was really collected: the page, an order, a change, an export.
        for (const part of ["huidan.preferences", "皮影戏体验课", "event: order", "SF00001"]) assert.include(seen, part)
        for (const text of privateTexts) assert.notInclude(seen, text)

        // The same collection has them where somebody may see them.
        const link = yield* world.accounts.addLink(null, { role: "revealer", shops: null })
        yield* world.accounts.redeem(link, "boss", Redacted.make(password))
        yield* Effect.promise(async () => {
          await openAs(visited, "boss", "/orders/fake/s1/o_1")
          await page.getByRole("button", { name: "查看隐私内容" }).click()
          await page.getByRole("dialog").getByRole("button", { name: "确定" }).click()
          await page.getByText(privateTexts[1]).first().waitFor()
        })
        assert.include(server.takeSent(), privateTexts[1])
      }),
    mostTime
  )
})
