/** The values by a key, as `Map.groupBy`, which this library's target does not have. */
export const groupedBy = <A, K>(
  values: ReadonlyArray<A>,
  keyOf: (value: A) => K
): ReadonlyMap<K, readonly [A, ...A[]]> => {
  const groups = new Map<K, [A, ...A[]]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}
