import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { fileTokenStore } from "../../src/account/fileTokenStore.ts"
import { makeTokenKeeper } from "../../src/account/HolderTokens.ts"
import type { StoredToken } from "../../src/account/TokenStore.ts"
import { toItsEnd } from "./toItsEnd.ts"

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

/** Only root can change the owner of a file or folder, so this file system only reports another one. */
const ofAnotherUser = (files: FileSystem.FileSystem, place: string): FileSystem.FileSystem => {
  const of = (path: string) =>
    Effect.map((info: FileSystem.File.Info) =>
      path === place ? { ...info, uid: Option.map(info.uid, (own) => own + 4242) } : info
    )
  return { ...files, stat: (path) => of(path)(files.stat(path)), lstat: (path) => of(path)(files.lstat(path)) }
}

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
        const failure = yield* Effect.flip(fileTokenStore(ofAnotherUser(files, folder), folder).set("shop/1", token))
        assert.include(failure.message, "belongs to another user")
        assert.deepStrictEqual(yield* files.readDirectory(folder), [])
      })
    )
  )

  it.effect.each([0o777, 0o770, 0o722])("are not read from a folder in which others may write (mode %i)", (mode) =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const store = fileTokenStore(files, folder)
        yield* store.set("shop/1", token)
        yield* files.chmod(folder, mode)
        assert.include((yield* Effect.flip(store.get("shop/1"))).message, "others may write in the folder of tokens")
      })
    )
  )

  it.effect("are not read from a folder of another user", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        yield* fileTokenStore(files, folder).set("shop/1", token)
        const others = ofAnotherUser(files, folder)
        const failure = yield* Effect.flip(fileTokenStore(others, folder).get("shop/1"))
        assert.include(failure.message, "belongs to another user")
      })
    )
  )

  it.effect("are not believed if somebody else may have written them, until the next one takes their place", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const store = fileTokenStore(files, folder)
        const file = `${folder}/shop%2F1.json`
        const plant = [
          files.chmod(file, 0o606),
          Effect.andThen(files.rename(file, `${folder}/x`), files.symlink(`${folder}/x`, file)),
          Effect.andThen(files.remove(file), files.makeDirectory(file))
        ]
        for (const planted of plant) {
          yield* store.set("shop/1", token)
          assert.isNotNull(yield* store.get("shop/1"))
          yield* planted
          assert.isNull(yield* store.get("shop/1"))
        }
        yield* files.remove(file, { recursive: true })
        yield* store.set("shop/1", token)
        assert.isNull(yield* fileTokenStore(ofAnotherUser(files, file), folder).get("shop/1"))
      })
    ).pipe(Effect.provide(Logger.layer([])))
  )

  it.effect("leave no draft of a process that was killed for longer than a day", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        const drafts = ["shop%2F1.json.0a1b2c.new", "shop%2F2.json.0a1b2c.new", "notes.new"]
        for (const draft of drafts) yield* files.writeFileString(`${folder}/${draft}`, "")
        yield* files.utimes(`${folder}/${drafts[0]}`, 0, 0)
        yield* files.utimes(`${folder}/${drafts[1]}`, 80_000, 80_000)
        yield* files.utimes(`${folder}/${drafts[2]}`, 0, 0)
        yield* TestClock.adjust("30 hours")
        yield* fileTokenStore(files, folder).set("shop/3", token)
        assert.sameMembers(yield* files.readDirectory(folder), [
          "notes.new",
          "shop%2F2.json.0a1b2c.new",
          "shop%2F3.json"
        ])
      })
    )
  )

  it.effect("take one thread at most of a process whose folder hangs, and are used when it is back", () =>
    withFolder((files, folder) =>
      Effect.gen(function* () {
        yield* fileTokenStore(files, folder).set("shop/1", token)
        const file = `${folder}/shop%2F1.json`
        const [ofFolder, ofFile] = [yield* files.stat(folder), yield* files.lstat(file)]
        const text = yield* files.readFileString(file)
        const state = { hangs: true, outstanding: 0, most: 0 }
        const ends: Array<() => void> = []
        // A call to a file system cannot be given up.
        const call = Effect.suspend(() => {
          state.most = Math.max(state.most, ++state.outstanding)
          return state.hangs
            ? Effect.callback<void>((resume) => void ends.push(() => resume(Effect.void)))
            : Effect.void
        }).pipe(Effect.andThen(Effect.sync(() => void state.outstanding--)))
        const hanging: FileSystem.FileSystem = {
          ...files,
          lstat: () => Effect.as(call, ofFile),
          stat: () => Effect.as(call, ofFolder),
          exists: () => Effect.as(call, true),
          readFileString: () => Effect.as(call, text),
          writeFileString: () => call,
          rename: () => call,
          readDirectory: () => Effect.as(call, [])
        }
        const tokens = makeTokenKeeper(fileTokenStore(hanging, folder)).heldBy(null)
        const many = Effect.all(
          Array.from({ length: 20 }, (_, shop) => tokens.read(`shop/${shop}`)),
          { concurrency: "unbounded" }
        )
        for (let minute = 0; minute < 5; minute++) {
          yield* toItsEnd(many)
          yield* toItsEnd(tokens.write("shop/9", { ...token, takenAt: 0, expiresAt: 1 }))
          yield* TestClock.adjust("1 minute")
        }
        assert.deepStrictEqual([state.outstanding, state.most], [1, 1])
        state.hangs = false
        for (const end of ends) end()
        yield* TestClock.adjust("6 seconds")
        yield* toItsEnd(many)
        const { previous } = yield* toItsEnd(tokens.read("shop/1"))
        assert.isNotNull(previous)
      })
    ).pipe(Effect.provide(Logger.layer([])))
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
