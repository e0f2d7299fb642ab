/** Random bytes, many read from the system at once: a call for 12 bytes costs ten times as much as the bytes themselves. */
import { randomBytes, randomFillSync } from "node:crypto"

const pool = new Uint8Array(8192)
let used = pool.length

/** Returns `count` random bytes. They are overwritten in the pool, so that they are nowhere else in memory. */
export const pooledRandomBytes = (count: number): Uint8Array => {
  if (count > pool.length) return new Uint8Array(randomBytes(count))
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const taken = pool.slice(used, used + count)
  pool.fill(0, used, used + count)
  used += count
  return taken
}
