/**
 * What a wire schema says about the places of an answer before anything is decoded: which keys it declares, what is at
 * them, and what of it is private. A block that is absent, a row that cannot be read and a value of another type have
 * the same private places as any other answer.
 */
import * as Schema from "effect/Schema"
import type { PresentScalar } from "../answer/Located.ts"

/** A place of an answer, and everything below it. */
export type Shape =
  | ScalarShape
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Shape> }
  | { readonly kind: "list"; readonly item: Shape }
  /** The schema does not say what is there. */
  | { readonly kind: "undeclared" }

export interface ScalarShape {
  readonly kind: "scalar"
  /** `words`: the platform's own sentence about the answer, in which anything may be repeated. */
  readonly content: "open" | "private" | "words"
  /** Whether the schema reads this value. One that it refuses is not what it declares. */
  readonly reads: (value: PresentScalar) => boolean
  /** Whether a text may be a JSON list of such scalars. */
  readonly inText?: boolean
}

export const undeclared: Shape = { kind: "undeclared" }

/** A scalar of the frame around the answer. */
export const frameScalar = (content: ScalarShape["content"]): ScalarShape => ({
  kind: "scalar",
  content,
  reads: () => true
})

const annotation = "~huidan/shape"

/** The annotation of a schema that has this shape. */
export const ofShape = (shape: Shape) => ({ [annotation]: shape })

/** The shape of a schema. One that was not made by `Wire` is undeclared: nothing of it is shown. */
export const shapeOf = (schema: Schema.Constraint): Shape => {
  const found = Schema.resolveAnnotations(schema)?.[annotation]
  return isShape(found) ? found : undeclared
}

const isShape = (value: unknown): value is Shape => typeof value === "object" && value !== null && "kind" in value

/** An object that has this shape at the pointer, and all shapes of `others`; the first that is declared counts. */
export const shapeAt = (placed: ReadonlyArray<readonly [tokens: ReadonlyArray<string>, shape: Shape]>): Shape => {
  const here = placed.filter(([tokens]) => tokens.length === 0).map(([, shape]) => shape)
  const fields = new Map<string, Array<readonly [ReadonlyArray<string>, Shape]>>()
  for (const [[token, ...rest], shape] of placed) {
    if (token !== undefined) fields.set(token, [...(fields.get(token) ?? []), [rest, shape]])
  }
  const [first] = here
  if (first !== undefined && (fields.size === 0 || first.kind !== "object")) return first
  const declared = first?.kind === "object" ? first.fields : new Map<string, Shape>()
  return {
    kind: "object",
    fields: new Map([...Array.from(fields, ([key, below]) => [key, shapeAt(below)] as const), ...declared])
  }
}
