/** The process of the local registry: `node localRegistryServer.ts <configuration file>` sends its port to its parent. */
import { readFileSync } from "node:fs"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { runServer } from "verdaccio"

const server: Server = await runServer(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")))
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo
  process.send?.(port)
})
// The parent may end without stopping it.
process.on("disconnect", () => process.exit())
