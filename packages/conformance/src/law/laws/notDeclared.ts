/**
 * Not declared: a call that the adapter does not declare is not supported.
 *
 * A call that the manifest leaves out, or a list by a time that it does not name, fails with `NotSupported`, without a
 * request to the platform.
 */
import * as Arbitrary from "effect/Arbitrary"
import { refusesUndeclaredCalls, undeclaredCalls } from "../calls/undeclaredCalls.ts"
import { worldSeed } from "../trial/arbitraries.ts"
import { makeLaw } from "../trial/Law.ts"

export const notDeclared = makeLaw({
  name: "not-declared",
  promise: "a call that is not declared fails with NotSupported, without a request",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed }),
  cases: () => [{ name: "every call that is not declared", trial: {} }],
  notDeclared: (subject) => (undeclaredCalls(subject).length === 0 ? "nothing, for every call is declared" : null),
  keep: refusesUndeclaredCalls
})
