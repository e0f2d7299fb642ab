import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { at, jsonLines, program, recorded, runHuidan } from "./runHuidan.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "huidan-sandbox-"))
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
const dependencies = { "@huidan/adapter-xiaoe": "1", "@huidan/adapter-wshoto": "1", "@huidan/core": "1" }
writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies }))
const child = spawn(process.execPath, [...recorded, program, "sandbox", "--live", "--json"], {
  cwd: folder,
  stdio: ["ignore", "pipe", "inherit"]
})
const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
let environment: Readonly<Record<string, string>> = {}
let guide: unknown

beforeAll(async () => {
  const text = await new Promise<string>((resolve) => {
    let read = ""
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      read += piece
      if (read.endsWith("\n")) resolve(read)
    })
  })
  guide = jsonLines(text)[0]
  environment = Object.fromEntries(
    Object.entries(Object(at(guide, "environment"))).map(([name, value]) => [name, String(value)])
  )
  writeFileSync(join(folder, "huidan.config.json"), JSON.stringify(at(guide, "configuration")))
}, 120_000)

afterAll(async () => {
  child.kill("SIGINT")
  expect(await ended).toBe(130)
  rmSync(folder, { recursive: true })
})

describe("sandbox", () => {
  it("needs no configuration, and prints one by which a store follows it at once", async () => {
    expect(Object.values(Object(at(guide, "platforms"))).map((each) => at(each, "platform"))).toEqual([
      "wshoto",
      "xiaoe"
    ])
    for (const shop of Object.values(Object(at(guide, "configuration", "shops")))) {
      const lists = at(shop, "name") === "xiaoe-sandbox" ? { settleSeconds: 1 } : {}
      expect(at(shop, "sync")).toEqual({
        replicaLagSeconds: 0,
        pollSeconds: 1,
        firstDays: expect.any(Number),
        ...lists
      })
    }
    for (const shop of Object.values(Object(at(guide, "configuration", "shops")))) {
      expect(at(shop, "sync", "firstDays")).toBeGreaterThan(20)
    }
    // A few of these days: the platform's quota lets ten orders a second through.
    const synced = await runHuidan(["store", "sync", "--days", "3", "--json"], { folder, env: environment })
    expect(synced.code).toBe(0)
    const xiaoe = jsonLines(synced.stdout).find((shop) => at(shop, "shop") === "xiaoe-sandbox")
    expect(at(xiaoe, "earlier", "changed")).toBeGreaterThan(10)
    expect(at(guide, "commands")).toContain("huidan serve")
    const elsewhere = await runHuidan(["sandbox"], { folder: "/" })
    expect(elsewhere).toMatchObject({ code: 64, stdout: "" })
    expect(elsewhere.stderr).toMatch(/No adapter .* is installed in \/\. Run: npm install PACKAGE/)
  }, 120_000)

  it("says how to use it: the examples that it prints read orders, and the doctor finds nothing wrong", async () => {
    const platforms = Object.values(Object(at(guide, "platforms")))
    expect(platforms.length).toBeGreaterThan(0)
    for (const platform of platforms) {
      const example = String(at(platform, "example")).split(" ").slice(1)
      const [orders, doctor] = await Promise.all([
        runHuidan([...example, "--json"], { folder, env: environment }),
        runHuidan(["doctor", String(at(platform, "platform"))], { folder, env: environment })
      ])
      expect(orders.stderr).toBe("")
      // A list has some poisoned orders.
      expect(orders.code).toBe(example[0] === "list" ? 65 : 0)
      expect(at(jsonLines(orders.stdout), 0, "contract")).toBe("huidan/order@1")
      expect(doctor.stdout).toMatch(/: (healthy|undecided)\n/)
      expect(orders.stdout + doctor.stdout).not.toContain(Object.values(environment)[0])
    }
  })
})
