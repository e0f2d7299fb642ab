/** The thread of the watchdog. It ends the process if one trial runs for longer than it may. */
import { writeSync } from "node:fs"
import { workerData } from "node:worker_threads"
import { runningTrial, wordsOfTrial } from "./TrialMemory.ts"
import { lookInterval } from "./trialSeconds.ts"

const { memory, seconds }: { readonly memory: SharedArrayBuffer; readonly seconds: number } = workerData

/** A trial that yields is ended before that, by its own thread. */
const patience = seconds * 1.2 + 1

let trial = 0
let looks = 0

setInterval(() => {
  const now = runningTrial(memory)
  looks = now !== 0 && now === trial ? looks + 1 : 0
  trial = now
  if (looks * lookInterval <= patience) return
  const lines = [
    "",
    `${wordsOfTrial(memory)}.`,
    `The trial neither ends nor yields, so this process is killed after ${Math.floor(looks * lookInterval)} seconds.`,
    `HUIDAN_TRIAL_SECONDS=<seconds> changes the limit (${seconds}).`,
    ""
  ]
  try {
    writeSync(2, lines.join("\n"))
  } finally {
    process.kill(process.pid, "SIGKILL")
  }
}, lookInterval * 1000)
