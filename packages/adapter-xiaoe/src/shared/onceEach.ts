/** The first item of each identity, to find it again by it. */
export const firstOfEach = <A, Id>(items: ReadonlyArray<A>, identity: (item: A) => Id): ReadonlyMap<Id, A> =>
  new Map(onceEach(items, identity).map((item) => [identity(item), item]))

/** The first item of each identity. */
export const onceEach = <A>(items: ReadonlyArray<A>, identity: (item: A) => unknown): ReadonlyArray<A> => {
  const seen = new Set<unknown>()
  return items.filter((item) => {
    const own = identity(item)
    if (seen.has(own)) return false
    seen.add(own)
    return true
  })
}
