import { assert, it } from "@effect/vitest"
import { Outage } from "../../src/account/Outage.ts"

it("a limiter that answers again is asked beside one's own until all others have noticed it", () => {
  const outage = new Outage(1000)
  const states = () => [0, 10_999, 11_000].map((now) => outage.isReturning(now))
  assert.deepStrictEqual(states(), [false, false, false])
  assert.isTrue(outage.begin(0))
  assert.deepStrictEqual(states(), [true, true, false])
  outage.end(60_000)
  assert.deepStrictEqual(
    [65_999, 66_000].map((now) => outage.isReturning(now)),
    [true, false]
  )
})

it("a failure while the limiter returns prolongs the outage and does not begin another", () => {
  const outage = new Outage(1000)
  outage.begin(0)
  assert.isFalse(outage.begin(6000))
  assert.isTrue(outage.begin(17_000))
})
