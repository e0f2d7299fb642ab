import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Path from "effect/Path"
import { systemError } from "effect/PlatformError"
import { makeFolder } from "../src/makeFolder.ts"

const failing = (tag: "AlreadyExists" | "PermissionDenied") =>
  Layer.merge(
    Path.layer,
    FileSystem.layerNoop({
      exists: (path) => Effect.succeed(path === "home"),
      makeDirectory: (path) =>
        Effect.fail(systemError({ _tag: tag, module: "FileSystem", method: "makeDirectory", pathOrDescriptor: path }))
    })
  )

it.effect("makeFolder succeeds if another program makes the folder at the same moment", () =>
  Effect.gen(function* () {
    const make = Effect.scoped(makeFolder("home/new"))
    yield* Effect.provide(make, failing("AlreadyExists"))
    const error = yield* Effect.flip(Effect.provide(make, failing("PermissionDenied")))
    assert.strictEqual(error.reason._tag, "PermissionDenied")
  })
)
