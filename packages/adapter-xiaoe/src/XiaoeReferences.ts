import { fixed, present, type Traced } from "@huidan/adapter-kit"
import type { Reference } from "@huidan/core"

type ReferenceKind = Reference["kind"]

/** A list of one reference, or an empty one where the id is absent. */
export const toReference = (
  kind: ReferenceKind,
  value: Traced<string | null>,
  more: { readonly relation?: Traced<string | null>; readonly shopId?: Traced<string | null> } = {}
) => present([value]).map((id) => ({ kind: fixed(kind, "the field's meaning"), value: id, ...more }))

/** The ids that are there, each once. */
export const distinctIds = (ids: ReadonlyArray<Traced<string | null>>): ReadonlyArray<Traced<string>> =>
  present(ids).filter((id, index, all) => all.findIndex((other) => other.value === id.value) === index)
