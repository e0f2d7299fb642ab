import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { at, errorOf, jsonLines, makeFolder, runHuidan } from "./runHuidan.ts"
import { type Serving, startServe } from "./startServe.ts"

const headers = { "content-type": "application/json" }

describe("the console of a configuration without shops", () => {
  let folder = ""
  let serving: Serving | undefined
  let origin = ""

  beforeAll(async () => {
    folder = makeFolder({ shops: [], serve: { port: 0 }, console: { listen: "127.0.0.1:0" } })
    serving = await startServe(folder, {})
    origin = String(at(serving.started, "console", "address"))
  }, 120_000)

  afterAll(() => {
    serving?.child.kill("SIGKILL")
  })

  const link = (...args: ReadonlyArray<string>) => runHuidan(["console", "link", ...args, "--json"], { folder })

  /** Uses a link up; answers with the cookie of the session. */
  const enter = async (path: string, password: string, name?: string) => {
    const token = path.slice(path.indexOf("#") + 1)
    const body = JSON.stringify({ token, password, ...(name === undefined ? {} : { name }) })
    const entered = await fetch(`${origin}/api/session/link`, { method: "POST", headers, body })
    return { status: entered.status, cookie: entered.headers.get("set-cookie")?.split(";")[0] ?? "" }
  }

  const me = (cookie: string) => fetch(`${origin}/api/session`, { headers: { cookie } })

  it("is served, and sees that there is no shop yet", { timeout: 60_000 }, async () => {
    expect(serving?.started).toMatchObject({ shops: 0, pushes: {} })
    const first = String(at(serving?.started, "console", "firstLink"))
    const { cookie, status } = await enter(new URL(first).hash, "a password of the owner", "owner")
    expect(status).toBe(200)
    const attention = await fetch(`${origin}/api/overview/attention`, { headers: { cookie } })
    expect(await attention.json()).toMatchObject({ shops: 0, attention: [] })
  })

  it("lets people in by links of the command line, once each", { timeout: 120_000 }, async () => {
    const made = await link("--role", "operator")
    expect(made).toMatchObject({ code: 0, stderr: "" })
    const [first] = jsonLines(made.stdout)
    expect(first).toMatchObject({ account: null, role: "operator" })
    const entered = await enter(String(at(first, "link")), "a password of hers", "lin")
    expect(await (await me(entered.cookie)).json()).toMatchObject({ name: "lin", role: "operator" })
    // The password is lost: a new one ends the sessions, and the role remains. The name is read as the console reads it.
    const [second] = jsonLines((await link(" ｌｉｎ", "--role", "reader")).stdout)
    expect(second).toMatchObject({ account: "lin", role: "operator" })
    const again = await enter(String(at(second, "link")), "another password of hers")
    expect(await (await me(again.cookie)).json()).toMatchObject({ name: "lin", role: "operator" })
    expect((await me(entered.cookie)).status).toBe(401)
    expect((await enter(String(at(second, "link")), "a third password of hers")).status).toBe(410)
  })

  it("prints links with the address that people open, that of the proxy", { timeout: 60_000 }, async () => {
    const console = { listen: "127.0.0.1:0", hosts: ["orders.example:8443"], https: true }
    const behind = makeFolder({ shops: [], serve: { port: 0 }, console })
    const served = await startServe(behind, {})
    try {
      expect(at(served.started, "console", "url")).toBe("https://orders.example:8443")
      expect(at(served.started, "console", "firstLink")).toMatch(/^https:\/\/orders\.example:8443\/welcome#/)
      const made = await runHuidan(["console", "link", "--json"], { folder: behind })
      expect(at(jsonLines(made.stdout)[0], "link")).toMatch(/^https:\/\/orders\.example:8443\/welcome#/)
    } finally {
      served.child.kill("SIGKILL")
    }
  })

  it("refuses a link to an account that does not exist, and names those that do", { timeout: 60_000 }, async () => {
    const refused = await link("nobody")
    expect(refused).toMatchObject({ code: 64, stdout: "" })
    expect(errorOf(refused)).toMatchObject({
      message: 'The console has no account "nobody"',
      advice: expect.stringContaining('"owner"')
    })
    const without = makeFolder()
    const none = await runHuidan(["console", "link", "--json"], { folder: without })
    expect(none.code).toBe(64)
    expect(errorOf(none)).toMatchObject({ message: expect.stringContaining("has no console") })
  })
})
