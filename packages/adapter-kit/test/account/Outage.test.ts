import { assert, it } from "@effect/vitest"
import { Outage } from "../../src/account/Outage.ts"

it("an outage ends in two steps: the limiter is left alone, then asked beside one's own", () => {
  const outage = new Outage(1000)
  const states = () => [0, 4999, 5000, 10_999, 11_000].map((now) => outage.stateAt(now))
  assert.deepStrictEqual(new Set(states()), new Set(["reachable"]))
  assert.isTrue(outage.begin(0))
  assert.deepStrictEqual(states(), ["away", "away", "returning", "returning", "reachable"])
})

it("a failure while the limiter returns prolongs the outage and does not begin another", () => {
  const outage = new Outage(1000)
  outage.begin(0)
  assert.isFalse(outage.begin(6000))
  assert.deepStrictEqual([outage.stateAt(10_999), outage.stateAt(11_000)], ["away", "returning"])
  assert.isTrue(outage.begin(17_000))
})
