import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { ConsoleMembers } from "../src/configuration/ConsoleSettings.ts"
import { consoleAddress } from "../src/configuration/consoleAddress.ts"

const cases: ReadonlyArray<
  readonly [name: string, listen: string, hosts: ReadonlyArray<string>, https: boolean, address: string | null]
> = [
  ["is where it listens", "127.0.0.1:8481", [], false, "http://127.0.0.1:8481"],
  ["has the port that was opened", "127.0.0.1:0", [], false, "http://127.0.0.1:9000"],
  ["is the proxy's", "127.0.0.1:8481", ["orders.example", "other.example"], true, "https://orders.example"],
  ["has the proxy's port", "127.0.0.1:8481", ["orders.example:8443"], true, "https://orders.example:8443"],
  ["is that of a proxy without TLS", "127.0.0.1:8481", ["orders.example"], false, "http://orders.example"],
  ["is that of the machine", "0.0.0.0:8481", ["box.example"], false, "http://box.example:8481"],
  ["is an IPv6 address", "[::]:8481", ["fd00::1"], false, "http://[fd00::1]:8481"],
  ["can be opened", "0.0.0.0:8481", [], false, "http://127.0.0.1:8481"],
  ["can be opened by IPv6", "[::]:8481", [], false, "http://[::1]:8481"]
]

describe("the address of the console", () => {
  it.each(cases)("%s", (_name, listen, hosts, https, address) => {
    expect(consoleAddress({ listen, hosts, https }, listen.endsWith(":0") ? 9000 : null)).toBe(address)
  })

  it("is not known before any free port was opened, unless a proxy has it", () => {
    expect(consoleAddress({ listen: "127.0.0.1:0", hosts: [], https: false }, null)).toBeNull()
    expect(consoleAddress({ listen: "127.0.0.1:0", hosts: ["a.example"], https: true }, null)).toBe("https://a.example")
  })
})

describe("the console in the configuration", () => {
  const isTaken = (console: unknown) => Result.isSuccess(Schema.decodeUnknownResult(ConsoleMembers)(console))

  it.each(["orders.example", "orders.example:8443", "订单.example", "192.0.2.7:1", "fd00:0:0::1", "[fd00::1]:65535"])(
    "takes the host %s",
    (host) => {
      expect(isTaken({ hosts: [host] })).toBe(true)
    }
  )

  it.each([
    "",
    "orders.example:0",
    "orders.example:99999",
    "*.example",
    "a.example\\evil",
    "a.example/evil",
    "me@a.example",
    "a b.example",
    "a%2fb.example",
    "fe80::1%eth0",
    "[fd00::1",
    "999.0.2.7"
  ])("refuses the host %s", (host) => {
    expect(isTaken({ hosts: [host] })).toBe(false)
  })

  it("takes an address to listen on, with any free port too", () => {
    const taken = (listen: string) => isTaken({ listen })
    expect(["127.0.0.1:0", "[::1]:8481", "box.example:65535"].map(taken)).toEqual([true, true, true])
    expect(["127.0.0.1:65536", "127.0.0.1", "*.example:1", "a\\b:1", "[::g]:1"].map(taken)).toEqual(
      Array.from({ length: 5 }, () => false)
    )
  })

  it("needs the proxy's host with https", () => {
    expect(isTaken({ listen: "127.0.0.1:8481", https: true })).toBe(false)
    expect(isTaken({ listen: "127.0.0.1:8481", https: true, hosts: ["orders.example"] })).toBe(true)
  })
})
