/** A new, empty Redis on a free port of loopback. It writes nothing to disk. */
import { spawn, spawnSync } from "node:child_process"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { stopProcess } from "./stopProcess.ts"

export type FoundRedis =
  | { readonly _tag: "Found"; readonly command: string }
  | { readonly _tag: "Missing"; readonly why: string }

const command = "redis-server"

const isInstalled = (): boolean => spawnSync(command, ["--version"]).status === 0

/** Looks for `redis-server`. If it is missing in continuous integration, installs it with apt-get. */
export const findRedis: Effect.Effect<FoundRedis> = Effect.sync(() => {
  if (isInstalled()) return { _tag: "Found", command }
  if (process.env["CI"] === undefined || process.getuid?.() !== 0) {
    return { _tag: "Missing", why: `${command} is not installed (apt-get install ${command})` }
  }
  const { error, status } = spawnSync("apt-get", ["install", "-y", command])
  if (isInstalled()) return { _tag: "Found", command }
  return { _tag: "Missing", why: `apt-get cannot install ${command}: ${error?.message ?? `it ended with ${status}`}` }
})

/** Starts a Redis, waits until it listens, and returns its port. It stops with the scope. */
export const startRedis = (executable: string): Effect.Effect<number, never, Scope.Scope> =>
  Effect.gen(function* () {
    const port = yield* freePort
    const options = [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      tmpdir()
    ]
    const redis = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(executable, options, { stdio: ["ignore", "pipe", "inherit"] })),
      stopProcess
    )
    yield* Effect.promise(
      () =>
        new Promise<void>((resolve, reject) => {
          redis.once("error", reject)
          redis.once("exit", (code) => reject(new Error(`${executable} ended with ${code}`)))
          redis.stdout.on("data", (text) => {
            if (String(text).includes("Ready to accept connections")) resolve()
          })
        })
    )
    return port
  })

const freePort: Effect.Effect<number> = Effect.promise(
  () =>
    new Promise<number>((resolve) => {
      const server = createServer()
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo
        server.close(() => resolve(port))
      })
    })
)
