import { Traced } from "@huidan/adapter-kit"
import type { Reference } from "@huidan/core"

type ReferenceKind = Reference["kind"]

/** A list of one reference, or an empty one where the id is absent. */
export const toReference = (
  kind: ReferenceKind,
  value: Traced.Traced<string | null>,
  more: { readonly relation?: Traced.Traced<string | null>; readonly shopId?: Traced.Traced<string | null> } = {}
) => Traced.present([value]).map((id) => ({ kind: Traced.fixed(kind, "the field's meaning"), value: id, ...more }))

/** The ids that are there, each once. */
export const distinctIds = (ids: ReadonlyArray<Traced.Traced<string | null>>): ReadonlyArray<Traced.Traced<string>> =>
  Traced.present(ids).filter((id, index, all) => all.findIndex((other) => other.value === id.value) === index)
