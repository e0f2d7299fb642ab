/** All laws of the kit, on the simulated platform. `npm test` checks the report, `UPDATE_CONFORMANCE=1 npm test` writes it. */
import { conformance } from "@huidan/conformance/vitest"
import { adapter } from "../src/index.ts"
import { twin } from "../twin/index.ts"

conformance({ adapter, twin, report: new URL("../conformance.json", import.meta.url) })
