/** The local registry's own process: `node localRegistryServer.ts <configuration as JSON>` tells its parent the port. */
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { runServer } from "verdaccio"

const server: Server = await runServer(JSON.parse(process.argv[2] ?? "{}"))
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo
  process.send?.(port)
})
// Whoever started it may end without a word.
process.on("disconnect", () => process.exit())
