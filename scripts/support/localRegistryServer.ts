/** The local registry's own process: `node localRegistryServer.ts <file of its configuration>` tells its parent the port. */
import { readFileSync } from "node:fs"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { runServer } from "verdaccio"

const server: Server = await runServer(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")))
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo
  process.send?.(port)
})
// Whoever started it may end without a word.
process.on("disconnect", () => process.exit())
