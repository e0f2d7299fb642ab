/** How long a limiter that did not answer is not asked again, in milliseconds. */
const awayMillis = 5000

/** Whether the limiter that processes share can be asked. */
export class Outage {
  private awayUntil = Number.NEGATIVE_INFINITY
  private returningUntil = Number.NEGATIVE_INFINITY
  private readonly answerMillis: number

  /** `answerMillis`: how long an answer is waited for. */
  constructor(answerMillis: number) {
    this.answerMillis = answerMillis
  }

  /**
   * `away`: it is not asked. `returning`: it is asked again, but others may not have noticed yet and still send by their
   * shares of the quota; they notice within the time that they leave it alone.
   */
  stateAt(now: number): "reachable" | "away" | "returning" {
    return now < this.awayUntil ? "away" : now < this.returningUntil ? "returning" : "reachable"
  }

  /** Notes that it did not answer; whether that begins an outage, and does not only prolong one. */
  begin(now: number): boolean {
    const isNew = now >= this.returningUntil
    this.awayUntil = now + awayMillis
    this.returningUntil = this.awayUntil + awayMillis + this.answerMillis
    return isNew
  }
}
