/** The three adapters and their fixtures, for tests of all of them. */
import { adapter as doudian } from "@huidan/adapter-doudian"
import { adapter as wshoto } from "@huidan/adapter-wshoto"
import { adapter as xiaoe } from "@huidan/adapter-xiaoe"
import { type Fixture, readFixtures } from "@huidan/conformance/fixtures"
import type { AdapterError, AdapterPackage, OrderAdapter } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

export interface Subject {
  readonly platform: string
  readonly package: AdapterPackage
  /** An adapter without options, which can decode. */
  readonly make: Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>
  readonly fixtures: ReadonlyArray<Fixture>
}

const subject = (adapterPackage: AdapterPackage): Subject => ({
  platform: adapterPackage.manifest.platform,
  package: adapterPackage,
  make: adapterPackage.make({}),
  fixtures: readFixtures(new URL(`../packages/adapter-${adapterPackage.manifest.platform}/fixtures/`, import.meta.url))
})

export const subjects: ReadonlyArray<Subject> = [subject(xiaoe), subject(wshoto), subject(doudian)]
