/**
 * Not declared: what an adapter does not declare, it does not do.
 *
 * A call that the manifest leaves out, or a list by a time that it does not name, fails as `NotSupported`, and the
 * platform is not asked.
 */
import * as Arbitrary from "effect/Arbitrary"
import { refusesTheUndeclared, undeclaredCalls } from "../calls/undeclaredCalls.ts"
import { worldSeed } from "../trial/arbitraries.ts"
import { makeLaw } from "../trial/Law.ts"

export const notDeclared = makeLaw({
  name: "not-declared",
  promise: "what is not declared answers NotSupported without a request",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed }),
  notDeclared: (subject) => (undeclaredCalls(subject).length === 0 ? "nothing, for every call is declared" : null),
  keep: refusesTheUndeclared
})
