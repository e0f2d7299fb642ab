import { Traced } from "@huidan/adapter-kit"

/** An id that is sent as a number and, to keep all its digits, as text: the text is taken. */
export const twinOf = (
  id: Traced.Traced<string | null>,
  twin: Traced.Traced<string | null>,
  name: string
): Traced.Traced<string | null> => {
  const taken = Traced.combine([twin, id], `${name}, the text of the id`, (text, number) => text ?? number)
  return twin.value !== null && id.value !== null && twin.value !== id.value
    ? taken.doubt("precision_lost_upstream", `the number and its text ${name} are two ids: the text is taken`)
    : taken
}

/** The same values once each, in their order; those that repeat one count as looked at. */
export const distinct = <A>(values: ReadonlyArray<Traced.Traced<A>>): ReadonlyArray<Traced.Traced<A>> => {
  const byValue = new Map<A, Traced.Traced<A>>()
  for (const traced of values) byValue.set(traced.value, byValue.get(traced.value)?.considering(traced) ?? traced)
  return [...byValue.values()]
}
