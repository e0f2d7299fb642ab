import { leftAloneMillis } from "./sharedStore.ts"

/**
 * The time after an outage of the limiter that processes share. Others may not have noticed yet that it is back, and still
 * send by their shares of the quota: they notice within the time for which they leave it alone.
 */
export class Outage {
  private begunAt = Number.NEGATIVE_INFINITY
  private returningUntil = Number.NEGATIVE_INFINITY
  private readonly answerMillis: number

  /** `answerMillis`: how long an answer is waited for. */
  constructor(answerMillis: number) {
    this.answerMillis = answerMillis
  }

  /** When the last outage began, in milliseconds by the monotonic clock. */
  get beginning(): number {
    return this.begunAt
  }

  /** Whether others may still send by their shares. */
  isReturning(now: number): boolean {
    return now < this.returningUntil
  }

  /** Notes that the limiter did not answer; whether that begins an outage, and does not only prolong one. */
  begin(now: number): boolean {
    const isNew = !this.isReturning(now)
    if (isNew) this.begunAt = now
    this.returningUntil = now + leftAloneMillis + leftAloneMillis + this.answerMillis
    return isNew
  }

  /** Notes that the limiter answers again. */
  end(now: number): void {
    this.returningUntil = now + leftAloneMillis + this.answerMillis
  }
}
