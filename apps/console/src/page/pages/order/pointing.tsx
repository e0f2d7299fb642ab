/** Pointing at a field of the order shows its places in the platform's answer, and the other way round. */
import type { ExplainedField, Pointer } from "@huidan/core"
import { createContext, type ReactNode, use, useMemo, useState } from "react"

interface Pointed {
  /** The side of the page that is pointed at, and the place there. */
  readonly side: "order" | "answer"
  readonly place: Pointer
}

interface Pointing {
  /** What is known of a field of the order; `undefined` if nothing is. */
  readonly sourceOf: (field: Pointer) => ExplainedField | undefined
  /** The fields that were made from a place of the answer. */
  readonly fieldsOf: (place: Pointer) => ReadonlyArray<ExplainedField>
  readonly pointed: Pointed | null
  readonly isFieldShown: (field: Pointer) => boolean
  readonly isPlaceShown: (place: Pointer) => boolean
  readonly point: (at: Pointed | null) => void
}

const nothing: Pointing = {
  sourceOf: () => undefined,
  fieldsOf: () => [],
  pointed: null,
  isFieldShown: () => false,
  isPlaceShown: () => false,
  point: () => undefined
}

const Context = createContext<Pointing>(nothing)

interface PointingProviderProps {
  readonly fields: ReadonlyArray<ExplainedField>
  readonly children: ReactNode
}

/** Gives a page of an order what is known of its fields. */
export const PointingProvider = ({ children, fields }: PointingProviderProps) => {
  const [pointed, point] = useState<Pointed | null>(null)
  const known = useMemo(() => {
    const byPath = new Map(fields.map((field) => [field.path, field]))
    const byPlace = new Map<Pointer, Array<ExplainedField>>()
    for (const field of fields) {
      for (const place of field.pointers) byPlace.set(place, [...(byPlace.get(place) ?? []), field])
    }
    return { byPath, byPlace }
  }, [fields])
  const value = useMemo<Pointing>(() => {
    const fieldsOf = (place: Pointer) => known.byPlace.get(place) ?? []
    const shownFields = new Set(
      pointed === null
        ? []
        : pointed.side === "order"
          ? [pointed.place]
          : fieldsOf(pointed.place).map(({ path }) => path)
    )
    const shownPlaces = new Set(
      pointed === null
        ? []
        : pointed.side === "answer"
          ? [pointed.place]
          : (known.byPath.get(pointed.place)?.pointers ?? [])
    )
    return {
      sourceOf: (field) => known.byPath.get(field),
      fieldsOf,
      pointed,
      isFieldShown: (field) => shownFields.has(field),
      isPlaceShown: (place) => shownPlaces.has(place),
      point
    }
  }, [known, pointed])
  return <Context value={value}>{children}</Context>
}

/** What is pointed at. */
export const usePointing = (): Pointing => use(Context)
