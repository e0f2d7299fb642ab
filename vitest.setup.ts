import * as Arbitrary from "effect/Arbitrary"
import { afterAll } from "vitest"
import { writeProcessRecord } from "./test/secrecy/recordProcess.ts"

/** Property tests try the same values in every run; a failure prints the token that repeats it alone. */
Arbitrary.configureGlobal({ check: { seed: "huidan" }, sample: { seed: "huidan" } })

afterAll(writeProcessRecord)
