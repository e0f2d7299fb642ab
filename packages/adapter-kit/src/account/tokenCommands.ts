/** The commands that keep tokens in Redis, whichever client sends them. */

type Command = readonly [name: string, ...parameters: ReadonlyArray<string>]

/** Releases a lock only for its holder. */
const release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

export const tokenCommands = (prefix: string) => ({
  get: (key: string): Command => ["GET", `${prefix}${key}`],
  set: (key: string, text: string, millis: number): Command => ["SET", `${prefix}${key}`, text, "PX", String(millis)],
  take: (lock: string, holder: string, millis: number): Command => [
    "SET",
    `${prefix}${lock}`,
    holder,
    "NX",
    "PX",
    String(millis)
  ],
  release: (lock: string, holder: string): Command => ["EVAL", release, "1", `${prefix}${lock}`, holder]
})

/** The answer to `get`. A client may be set up to give buffers. */
export const textOf = (answer: unknown): string | null => {
  if (answer === null || answer === undefined) return null
  return answer instanceof Uint8Array ? new TextDecoder().decode(answer) : String(answer)
}

/** The answer to `take`. */
export const isTaken = (answer: unknown): boolean => textOf(answer) === "OK"
