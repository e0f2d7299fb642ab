/** The commands that keep a push log in Redis, whichever client sends them. Each step is one, so that one claimer gets it. */
import { textOf } from "../account/tokenCommands.ts"
import type { PushClaim } from "./PushLog.ts"

type Command = readonly [name: string, ...parameters: ReadonlyArray<string>]

/** What stands at a key of a message that was handled; else its holder stands there. */
const handled = "done"

const claim = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 'new' end
if redis.call('GET', KEYS[1]) == '${handled}' then return 'done' end
return 'running'`

const done = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], '${handled}', 'PX', ARGV[2])
return 1`

const release = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const millisOf = (seconds: number): string => String(Math.max(1, Math.ceil(seconds * 1000)))

export const pushCommands = (prefix: string) => {
  const run = (script: string, key: string, ...parameters: ReadonlyArray<string>): Command => [
    "EVAL",
    script,
    "1",
    `${prefix}${key}`,
    ...parameters
  ]
  return {
    claim: (key: string, holder: string, leaseSeconds: number) => run(claim, key, holder, millisOf(leaseSeconds)),
    done: (key: string, holder: string, keepSeconds: number) => run(done, key, holder, millisOf(keepSeconds)),
    release: (key: string, holder: string) => run(release, key, holder)
  }
}

/** The answer to `claim`; `null` if it is none. */
export const claimOf = (answer: unknown): PushClaim | null => {
  const text = textOf(answer)
  return text === "new" || text === "running" || text === "done" ? text : null
}

/** What is said of such an answer. */
export const noClaim = "Redis answered something else than the script does"
