/** A list, or lists that are joined only when somebody reads them: joining takes the same time, however long they are. */
export type Joined<A> = ReadonlyArray<A> | Join<A>

class Join<A> {
  readonly parts: ReadonlyArray<Joined<A>>
  constructor(parts: ReadonlyArray<Joined<A>>) {
    this.parts = parts
  }
}

/** One list behind the other. */
export const join = <A>(...lists: ReadonlyArray<Joined<A>>): Joined<A> => joinAll(lists)

/** As `join`, of any number of lists. */
export const joinAll = <A>(lists: ReadonlyArray<Joined<A>>): Joined<A> => {
  const parts = lists.filter((list) => list instanceof Join || list.length > 0)
  const [only] = parts
  return only === undefined ? [] : parts.length === 1 ? only : new Join(parts)
}

/** The items in their order. */
export function* itemsOf<A>(list: Joined<A>): Generator<A> {
  // Not recursive: a chain of joins can be as long as an answer has places.
  const waiting: Array<Joined<A>> = [list]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof Join) for (let at = next.parts.length - 1; at >= 0; at--) waiting.push(next.parts[at] ?? [])
    else yield* next
  }
}

/** The first item; `undefined` if there is none. */
export const firstItem = <A>(list: Joined<A>): A | undefined => {
  for (const item of itemsOf(list)) return item
  return undefined
}
