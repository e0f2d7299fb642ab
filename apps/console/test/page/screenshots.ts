/**
 * Makes the pictures of the READMEs, `docs/images`: an order in the console that `pnpm demo` opens, in Debian's Chromium, once
 * in each language. They are for people to look at, and nothing compares them. `pnpm screenshots` runs it.
 */
import { spawn } from "node:child_process"
import { mkdirSync, statSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { BrowserContext } from "playwright-core"
import { contextOf, launch } from "./chromium.ts"

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const folder = `${root}docs/images`

/** So that a clone stays small. In bytes. */
const mostBytes = 250_000

/** Starts the demo; answers with what it prints when its console is open. */
const startDemo = () => {
  const child = spawn(process.execPath, [`${root}apps/cli/dist/demo/main.js`, "--console"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"]
  })
  const ended = new Promise<void>((end) => child.on("close", () => end()))
  const printed = new Promise<string>((resolve, reject) => {
    let text = ""
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part
      if (text.includes("Ctrl-C ends")) resolve(text)
    })
    void ended.then(() => reject(new Error("the demo ended")))
  })
  const stop = () => {
    child.kill("SIGINT")
    return ended
  }
  return { printed, stop }
}

/** The order with this number, beside what its platform answered. */
const shootOrder = async (context: BrowserContext, address: string, number: string, language: "zh" | "en") => {
  const page = await context.newPage()
  await page.addInitScript((chosen) => {
    localStorage.setItem("huidan.preferences", JSON.stringify({ language: chosen }))
  }, language)
  await page.goto(`${address}/orders`)
  const text = page.getByRole("search").getByRole("textbox").first()
  await text.fill(number)
  await text.press("Enter")
  await page.getByText(`“${number}”`).waitFor()
  await page.locator("tbody a").first().click()
  await page.locator("[data-place]").first().waitFor()
  await page.locator("[data-field='/amounts/payable']").hover()
  await page.locator("[data-place].source-shown").waitFor()
  const path = `${folder}/order.${language}.png`
  await page.screenshot({ path })
  await page.close()
  const { size } = statSync(path)
  if (size > mostBytes) throw new Error(`${path} has ${size} bytes, more than ${mostBytes}`)
  console.log(`${path}: ${size} bytes`)
}

const demo = startDemo()
const browser = await launch()
try {
  mkdirSync(folder, { recursive: true })
  const printed = await demo.printed
  const { hash, origin } = new URL(/^ +(http\S+#\S+)$/m.exec(printed)?.[1] ?? "")
  const number = /search for (\w+)/.exec(printed)?.[1] ?? ""
  const context = await contextOf(browser)
  const data = { token: hash.slice(1), name: "lin", password: "correct horse battery" }
  await context.request.post(`${origin}/api/session/link`, { data })
  await shootOrder(context, origin, number, "zh")
  await shootOrder(context, origin, number, "en")
} finally {
  await browser.close()
  await demo.stop()
}
