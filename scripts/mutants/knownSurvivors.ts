/** Mutants that may survive: `survivors.json` says for each of them why its change is not a mistake. */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"

const KnownSurvivor = Schema.Struct({
  file: Schema.String,
  line: Schema.String,
  original: Schema.String,
  replacement: Schema.String,
  /** Why no test can fail, or needs to. */
  reason: Schema.NonEmptyString
})
export type KnownSurvivor = typeof KnownSurvivor.Type

const KnownSurvivors = Schema.fromJsonString(Schema.Array(KnownSurvivor))

export const readKnownSurvivors = (): ReadonlyArray<KnownSurvivor> =>
  Schema.decodeUnknownSync(KnownSurvivors)(readFileSync(new URL("survivors.json", import.meta.url), "utf8"))
