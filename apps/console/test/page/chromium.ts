/** Debian's Chromium, driven by Playwright. */
import { existsSync } from "node:fs"
import { type Browser, type BrowserContext, chromium } from "playwright-core"

export const executablePath = process.env["HUIDAN_CHROMIUM"] ?? "/usr/bin/chromium"

/** The command that installs it where it is missing. */
export const howToInstall = "apt-get install -y chromium fonts-noto-cjk"

/** Whether Chromium is there. `HUIDAN_NEEDS_CHROMIUM` makes a missing one a failure instead of a skip. */
export const hasChromium = existsSync(executablePath) || process.env["HUIDAN_NEEDS_CHROMIUM"] !== undefined

export const launch = (): Promise<Browser> => chromium.launch({ executablePath, args: ["--no-sandbox"] })

/** How a page is shown. */
export interface Look {
  readonly colours: "light" | "dark"
  readonly width: 390 | 1440
}

/** A window with its own cookies. The machine's zone is not China's, as a server's often is not. */
export const contextOf = (browser: Browser, look: Look = { colours: "light", width: 1440 }): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.colours,
    locale: "zh-CN",
    timezoneId: "America/New_York"
  })
