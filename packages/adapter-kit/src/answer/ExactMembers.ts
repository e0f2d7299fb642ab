/** Which members of one object are numbers that need exact text. */

/** Keys of one object. A single key stands alone: an answer can have 10^5 objects of one such number each. */
export type ExactMembers = string | Set<string>

/** The keys with one more. */
export const withKey = (keys: ExactMembers | null, key: string): ExactMembers => {
  if (keys === null || keys === key) return key
  return typeof keys === "string" ? new Set([keys, key]) : keys.add(key)
}

/** The keys without this one; `null` if that was the only one. */
export const withoutKey = (keys: ExactMembers, key: string): ExactMembers | null => {
  if (typeof keys === "string") return keys === key ? null : keys
  keys.delete(key)
  return keys
}

/** Whether it is one of the keys. */
export const hasKey = (keys: ExactMembers | undefined, key: string): boolean =>
  typeof keys === "string" ? keys === key : keys?.has(key) === true
