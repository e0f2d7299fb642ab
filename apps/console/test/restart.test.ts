/** What is left of a process that was stopped while it did what was asked. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Store } from "@huidan/sync"
import { Context, Effect } from "effect"
import type { Job, QuarantinedRow } from "../src/api/index.ts"
import { ask, makeWorld, own, ownRow, type World } from "./support/world.ts"

const temporaryFile = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "huidan-console-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
  ),
  (folder) => join(folder, "store.db")
)

const period = { ...own, since: 1000, until: 2000 }

const backfillOf = ({ context }: World) =>
  Effect.map(Context.get(context, Store).shops(0, 9, 5000), (shops) =>
    shops.find(({ shopId }) => shopId === own.shopId)?.lanes.find(({ lane }) => lane === "backfill")
  )

describe("a process that is stopped", () => {
  it.live("has lost no job that it had taken, and its next one says that the job was stopped", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const taken = yield* Effect.scoped(
        Effect.gen(function* () {
          const world = yield* makeWorld({ file, hangs: true })
          const job = yield* ask<Job>(world, "/api/jobs/backfill", world.tokens.operator, period)
          assert.deepInclude(job.json, { kind: "backfill", state: "running", since: 1000, until: 2000, ended: null })
          // It is in the store before the request is answered, together with the first days of the shop.
          assert.deepInclude(yield* backfillOf(world), { since: 1000 })
          const second = yield* ask<{ type: string; job: string }>(
            world,
            "/api/jobs/backfill",
            world.tokens.operator,
            period
          )
          assert.deepInclude(second.json, { type: "urn:huidan:problem:already-running", job: job.json.id })
          return job.json
        })
      )
      const next = yield* makeWorld({ file })
      const list = yield* ask<{ jobs: ReadonlyArray<Job> }>(next, "/api/jobs", next.tokens.limited)
      assert.lengthOf(list.json.jobs, 1)
      assert.deepInclude(list.json.jobs[0], { id: taken.id, state: "stopped", who: taken.who, started: taken.started })
      assert.isNotNull(list.json.jobs[0]?.ended)
      assert.deepInclude(yield* backfillOf(next), { since: 1000 })
      const again = yield* ask<Job>(next, "/api/jobs/backfill", next.tokens.operator, period)
      assert.strictEqual(again.status, 202)
    })
  )

  it.live("leaves a row that it was replaying in the quarantine, to be replayed later", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.scoped(
        Effect.gen(function* () {
          // The row is decoded when a second one is: never.
          const world = yield* makeWorld({ file, together: 2 })
          yield* Effect.forkScoped(ask(world, `/api/quarantine/${ownRow}/replay`, world.tokens.operator, ""))
          yield* Effect.sleep(20)
        })
      )
      const next = yield* makeWorld({ file })
      const { json } = yield* ask<QuarantinedRow>(next, `/api/quarantine/${ownRow}`, next.tokens.reader)
      assert.deepInclude(json, { fingerprint: ownRow, tries: 0 })
      const replayed = yield* ask<{ _tag: string }>(next, `/api/quarantine/${ownRow}/replay`, next.tokens.operator, "")
      assert.strictEqual(replayed.json._tag, "Decoded")
    })
  )
})
