/**
 * Chromium as a user runs it: nobody debugs the page. Playwright always does, and then V8 reads each script once more for every
 * place that makes an `Error` while it is loaded.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { executablePath } from "../../apps/console/test/page/chromium.ts"

export interface UserBrowser {
  /**
   * Opens an address in a new tab, with an empty cache, and answers with how long it took from the beginning of the navigation
   * until there was such an element, in milliseconds.
   */
  readonly paint: (address: string, selector: string, cookie: string) => Promise<number>
  readonly close: () => Promise<void>
}

interface Reply {
  readonly id?: number
  readonly error?: { readonly message: string }
  readonly result?: unknown
}

interface Evaluated {
  readonly result: { readonly value: readonly [number, ReadonlyArray<string>] }
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } }
}

/** How long an element may take to come, in milliseconds. */
const longestWait = 30_000

/** Starts Chromium with a window of 1440 by 900 pixels. */
export const startUserBrowser = async (): Promise<UserBrowser> => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-bench-browser-"))
  const chromium = spawn(
    executablePath,
    [
      "--headless=new",
      "--no-sandbox",
      "--remote-debugging-port=0",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-extensions",
      "--lang=zh-CN",
      "--window-size=1440,900",
      `--user-data-dir=${folder}`
    ],
    { stdio: ["ignore", "ignore", "pipe"] }
  )
  const socket = new WebSocket(await addressOf(chromium))
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve)
    socket.addEventListener("error", () => reject(new Error("Chromium does not answer")))
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  socket.addEventListener("message", ({ data }) => {
    const reply: Reply = JSON.parse(String(data))
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  })
  let last = 0
  const send = <A>(method: string, parameters: object, sessionId?: string): Promise<A> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, ({ error, result }) =>
        error === undefined ? resolve(result as A) : reject(new Error(`${method}: ${error.message}`))
      )
      socket.send(JSON.stringify({ id: last, method, params: parameters, sessionId }))
    })
  return {
    paint: async (address, selector, cookie) => {
      // A tab of the window that is there: a new window would also start what Chromium itself shows in it.
      const { targetId } = await send<{ readonly targetId: string }>("Target.createTarget", { url: "about:blank" })
      const attached = { targetId, flatten: true }
      const { sessionId } = await send<{ readonly sessionId: string }>("Target.attachToTarget", attached)
      await send("Network.clearBrowserCache", {}, sessionId)
      const [name = "", ...value] = cookie.split("=")
      await send("Storage.setCookies", { cookies: [{ name, value: value.join("="), url: address }] })
      await send("Page.navigate", { url: address }, sessionId)
      const expression = `new Promise((resolve, reject) => {
        const cached = () => performance.getEntriesByType("resource")
          .filter(({ decodedBodySize, transferSize }) => decodedBodySize > 0 && transferSize === 0)
          .map(({ name }) => name)
        setTimeout(() => reject(new Error(${JSON.stringify(`no ${selector} within ${longestWait} ms`)})), ${longestWait})
        const look = () => document.querySelector(${JSON.stringify(selector)}) === null
          ? requestAnimationFrame(look)
          : resolve([performance.now(), cached()])
        look()
      })`
      const { exceptionDetails, result } = await send<Evaluated>(
        "Runtime.evaluate",
        { expression, awaitPromise: true, returnByValue: true },
        sessionId
      )
      await send("Target.closeTarget", { targetId })
      if (exceptionDetails !== undefined) {
        throw new Error(`${address}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
      }
      const [millis, cached] = result.value
      if (cached.length > 0) throw new Error(`the cache was not empty: it had ${cached.join(", ")}`)
      return millis
    },
    close: async () => {
      const ended = new Promise((resolve) => chromium.once("exit", resolve))
      socket.close()
      chromium.kill()
      await ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

/** Where Chromium takes commands: it says so first. */
const addressOf = (chromium: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ""
    chromium.stderr?.on("data", (bytes: Buffer) => {
      said += String(bytes)
      const [, address] = /listening on (ws:\S+)/.exec(said) ?? []
      if (address !== undefined) resolve(address)
    })
    chromium.once("exit", (code) => reject(new Error(`Chromium ended with ${code}: ${said.slice(-500)}`)))
  })
