import { describe, expect, it } from "vitest"
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
