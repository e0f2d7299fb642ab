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
