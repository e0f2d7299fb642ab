/** The folder that `huidan record` writes to: checked before the platform is called, and never left with half a fixture. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeWorkspaceFolder, recorded, runHuidan } from "./runHuidan.ts"

const wshoto = "@huidan/adapter-wshoto"
const answerOf = (title: string): string =>
  JSON.stringify({
    code: 0,
    data: { order_sn: "1723051502104450002", detail_list: [{ goods_name: title, goods_num: 1 }] }
  })

describe("the two files of a recording", () => {
  const args = [
    "record",
    "--adapter",
    wshoto,
    "--operation",
    "mall.order.detail",
    "--file",
    "-",
    "--out",
    "new/fixtures"
  ]
  const answer = "mall.order.detail.recorded.json"
  const records = "mall.order.detail.recorded.order.json"
  const breaking = ["--import", new URL("./fixtures/breakAtChange.mjs", import.meta.url).href]

  interface Left {
    readonly code: number | null
    readonly stderr: string
    readonly entries: ReadonlyArray<string>
    /** The texts of the two files, `undefined` if missing, and of all files in folders below. */
    readonly answer: string | undefined
    readonly records: string | undefined
    readonly beside: ReadonlyArray<string>
  }

  const recordIn = async (folder: string, title: string, broken = "never"): Promise<Left> => {
    const { code, stderr } = await runHuidan([...args, "--force"], {
      folder,
      input: answerOf(title),
      env: { BREAK_CHANGE: broken },
      node: [...recorded, ...breaking]
    })
    const home = join(folder, "new/fixtures")
    const textOf = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined)
    const entries = existsSync(home) ? readdirSync(home) : []
    const beside = entries
      .filter((entry) => entry.startsWith("."))
      .flatMap((below) => readdirSync(join(home, below)).map((file) => readFileSync(join(home, below, file), "utf8")))
    return { code, stderr, entries, answer: textOf(join(home, answer)), records: textOf(join(home, records)), beside }
  }

  const folders = { former: makeWorkspaceFolder(), replaced: makeWorkspaceFolder() }
  let former: Left
  let replaced: Left

  beforeAll(async () => {
    former = await recordIn(folders.former, "书")
    await recordIn(folders.replaced, "书")
    replaced = await recordIn(folders.replaced, "画")
  }, 120_000)

  it("are the only files written, and later ones replace former ones", () => {
    for (const { code, entries } of [former, replaced]) {
      expect(code).toBe(0)
      expect(entries.toSorted()).toEqual([answer, records])
    }
    expect(former.answer).toContain("书")
    expect(replaced.answer).toContain("画")
    expect(former.records).not.toBe(replaced.records)
  })

  it("are complete, and there is no answer without records, wherever the command is killed", async () => {
    const broken = await Promise.all([1, 2, 3, 4].map((at) => recordIn(makeWorkspaceFolder(), "画", `kill ${at}`)))
    for (const left of broken) {
      expect(left.code).toBe(null)
      expect([undefined, replaced.records]).toContain(left.records)
      expect(left.answer).toBe(undefined)
    }
  }, 120_000)

  it("do not replace former ones that get lost, wherever the command is killed", async () => {
    const broken = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((at) => {
        const folder = makeWorkspaceFolder()
        cpSync(join(folders.former, "new"), join(folder, "new"), { recursive: true })
        return recordIn(folder, "画", `kill ${at}`)
      })
    )
    for (const left of broken) {
      expect(left.code).toBe(null)
      expect(left.answer).toBe(former.answer)
      expect([left.records, ...left.beside]).toContain(former.records)
      expect([former.records, replaced.records]).toContain(left.records)
    }
  }, 120_000)

  it("stay as they were if one of them cannot be replaced", async () => {
    const left = await recordIn(folders.former, "画", "fail 6")
    expect(left).toMatchObject({ code: 64, entries: former.entries, answer: former.answer, records: former.records })
    expect(left.stderr).toMatch(/^Nothing can be written to the folder new\/fixtures \(\w+\)\. .*--out\.\n$/)
    const fresh = await recordIn(makeWorkspaceFolder(), "画", "fail 4")
    expect(fresh).toMatchObject({ code: 64, entries: [] })
  })

  it("are kept if one of them cannot be restored, and the message names the place", async () => {
    const folder = makeWorkspaceFolder()
    cpSync(join(folders.former, "new"), join(folder, "new"), { recursive: true })
    const left = await recordIn(folder, "画", "fail 6 7")
    expect(left).toMatchObject({ code: 64, answer: former.answer, records: replaced.records })
    expect(left.beside).toContain(former.records)
    const [, kept = ""] = /Move (\S+) to its place/.exec(left.stderr) ?? []
    expect(left.stderr).toMatch(/^Half of the recording is written: new\/fixtures\/\S+\.order\.json cannot be restored/)
    expect(readFileSync(join(folder, kept), "utf8")).toBe(former.records)
  })
})

describe("a platform", () => {
  const asked: Array<string> = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? "")
    response.setHeader("content-type", "application/json")
    response.end(
      request.url?.startsWith("/openapi/access_token") === true
        ? JSON.stringify({ code: 0, data: { access_token: "tok-7-of-9", expires_in: 7200 } })
        : answerOf("书")
    )
  })
  let folder = ""

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const options = { appId: "wx-invented", baseUrl: `http://127.0.0.1:${Object(server.address()).port}` }
    const old = { ...options, clientId: "xop-invented", api: "1.0" }
    folder = makeWorkspaceFolder({
      shops: [
        { name: "asked", adapter: wshoto, options },
        { name: "old", adapter: "@huidan/adapter-xiaoe", options: old }
      ]
    })
  })
  afterAll(() => void server.close())

  const recordOrder = (...args: ReadonlyArray<string>) =>
    runHuidan(["record", "asked", "--order", "1723051502104450002", ...args], {
      folder,
      env: { HUIDAN_ASKED_APP_SECRET: "open-sesame" }
    })

  it("is not called if the recording cannot be written", async () => {
    const taken = join(folder, "mall.order.detail.taken.order.json")
    writeFileSync(taken, "{}\n")
    mkdirSync(join(folder, "mall.order.detail.folder.json"))
    const outcomes = await Promise.all([
      recordOrder("--case", "taken"),
      recordOrder("--case", "taken", "--operation", "mall.order.detail"),
      recordOrder("--case", "folder", "--force"),
      recordOrder("--out", "/proc/nowhere"),
      recordOrder("--out", "huidan.config.json/fixtures")
    ])
    expect(outcomes.map(({ code, stdout }) => [code, stdout])).toEqual(outcomes.map(() => [64, ""]))
    expect(outcomes.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(/^The file mall\.order\.detail\.taken\.order\.json already exists\. .*--case.*--force/),
      expect.stringMatching(/already exists/),
      expect.stringMatching(/^mall\.order\.detail\.folder\.json is a folder\. .*--case/),
      expect.stringMatching(/^Nothing can be written to the folder \/proc\/nowhere \(\w+\)\. .*--out/),
      expect.stringMatching(/^Nothing can be written to the folder huidan\.config\.json\/fixtures \(\w+\)\. .*--out/)
    ])
    expect(readFileSync(taken, "utf8")).toBe("{}\n")
    expect(asked).toEqual([])
  })

  it("is called if only an operation that the shop does not call has a recording", async () => {
    const record = () =>
      runHuidan(["record", "old", "--order", "o_1"], { folder, env: { HUIDAN_OLD_CLIENT_SECRET: "open-sesame" } })
    writeFileSync(join(folder, "order.detail@2.0.recorded.json"), "{}\n")
    const failed = await record()
    expect(failed.stderr).not.toContain("already exists")
    expect(asked.splice(0)).not.toEqual([])
    writeFileSync(join(folder, "order.detail@1.0.recorded.json"), "{}\n")
    expect((await record()).stderr).toMatch(/^The file order\.detail@1\.0\.recorded\.json already exists\. /)
    expect(asked).toEqual([])
  })

  it("that rejects the call leaves no new folder behind", async () => {
    mkdirSync(join(folder, "there"))
    const refused = await runHuidan(["record", "old", "--order", "o_1", "--case", "new", "--out", "there/a/b"], {
      folder,
      env: { HUIDAN_OLD_CLIENT_SECRET: "open-sesame" }
    })
    expect(refused.code).not.toBe(0)
    expect(asked.splice(0)).not.toEqual([])
    expect(readdirSync(join(folder, "there"))).toEqual([])
  })

  it("is called once for a token and once for the order", async () => {
    expect(await recordOrder()).toMatchObject({ code: 0, stderr: "" })
    expect(asked).toHaveLength(2)
  })
})
