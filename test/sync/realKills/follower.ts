/**
 * A process that follows a shop on a real file until it is killed: `node follower.ts <Follower as JSON>`. It writes a line
 * whenever it begins to write to the store, and one when that is committed.
 */
import { writeSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import {
  layerSqlite,
  layerStoreWriter,
  makeShopSync,
  type ShopSettings,
  StoreWriter
} from "../../../packages/sync/src/index.ts"
import { subjects } from "../../support.ts"
import { testKey } from "../simulation/Process.ts"

/** What a follower is started with. */
export interface Follower {
  readonly file: string
  readonly platform: string
  readonly shopId: string
  /** Options and secrets of the adapter. */
  readonly options: Readonly<Record<string, unknown>>
  readonly settings: ShopSettings
  /** How long its lease lasts without a sign of life; in milliseconds. */
  readonly lease: number
}

const follower: Follower = JSON.parse(process.argv[2] ?? "{}")
const { file, lease, options, platform, settings, shopId } = follower

const say = (line: string): Effect.Effect<void> => Effect.sync(() => writeSync(1, `${line}\n`))

const follow = Effect.gen(function* () {
  const subject = subjects.find((each) => each.platform === platform)
  if (subject === undefined) return yield* Effect.die(`there is no adapter of ${platform}`)
  const decoded = yield* Schema.decodeUnknownEffect(subject.package.Options)(options)
  const adapter = yield* subject.package.make(decoded)
  const writer = yield* StoreWriter
  const sync = yield* makeShopSync({ name: { platform, shopId }, adapter, settings }).pipe(
    Effect.provideService(StoreWriter, {
      ...writer,
      commitPage: (lane, page) =>
        say("begun").pipe(
          Effect.andThen(writer.commitPage(lane, page)),
          Effect.tap(() => say("committed"))
        )
    })
  )
  return yield* sync.run
}).pipe(
  Effect.scoped,
  Effect.provide([
    layerStoreWriter({ masterKey: testKey, name: "follower", lease, wait: true }).pipe(
      Layer.provideMerge(layerSqlite({ file }))
    ),
    FetchHttpClient.layer
  ])
)

await Effect.runPromise(follow)
