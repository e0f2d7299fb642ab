import * as Arbitrary from "effect/Arbitrary"

Arbitrary.configureGlobal({ check: { seed: "huidan" }, sample: { seed: "huidan" } })
