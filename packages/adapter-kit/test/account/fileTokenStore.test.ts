import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
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

  it.effect("follow no link that somebody has put there, and keep no mode of a file that was there", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const kept = `${folder}/tokens`
        yield* files.makeDirectory(kept, { mode: 0o700 })
        yield* files.writeFileString(`${folder}/stolen`, "")
        yield* files.symlink(`${folder}/stolen`, `${kept}/shop%2F1.json.new`)
        yield* files.symlink(`${folder}/stolen`, `${kept}/shop%2F1.json`)
        yield* files.writeFileString(`${kept}/shop%2F2.json`, "")
        yield* files.chmod(`${kept}/shop%2F2.json`, 0o666)
        const store = fileTokenStore(files, kept)
        for (const key of ["shop/1", "shop/2"]) yield* store.set(key, token)
        assert.strictEqual(yield* files.readFileString(`${folder}/stolen`), "")
        assert.strictEqual(yield* modeOf(files, `${kept}/shop%2F2.json`), "600")
        assert.isNotNull(yield* store.get("shop/1"))
      })
    )
  )

  it.effect("that are cut are none, until the next one is written", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const kept = `${folder}/tokens`
        const store = fileTokenStore(files, kept)
        yield* store.set("shop/1", token)
        yield* files.writeFileString(`${kept}/shop%2F1.json`, '{"value":"acc')
        assert.isNull(yield* store.get("shop/1"))
        yield* store.set("shop/1", token)
        assert.isNotNull(yield* store.get("shop/1"))
      })
    ).pipe(Effect.provide(Logger.layer([])))
  )

  it.effect("are whole for every reader while many write", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const kept = `${folder}/tokens`
        yield* fileTokenStore(files, kept).set("shop/1", token)
        // Each as a process of its own.
        const write = Effect.suspend(() => fileTokenStore(files, kept).set("shop/1", token))
        const read = Effect.suspend(() => fileTokenStore(files, kept).get("shop/1"))
        const both = Effect.all([write, read], { concurrency: "unbounded" })
        const found = yield* Effect.all(
          Array.from({ length: 50 }, () => both),
          { concurrency: "unbounded" }
        )
        assert.isTrue(
          found.every(([, one]) => one !== null && Redacted.value(one.value) === "access-token-of-the-shop")
        )
        assert.deepStrictEqual(yield* files.readDirectory(kept), ["shop%2F1.json"])
      })
    )
  )

  it.effect.each([0o777, 0o770, 0o722])("are not put into a folder in which others may write (mode %i)", (mode) =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const kept = `${folder}/tokens`
        yield* files.makeDirectory(kept)
        yield* files.chmod(kept, mode)
        const failure = yield* Effect.flip(fileTokenStore(files, kept).set("shop/1", token))
        assert.include(failure.message, "others may write in the folder of tokens")
        assert.deepStrictEqual(yield* files.readDirectory(kept), [])
      })
    )
  )

  it.effect("are not put into a folder of another user", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const { uid } = yield* files.stat(folder)
        // Only root can change the owner of a folder, so the file system of this test only reports another one.
        const others: FileSystem.FileSystem = {
          ...files,
          stat: (path) =>
            Effect.map(files.stat(path), (info) =>
              path === folder ? { ...info, uid: Option.map(uid, (own) => own + 4242) } : info
            )
        }
        const failure = yield* Effect.flip(fileTokenStore(others, folder).set("shop/1", token))
        assert.include(failure.message, "belongs to another user")
        assert.deepStrictEqual(yield* files.readDirectory(folder), [])
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
