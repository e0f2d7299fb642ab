/** What the tests of the page have in common. */
import { AxeBuilder } from "@axe-core/playwright"
import type { BrowserContext, Page } from "playwright-core"
import { assert } from "vitest"
import { hasChromium, howToInstall, type Look } from "./chromium.ts"
import { password, type StubServer } from "./stub/server.ts"

if (!hasChromium) console.warn(`The tests of the console's page are skipped: ${howToInstall}`)

/** How long a test may take, in milliseconds: a machine that is shared can stand still for a while. */
export const mostTime = 120_000

/** The four looks; tests take them in turn. */
export const looks: ReadonlyArray<Look> = [
  { colours: "light", width: 1440 },
  { colours: "dark", width: 390 },
  { colours: "dark", width: 1440 },
  { colours: "light", width: 390 }
]

/** A console that runs. */
export type Console = Pick<StubServer, "address">

/** A page, and what went over the network and wrong in it. */
export interface Visit {
  readonly page: Page
  readonly server: Console
  /** What the browser complained about: errors of scripts, refused styles and scripts. */
  readonly complaints: Array<string>
  /** Each answer of the server: its address, type and bytes. */
  readonly answers: Array<{ readonly url: string; readonly method: string; readonly status: number }>
  readonly close: () => Promise<void>
}

/** Opens an empty page. */
export const visit = async (context: BrowserContext, server: Console): Promise<Visit> => {
  const page = await context.newPage()
  page.setDefaultTimeout(mostTime / 2)
  const complaints: Array<string> = []
  const answers: Array<{ url: string; method: string; status: number }> = []
  page.on("pageerror", (error) => complaints.push(error.message))
  page.on("console", (message) => {
    // A refused login is an answer of 401, which the browser logs too.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text())
  })
  page.on("response", (response) =>
    answers.push({ url: response.url(), method: response.request().method(), status: response.status() })
  )
  return { page, server, complaints, answers, close: () => page.close() }
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>

/** The sessions that were begun: only so many logins are taken in a minute. */
const sessions = new WeakMap<Console, Map<string, Cookies>>()

/** Opens an address as somebody who has logged in. Whoever logs out needs an account of its own. */
export const openAs = async ({ page, server }: Visit, name: string, path: string): Promise<void> => {
  const known = sessions.get(server) ?? new Map<string, Cookies>()
  sessions.set(server, known)
  const cookies = known.get(name)
  if (cookies === undefined) {
    const answer = await page.request.post(`${server.address}/api/session`, { data: { name, password } })
    assert.strictEqual(answer.status(), 200, await answer.text())
    known.set(name, await page.context().cookies())
  } else {
    await page.context().clearCookies()
    await page.context().addCookies(cookies)
  }
  await page.goto(`${server.address}${path}`)
  await page.locator("main#content h1").waitFor()
}

/** That a page has no violation of WCAG 2.1 AA that axe can see, and no complaint of the browser. */
export const assertAccessible = async ({ complaints, page }: Visit): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa"]).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ failureSummary = "", target }) => `${id} ${target.join(" ")}: ${failureSummary.split("\n")[1] ?? ""}`)
  )
  assert.deepStrictEqual(found, [])
  assert.deepStrictEqual(complaints, [])
}
