import { spawn } from "node:child_process"
import { mkdirSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it, onTestFinished } from "vitest"
import { at, makeWorkspaceFolder, recorded } from "./runHuidan.ts"

const program = fileURLToPath(new URL("../dist/demo/main.js", import.meta.url))

/** Posts to the console as somebody who has logged in by the link. */
const loggedIn = async (link: URL) => {
  const post = (path: string, payload: object, more: object = {}) =>
    fetch(`${link.origin}/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...more },
      body: JSON.stringify(payload)
    })
  const token = link.hash.slice(1)
  const entered = await post("/session/link", { token, name: "lin", password: "correct horse battery" })
  const cookie = entered.headers.get("set-cookie")?.split(";")[0]
  const session = { cookie, "x-huidan-csrf": at(await entered.json(), "csrf") }
  return (path: string, payload: object): Promise<unknown> =>
    post(path, payload, session).then((answer) => answer.json())
}

describe("the demo", () => {
  it("opens the console, where what it says to try works, and removes its store when it is interrupted", async () => {
    const folder = makeWorkspaceFolder({ shops: [{ name: "doudian", adapter: "@huidan/adapter-doudian" }] })
    const temporary = join(folder, "temporary")
    mkdirSync(temporary)
    const child = spawn(process.execPath, [...recorded, program, "--console"], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        TMPDIR: temporary,
        HUIDAN_SECRECY_FOLDER: process.env["HUIDAN_SECRECY_FOLDER"]
      },
      stdio: ["ignore", "pipe", "pipe"]
    })
    onTestFinished(() => void child.kill("SIGKILL"))
    const ended = new Promise<number | null>((end) => child.on("close", end))
    let complaint = ""
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text
    })
    const printed = await new Promise<string>((resolve, reject) => {
      let text = ""
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        text += part
        if (text.includes("Ctrl-C ends")) resolve(text)
      })
      void ended.then((code) => reject(new Error(`the demo ended with ${code}: ${complaint}`)))
    })
    expect(readdirSync(temporary)).toHaveLength(1)
    const post = await loggedIn(new URL(/^ +(http\S+#\S+)$/m.exec(printed)?.[1] ?? ""))
    const [, number, missing] = /search for (\w+).*not here\?\): ask about (\w+)/s.exec(printed) ?? []
    // What is searched for is a secret of the run, and this number was printed: with blanks it is another text.
    expect(await post("/orders/search", { by: "number", text: ` ${number} ` })).toMatchObject({ rows: [{}] })
    expect(await post("/why", { number: missing })).toMatchObject({ answers: [{ action: "replay the quarantine" }] })
    child.kill("SIGINT")
    expect(await ended).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
  }, 120_000)
})
