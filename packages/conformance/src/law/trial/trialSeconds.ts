/** How long a trial may take. A trial that gets no processor on a busy machine is not ended. */
import inspector from "node:inspector"
import { performance } from "node:perf_hooks"

const standard = 60

/** A running trial is looked at so often, in seconds. */
export const lookInterval = 0.25

/**
 * How long a trial may take, in seconds: 60, or `HUIDAN_TRIAL_SECONDS`. `null` if a debugger is attached, because a
 * program that is stopped takes as long as its reader.
 */
export const trialSeconds = (): number | null => {
  if (inspector.url() !== undefined) return null
  const seconds = Number(process.env["HUIDAN_TRIAL_SECONDS"] ?? standard)
  return seconds > 0 ? seconds : standard
}

/** A trial that uses less than its seconds may go on for so many times as long. */
const generous = 5

interface Usage {
  readonly cpu: NodeJS.CpuUsage
  /** In milliseconds. */
  readonly idle: number
}

/**
 * Measures a trial from the first look on, because most trials are shorter: the processor time of this process and, if it runs in this thread, the time that the
 * thread waits. Both stand still while a busy machine gives the process no processor.
 */
export class TrialTime {
  readonly #isOwnThread: boolean
  #looks = 0
  #used = 0
  #last: Usage | null = null

  constructor({ isOwnThread }: { readonly isOwnThread: boolean }) {
    this.#isOwnThread = isOwnThread
  }

  /** In seconds, by the number of looks: a machine that sleeps takes none. */
  get passed(): number {
    return this.#looks * lookInterval
  }

  /** To be called every `lookInterval`. Whether the trial has taken longer than these seconds. */
  look(seconds: number): boolean {
    const now = { cpu: process.cpuUsage(), idle: performance.eventLoopUtilization().idle }
    const last = this.#last ?? now
    this.#looks += 1
    this.#used += (now.cpu.user + now.cpu.system - last.cpu.user - last.cpu.system) / 1_000_000
    if (this.#isOwnThread) this.#used += Math.min((now.idle - last.idle) / 1000, lookInterval)
    this.#last = now
    return (this.passed >= seconds && this.#used >= seconds) || this.passed >= generous * seconds
  }
}
