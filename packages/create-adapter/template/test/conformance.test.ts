/** Every law of the kit, with ten seeds; `HUIDAN_SEEDS=1000 npm test` takes more. */
import { conformance } from "@huidan/conformance/vitest"
import { adapter } from "../src/index.ts"
import { twin } from "../twin/index.ts"

conformance({ adapter, twin, report: new URL("../conformance.json", import.meta.url) })
