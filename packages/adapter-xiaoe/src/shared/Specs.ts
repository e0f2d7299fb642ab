import { Traced } from "@huidan/adapter-kit"

/** The specifications of a line. A shop writes them as one text. */
export const toSpecs = (...texts: ReadonlyArray<Traced.Traced<string | null>>) =>
  Traced.present(texts).map((value) => ({ name: null, value: value.by("text-only specs, not split") }))
