import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { at, jsonLines, makeFolder, runHuidan, secret } from "./runHuidan.ts"

const folder = makeFolder()
const server = createServer((_request, response) => {
  response.sendDate = false
  response.setHeader("date", "Sun, 01 Nov 2020 00:00:00 GMT").end("{}")
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))
const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

describe.concurrent("doctor", () => {
  it("examines every shop of a platform, and finds a wrong clock by the platform's answers", async () => {
    const args = ["doctor", "fake", "--json", "--base-url", baseUrl()]
    const outcome = await runHuidan(args, { folder, env: { FAKE_CLIENT_SECRET: secret, FAKE_LAST: "1" } })
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    expect(outcome.stdout).not.toContain(secret)
    const lines = jsonLines(outcome.stdout)
    expect(lines.map((line) => [at(line, "shop"), at(line, "healthy")])).toEqual([
      ["main", true],
      ["小店", true]
    ])
    const findings = lines.flatMap((line) => at(line, "findings"))
    const clock = findings.find((finding) => at(finding, "check") === "clock")
    expect(clock).toMatchObject({
      status: "note",
      message: expect.stringMatching(/\d+ s ahead of/),
      advice: expect.stringContaining("NTP")
    })
  })

  it("says what is missing and what to do, and ends with the error's exit code", async () => {
    const outcome = await runHuidan(["doctor", "fake", "--shop", "main"], { folder })
    expect(outcome).toMatchObject({ code: 64, stderr: "" })
    expect(outcome.stdout).toMatch(/^Shop main \(fake, huidan-adapter-fake 1\.2\.3\): NOT healthy\n/)
    expect(outcome.stdout).toMatch(
      /failed +secrets +clientSecret is not set: order\.detail, order\.list, token need it.*HUIDAN_MAIN_CLIENT_SECRET or FAKE_CLIENT_SECRET/
    )
    expect(outcome.stdout).toMatch(/note +secrets +pushSecret is not set: no call needs it/)
    expect(outcome.stdout).toMatch(/unknown +network/)
  })

  it("shows a rejection in the platform's own words, and leaves it undecided if no other call succeeds", async () => {
    const env = { FAKE_CLIENT_SECRET: secret, FAKE_REFUSAL: "签名错误", FAKE_LAST: "1" }
    const args = ["doctor", "fake", "--shop", "main", "--base-url", baseUrl()]
    const [alone, withList] = await Promise.all([
      runHuidan(args, { folder, env: { ...env, FAKE_NO_LIST: "1" } }),
      runHuidan(args, { folder, env })
    ])
    expect(alone).toMatchObject({ code: 65, stderr: "" })
    expect(alone.stdout).toMatch(/^Shop main .*: undecided\n/)
    expect(alone.stdout).toMatch(/undecided +answer .*: 7 签名错误\. Read an order that exists: `huidan get`\.\n/)
    expect(alone.stdout).toMatch(/unknown +token/)
    expect(alone.stdout).not.toContain("..")
    expect(withList).toMatchObject({ code: 0, stderr: "" })
    expect(withList.stdout).toMatch(/^Shop main .*: healthy\n/)
  })

  it("counts wrong options as a finding", async () => {
    const wrong = makeFolder({ shops: [{ name: "main", adapter: "huidan-adapter-fake", options: {} }] })
    const outcome = await runHuidan(["doctor", "fake", "--json"], { folder: wrong })
    expect(outcome.code).toBe(64)
    expect(jsonLines(outcome.stdout)[0]).toMatchObject({
      healthy: false,
      findings: [{ check: "options", status: "failed" }, {}, {}]
    })
  })
})
