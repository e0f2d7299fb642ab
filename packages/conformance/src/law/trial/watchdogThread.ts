/** The thread of the watchdog. It ends the process if one trial runs for longer than it may. */
import { writeSync } from "node:fs"
import { workerData } from "node:worker_threads"
import { runningTrial, wordsOfTrial } from "./TrialMemory.ts"
import { lookInterval, TrialTime } from "./trialSeconds.ts"

const { memory, seconds }: { readonly memory: SharedArrayBuffer; readonly seconds: number } = workerData

/** A trial that lets its thread do other work is ended before that. */
const patience = seconds * 1.2 + 1

let trial = 0
let time = new TrialTime({ isOwnThread: false })

setInterval(() => {
  const now = runningTrial(memory)
  if (now === 0 || now !== trial) time = new TrialTime({ isOwnThread: false })
  trial = now
  if (now === 0 || !time.look(patience)) return
  const lines = [
    "",
    `${wordsOfTrial(memory)}.`,
    `It has not ended after ${Math.floor(time.passed)} seconds, and blocks its thread, so this process is killed.`,
    `HUIDAN_TRIAL_SECONDS=<seconds> changes the limit (${seconds}).`,
    ""
  ]
  try {
    writeSync(2, lines.join("\n"))
  } finally {
    process.kill(process.pid, "SIGKILL")
  }
}, lookInterval * 1000)
