/** `1 law`, `2 laws`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`
