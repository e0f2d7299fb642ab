/** The command in front of somebody who answers. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import type * as Cause from "effect/Cause"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import * as Stdio from "effect/Stdio"
import * as Terminal from "effect/Terminal"
import { TestConsole } from "effect/testing"
import { createCommand } from "../src/commandLine.ts"
import { makeFolder } from "./support.ts"

const press = (name: string, input: string | null, ctrl = false): Terminal.UserInput => ({
  input: Option.fromNullishOr(input),
  key: { name, ctrl, meta: false, shift: false }
})

/** An answer and the line's end. The standard answer stands there to be changed: another one begins by clearing the line. */
const keysOf = (answer: string): ReadonlyArray<Terminal.UserInput> => [
  ...(answer === "" ? [] : [press("u", null, true)]),
  ...[...answer].map((letter) => press(letter, letter)),
  press("enter", "\r")
]

/** Types each answer; then nobody sits there any more. */
const typing = (answers: ReadonlyArray<string>, shown: Array<string>) =>
  Layer.effect(
    Terminal.Terminal,
    Effect.gen(function* () {
      const keys = yield* Queue.unbounded<Terminal.UserInput, Cause.Done>()
      for (const answer of answers) {
        yield* Queue.offerAll(keys, keysOf(answer))
      }
      yield* Queue.end(keys)
      return Terminal.make({
        columns: Effect.succeed(100),
        rows: Effect.succeed(40),
        size: Effect.die("nobody asks"),
        readInput: Effect.succeed(keys),
        readLine: Effect.die("nobody asks"),
        display: (text) => Effect.sync(() => void shown.push(text))
      })
    })
  )

const atTerminal = Stdio.layerTest({
  stdinIsTerminal: Effect.succeed(true),
  stdoutIsTerminal: Effect.succeed(true)
})

const run = (parameters: ReadonlyArray<string>, answers: ReadonlyArray<string>, shown: Array<string> = []) =>
  Command.runWith(createCommand, { version: "0" })(parameters).pipe(
    Effect.provide(Layer.mergeAll(typing(answers, shown), atTerminal).pipe(Layer.provideMerge(NodeServices.layer)))
  )

const manifestIn = (folder: string) => readFileSync(join(folder, "src/Manifest.ts"), "utf8")

describe("at a terminal", () => {
  it.effect("asks for what no flag says; an empty answer takes what is shown", () =>
    Effect.gen(function* () {
      const folder = makeFolder()
      yield* run(["--folder", folder], ["youzan", "", "有赞", "@shops/youzan"])
      assert.include(manifestIn(folder), 'name: { zh: "有赞", en: "Youzan" }')
      assert.include(manifestIn(folder), 'package: "@shops/youzan"')
      assert.match(String(yield* TestConsole.logLines), /^Wrote @shops\/youzan, /)
    })
  )

  it.effect("asks again until the answer is one", () =>
    Effect.gen(function* () {
      const folder = makeFolder()
      const shown: Array<string> = []
      yield* run(["--folder", folder], ["You Zan", "youzan", "", "", ""], shown)
      assert.include(shown.join(""), "lower-case letters and digits")
      assert.include(manifestIn(folder), 'platform: "youzan"')
    })
  )

  it.effect("asks nothing that a flag says, and nothing at all with --yes", () =>
    Effect.gen(function* () {
      const [flags, yes] = [makeFolder(), makeFolder()]
      yield* run(["youzan", "--folder", flags, "--zh", "有赞", "--en", "Youzan", "--package-name", "huidan-yz"], [])
      assert.include(manifestIn(flags), 'package: "huidan-yz"')
      yield* run(["youzan", "--folder", yes, "--yes"], [])
      assert.include(manifestIn(yes), 'name: { zh: "Youzan", en: "Youzan" }')
    })
  )

  it.effect("writes nothing where the questions are left", () =>
    Effect.gen(function* () {
      const folder = makeFolder()
      const exit = yield* Effect.exit(run(["--folder", join(folder, "new")], ["youzan"]))
      assert.isTrue(Exit.hasInterrupts(exit))
      assert.throws(() => readFileSync(join(folder, "new/package.json")))
    })
  )
})
