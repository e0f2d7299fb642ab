/**
 * A process that enforces a quota strictly: each request arrives after a seeded delay, and is refused if the window that
 * ends with it is full. Answers every message with the times of arrival.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { makeDice } from "@huidan/conformance"
import { makeSlidingWindow } from "../../packages/conformance/src/twin/rules/slidingWindow.ts"
import { longestDelay, type QuotaCase, warmUpPath } from "./QuotaCase.ts"
import { watchHoldUps } from "./watchHoldUps.ts"

export interface Arrivals {
  /** Milliseconds of a clock that never goes back. */
  readonly admitted: ReadonlyArray<number>
  readonly refused: ReadonlyArray<number>
  readonly heldUp: number
}

const one: QuotaCase = JSON.parse(process.argv[2] ?? "")
const window = makeSlidingWindow(one.requests, one.seconds)
const dice = makeDice(one.seed, "delays")
const steps = 1_000_000
const admitted: Array<number> = []
const refused: Array<number> = []

const server = createServer((request, response) => {
  if (request.url === warmUpPath) {
    response.end("{}")
    return
  }
  const delay = (dice.between(0, steps - 1) / steps) * longestDelay(one)
  setTimeout(() => {
    const now = performance.now()
    const isUnlucky =
      one.refusal !== null && refused.length === 0 && now - (admitted[0] ?? now) > one.refusal.after * 1000
    const isAdmitted = !isUnlucky && window.admit(now)
    const times = isAdmitted ? admitted : refused
    times.push(now)
    response.writeHead(isAdmitted ? 200 : 429, { "content-type": "application/json" }).end("{}")
  }, delay)
})

const heldUp = watchHoldUps()
process.on("message", () => process.send?.({ admitted, refused, heldUp: heldUp() } satisfies Arrivals))
process.on("disconnect", () => process.exit(0))
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port))
