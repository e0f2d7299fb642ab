/** The adapters with their twins. Both are written from the platforms' documents, independently of each other. */
import { twin as doudianTwin } from "@huidan/adapter-doudian/twin"
import { twin as wshotoTwin } from "@huidan/adapter-wshoto/twin"
import { twin as xiaoeTwin } from "@huidan/adapter-xiaoe/twin"
import type { TwinDefinition } from "@huidan/conformance"
import type { AdapterError, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { subjects } from "./support.ts"

const twins: ReadonlyArray<TwinDefinition> = [xiaoeTwin, wshotoTwin, doudianTwin]

export interface SubjectWithTwin {
  readonly platform: string
  readonly twin: TwinDefinition
  /** The adapter with the options and secrets of the twin's shop. */
  readonly make: Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>
}

export const subjectsWithTwins: ReadonlyArray<SubjectWithTwin> = subjects.flatMap((subject) => {
  const twin = twins.find(({ platform }) => platform === subject.platform)
  if (twin === undefined) return []
  const { options, secrets } = twin.shopOptions("http://twin.test")
  const make = Schema.decodeUnknownEffect(subject.package.Options)({ ...options, ...secrets }).pipe(
    Effect.orDie,
    Effect.flatMap((decoded) => subject.package.make(decoded))
  )
  return [{ platform: subject.platform, twin, make }]
})
