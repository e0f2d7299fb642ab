/** How every answer of Xiaoe spells codes. */
import { Traced } from "@huidan/adapter-kit"
import type { AfterSaleState } from "@huidan/core"

/** A code looked up in one operation's table. On Xiaoe −1 means "none" on every code. */
export const decodeCode = <A>(
  code: Traced.Traced<string | null>,
  table: Readonly<Record<string, A>>,
  rule: string,
  unknown: NoInfer<A>
): Traced.Traced<A | null> => Traced.lookup(code, table, rule, { unknown, none: ["-1"] })

/** A code of after-sales, whose tables have a state for "none": −1 is that state, as 0 is. */
export const decodeAfterSale = (
  code: Traced.Traced<string | null>,
  table: Readonly<Record<string, AfterSaleState>>,
  rule: string
): Traced.Traced<AfterSaleState | null> =>
  Traced.lookup<AfterSaleState>(code, { ...table, "-1": "none" }, rule, { unknown: "unknown" })

/** A code as the platform sends it, without a table; `null` for −1. */
export const statedCode = (code: Traced.Traced<string | null>): Traced.Traced<string | null> =>
  code.mapAll((value) => (value === "-1" ? null : value))

/** A value that counts only where a code is this one; `null` elsewhere. */
export const whereCode = <A, const Code>(
  value: Traced.Traced<A | null>,
  code: Traced.Traced<Code | null>,
  wanted: NoInfer<Code>,
  rule: string
): Traced.Traced<A | null> => Traced.combine([value, code], rule, (stated, found) => (found === wanted ? stated : null))
