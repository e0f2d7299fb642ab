/** `huidan record` against the sandbox, for every platform that it simulates, and what it refuses. */
import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { fixtureRecords, readFixtures } from "@huidan/conformance/fixtures"
import { registerAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tapHttpClient } from "../src/recording/tapHttpClient.ts"
import { at, errorOf, jsonLines, program, recorded, runHuidan } from "./runHuidan.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const child = spawn(process.execPath, [...recorded, program, "sandbox", "--json"], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"]
})
const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
let guide: unknown
let env: Readonly<Record<string, string>> = {}

const folders: Array<string> = []
const makeFolder = (configuration: unknown): string => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-record-"))
  folders.push(folder)
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
  writeFileSync(join(folder, "huidan.config.json"), JSON.stringify(configuration))
  return folder
}

let folder = ""

beforeAll(async () => {
  const text = await new Promise<string>((resolve) => {
    let read = ""
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      read += piece
      if (read.endsWith("\n")) resolve(read)
    })
  })
  guide = jsonLines(text)[0]
  env = Object.fromEntries(
    Object.entries(Object(at(guide, "environment"))).map(([name, value]) => [name, String(value)])
  )
  folder = makeFolder(at(guide, "configuration"))
}, 120_000)

afterAll(async () => {
  child.kill("SIGINT")
  expect(await ended).toBe(130)
  for (const made of folders) rmSync(made, { recursive: true })
})

/** Arguments of `record` for `huidan list SHOP --since …` (its last day) or `huidan get SHOP ID`, as the sandbox prints them. */
const recordingOf = (example: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [command, shop = "", ...rest] = example.slice(1)
  if (command === "get") return ["record", shop, "--order", rest[0] ?? ""]
  const until = rest.at(-1) ?? ""
  const since = new Date(Date.parse(until) - 24 * 3600 * 1000).toISOString()
  return ["record", shop, "--since", since, "--until", until]
}

const loadAdapter = async (adapterPackage: string) =>
  Result.getOrThrow(registerAdapter(await import(adapterPackage), { package: adapterPackage, version: "" }))

const expectFixtures = async (adapterPackage: string, out: string) => {
  const adapter = await loadAdapter(adapterPackage)
  const fixtures = readFixtures(pathToFileURL(`${out}/`))
  expect(fixtures).toHaveLength(1)
  for (const fixture of fixtures) {
    const records = await Effect.runPromise(
      Effect.scoped(Effect.flatMap(adapter.make({}), (made) => fixtureRecords(made, fixture)))
    )
    expect(Array.isArray(records) ? records.length : 0).toBeGreaterThan(0)
    expect(records).toEqual(fixture.expected)
  }
}

describe("record", () => {
  it("saves an answer of each simulated platform as a fixture, and replaces no file without --force", async () => {
    const platforms = Object.values(Object(at(guide, "platforms")))
    expect(platforms.length).toBeGreaterThan(2)
    for (const [index, platform] of platforms.entries()) {
      const name = String(at(platform, "platform"))
      const args = recordingOf(String(at(platform, "example")).split(" "))
      const outcome = await runHuidan([...args, "--case", "from-sandbox", "--out", name, "--json"], { folder, env })
      expect(outcome).toMatchObject({ code: 0, stderr: "" })
      expect(jsonLines(outcome.stdout)[0]).toMatchObject({
        answer: expect.stringMatching(`^${name}/[^/]+\\.from-sandbox\\.json$`)
      })
      await expectFixtures(String(at(guide, "configuration", "shops", index, "adapter")), join(folder, name))
      const written = readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file), "utf8"))
      for (const secret of Object.values(env)) expect(written.join("")).not.toContain(secret)
      if (index > 0) continue
      const [again, forced] = await Promise.all([
        runHuidan([...args, "--case", "from-sandbox", "--out", name], { folder, env }),
        runHuidan([...args, "--case", "from-sandbox", "--out", name, "--force"], { folder, env })
      ])
      expect(again).toMatchObject({ code: 64, stdout: "" })
      expect(again.stderr).toMatch(/already exists\. .*--case.*--force/)
      expect(forced.code).toBe(0)
      expect(forced.stdout).toMatch(/^Wrote .*\nWrote .*\nOperation .* stand-ins\.\nRead both/)
    }
  }, 120_000)
})

const wshoto = "@huidan/adapter-wshoto"
const orderWith = (title: string, rest: object = {}) =>
  JSON.stringify({
    code: 0,
    data: {
      order_sn: "1723051502104450002",
      customer_name: "测试甲乙",
      detail_list: [{ goods_name: title, goods_num: 1 }],
      ...rest
    }
  })

describe.concurrent("record --file", () => {
  const args = ["record", "--adapter", wshoto, "--operation", "mall.order.detail", "--file", "-"]

  it("needs no shop, and shows nothing private", async () => {
    const where = makeFolder({ shops: [] })
    const outcome = await runHuidan([...args, "--out", "new/fixtures"], { folder: where, input: orderWith("书") })
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    await expectFixtures(wshoto, join(where, "new/fixtures"))
    const text = readFileSync(join(where, "new/fixtures/mall.order.detail.recorded.json"), "utf8")
    expect(text).not.toMatch(/测试甲乙|1723051502104450002/)
    expect(text).toContain('"goods_name": "书"')
  })

  it("refuses an answer in which a secret of the environment remains, naming the place and never the value", async () => {
    const shops = [{ name: "one", adapter: wshoto, options: {} }]
    const where = makeFolder({ shops })
    const secret = "open-sesame"
    const outcome = await runHuidan([...args, "--json"], {
      folder: where,
      input: orderWith(`书 ${encodeURIComponent(secret)}`),
      env: { HUIDAN_ONE_APP_SECRET: secret }
    })
    expect(outcome).toMatchObject({ code: 65, stdout: "" })
    expect(errorOf(outcome)).toMatchObject({
      reason: "RecordingRefused",
      pointer: "/data/detail_list/0/goods_name",
      message: expect.stringContaining("A known secret remains")
    })
    expect(outcome.stderr).not.toContain(secret)
    expect(readdirSync(where).toSorted()).toEqual(["huidan.config.json", "node_modules"])
  })

  it("says so if the fixture's folder cannot be made", async () => {
    const outcome = await runHuidan([...args, "--out", "/proc/nowhere/fixtures"], {
      folder: makeFolder({ shops: [] }),
      input: orderWith("书")
    })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(/^Nothing can be written to the folder \/proc\/nowhere\/fixtures \(\w+\)\. .*--out/)
  })

  it("replaces a telephone number even where the adapter expects a code", async () => {
    const where = makeFolder({ shops: [] })
    const input = orderWith("书", { order_status: "13812138000" })
    const outcome = await runHuidan([...args, "--out", "fixtures"], { folder: where, input })
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    await expectFixtures(wshoto, join(where, "fixtures"))
    expect(readFileSync(join(where, "fixtures/mall.order.detail.recorded.json"), "utf8")).toMatch(
      /"order_status": "1540000\d{4}"/
    )
  })

  it("stops at a configuration that it cannot read, because its secrets would not be known", async () => {
    const where = makeFolder({ shops: "none" })
    const outcome = await runHuidan(args, { folder: where, input: orderWith("书") })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(/huidan\.config\.json: shops/)
  })

  it.each([
    [["record"], /no answer to record\. Name a platform or a shop.*--file answer\.json --adapter/],
    [["record", "--adapter", wshoto, "--file", "-"], /which operation.*--operation/],
    [["record", "wshoto", ...args.slice(1)], /Both a shop and --adapter/],
    [[...args, "--order", "1"], /With --file .* Leave out --order/],
    [["record", "wshoto", "--order", "1", "--since", "2026-11-01"], /one or the other/],
    [[...args, "--case", "Not A Name"], /--case.*lower case/]
  ])("%s says what is missing", async (wrong, says) => {
    const outcome = await runHuidan(wrong, { folder: makeFolder({ shops: [] }), input: orderWith("书") })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(says)
  })
})

describe("a platform that echoes the token", () => {
  it("is not recorded", async () => {
    const token = "tok-7-of-9"
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json")
      response.end(
        request.url?.startsWith("/openapi/access_token") === true
          ? JSON.stringify({ code: 0, data: { access_token: token, expires_in: 7200 } })
          : orderWith(`书 (${Buffer.from(token).toString("base64")})`)
      )
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const address = Object(server.address())
    const baseUrl = `http://127.0.0.1:${address.port}`
    const where = makeFolder({ shops: [{ name: "echo", adapter: wshoto, options: { appId: "wx-invented", baseUrl } }] })
    const outcome = await runHuidan(["record", "echo", "--order", "1723051502104450002"], {
      folder: where,
      env: { HUIDAN_ECHO_APP_SECRET: "open-sesame" }
    })
    server.close()
    expect(outcome).toMatchObject({ code: 65, stdout: "" })
    expect(outcome.stderr).toMatch(/^A known secret remains in the answer at "\/data\/detail_list\/0\/goods_name"\. /)
    expect(outcome.stderr).not.toContain(token)
    expect(existsSync(join(where, "mall.order.detail.recorded.json"))).toBe(false)
  })
})

describe("the secrets of a request", () => {
  it("include the token without its scheme, and a cookie's values", async () => {
    const server = createServer((_request, response) => response.end("{}"))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { manifest } = await loadAdapter("@huidan/adapter-wshoto")
    const headers = { authorization: "Bearer tok-7-of-9", cookie: "sid=cookie-of-9; b=1" }
    const heard = Effect.gen(function* () {
      const tap = yield* tapHttpClient(manifest)
      yield* tap.client.get(`http://127.0.0.1:${Object(server.address()).port}/`, { headers })
      return tap.secrets.map(Redacted.value)
    })
    expect(await Effect.runPromise(heard)).toEqual(expect.arrayContaining(["tok-7-of-9", "cookie-of-9"]))
    server.close()
  })
})

describe("the body of an answer", () => {
  it.each(["stream", "text", "json"] as const)("is kept when it is read as %s, and not before", async (way) => {
    const server = createServer((_request, response) => {
      response.write('{"code":0,')
      response.end('"data":{"detail_list":"书"}}')
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { manifest } = await loadAdapter("@huidan/adapter-wshoto")
    const path = manifest.operations["mall.order.detail"]?.path ?? ""
    const heard = await Effect.runPromise(
      Effect.gen(function* () {
        const tap = yield* tapHttpClient(manifest)
        const response = yield* tap.client.get(`http://127.0.0.1:${Object(server.address()).port}${path}`)
        expect(tap.answers).toEqual([])
        if (way === "stream") yield* Stream.runDrain(response.stream)
        else yield* response[way]
        return tap.answers.map(({ body, operation }) => [operation, Redacted.value(body)])
      })
    )
    server.close()
    expect(heard).toEqual([["mall.order.detail", '{"code":0,"data":{"detail_list":"书"}}']])
  })
})
