/** Random bytes, many read from the system at once: a call for 12 bytes costs ten times as much as the bytes themselves. */
import { randomBytes } from "node:crypto"

const poolBytes = 8192

let pool = new Uint8Array()
let used = 0

/** So many random bytes, at most 8192. They are removed from the pool, so that no later heap dump or bug gives them twice. */
export const pooledRandomBytes = (count: number): Uint8Array => {
  if (used + count > pool.length) {
    pool = new Uint8Array(randomBytes(poolBytes))
    used = 0
  }
  const taken = pool.slice(used, used + count)
  pool.fill(0, used, used + count)
  used += count
  return taken
}
