import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { fileTokenStore } from "../../src/account/fileTokenStore.ts"
import { makeTokenKeeper } from "../../src/account/HolderTokens.ts"
import type { StoredToken } from "../../src/account/TokenStore.ts"

const token: StoredToken = {
  value: Redacted.make("access-token-of-the-shop"),
  takenAt: 0,
  expiresAt: 7_200_000,
  refresh: Redacted.make("r1"),
  holder: { salt: "s", proof: "p" }
}

const withFolder = <A, E>(
  run: (files: FileSystem.FileSystem, folder: string) => Effect.Effect<A, E>
): Effect.Effect<A, unknown> =>
  Effect.scoped(
    Effect.gen(function* () {
      const files = yield* FileSystem.FileSystem
      return yield* run(files, yield* files.makeTempDirectoryScoped())
    })
  ).pipe(Effect.provide(NodeFileSystem.layer))

const modeOf = (files: FileSystem.FileSystem, path: string) =>
  Effect.map(files.stat(path), ({ mode }) => (mode & 0o777).toString(8))

describe("tokens in files", () => {
  it.effect("are there for a program that starts again, and for nobody else", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const kept = `${folder}/state/tokens`
        yield* fileTokenStore(files, kept).set("shop/1", token)
        const found = yield* fileTokenStore(files, kept).get("shop/1")
        assert.strictEqual(found === null ? null : Redacted.value(found.value), "access-token-of-the-shop")
        assert.strictEqual(found?.refresh ? Redacted.value(found.refresh) : null, "r1")
        assert.isNull(yield* fileTokenStore(files, kept).get("shop/2"))
        assert.strictEqual(yield* modeOf(files, kept), "700")
        const names = yield* files.readDirectory(kept)
        assert.deepStrictEqual(names, ["shop%2F1.json"])
        assert.strictEqual(yield* modeOf(files, `${kept}/shop%2F1.json`), "600")
      })
    )
  )

  it.effect.each([
    ["a file system that takes no folders", () => "/proc/nowhere/tokens"],
    ["a file in the way", (folder: string) => `${folder}/file/tokens`]
  ] as const)("are kept by this process alone behind %s, with a warning", ([, folderIn]) =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const logged: Array<unknown> = []
        yield* files.writeFileString(`${folder}/file`, "")
        const tokens = makeTokenKeeper(fileTokenStore(files, folderIn(folder))).heldBy("secret")
        const keep = Effect.gen(function* () {
          yield* tokens.write("shop/1", token)
          return yield* tokens.read("shop/1")
        })
        const { own } = yield* Effect.provide(keep, Logger.layer([Logger.make(({ message }) => logged.push(message))]))
        assert.strictEqual(own === null ? null : Redacted.value(own.value), "access-token-of-the-shop")
        assert.isAbove(logged.length, 0)
        assert.notInclude(JSON.stringify(logged), "access-token-of-the-shop")
      })
    )
  )
})
