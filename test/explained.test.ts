/** `explain` of any fixture lists no key as unread that a schema of the adapter declares. */
import { assert, it } from "@effect/vitest"
import type { Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Fengchao from "../packages/adapter-doudian/src/fengchao/Operation.ts"
import * as Official from "../packages/adapter-doudian/src/official/Operation.ts"
import { tokensOf } from "../packages/adapter-kit/src/answer/pointers.ts"
import type { SomeOperationCodec } from "../packages/adapter-kit/src/codec/OperationCodec.ts"
import { type Shape, undeclared } from "../packages/adapter-kit/src/mapping/Shape.ts"
import { mallOrderDetail } from "../packages/adapter-wshoto/src/mallOrderDetail/Operation.ts"
import { detail10 } from "../packages/adapter-xiaoe/src/detail10/Operation.ts"
import { detail20 } from "../packages/adapter-xiaoe/src/detail20/Operation.ts"
import { list10 } from "../packages/adapter-xiaoe/src/list10/Operation.ts"
import { list11 } from "../packages/adapter-xiaoe/src/list11/Operation.ts"
import { list20 } from "../packages/adapter-xiaoe/src/list20/Operation.ts"
import { reportFixtures } from "./reports/cases.ts"
import { subjects } from "./support.ts"

const codecs = new Map(
  [detail10, detail20, list10, list11, list20, mallOrderDetail, ...Object.values(Fengchao), ...Object.values(Official)]
    .filter((value) => typeof value === "object" && "orders" in value)
    .map(({ name, orders }) => [name, orders] as const)
)

const below = (shape: Shape, token: string): Shape => {
  switch (shape.kind) {
    case "list":
      return /^\d+$/.test(token) ? shape.item : below(shape.item, token)
    case "object":
      // One object may be sent as a list of one.
      return shape.fields.get(token) ?? (token === "0" ? shape : undeclared)
    default:
      return undeclared
  }
}

const isDeclared = (
  { at, shape, single }: Pick<SomeOperationCodec, "at" | "shape" | "single">,
  pointer: Pointer
): boolean => {
  if (!`${pointer}/`.startsWith(`${at}/`)) return false
  const whole: Shape = single ? shape : { kind: "list", item: shape }
  return tokensOf(pointer.slice(at.length)).reduce(below, whole).kind !== "undeclared"
}

const answers = subjects.flatMap(({ fixtures, make, platform }) =>
  [...fixtures, ...reportFixtures(platform)].map((fixture) => ({
    ...fixture,
    make,
    name: `${fixture.operation} ${fixture.case}`
  }))
)

it.effect.each(answers)("$name", ({ body, make, operation }) =>
  Effect.gen(function* () {
    const codec = codecs.get(operation)
    assert(codec !== undefined && codec !== null, "every operation of a fixture has a schema")
    const adapter = yield* make
    const unread = yield* Effect.match(adapter.explain(operation, body), {
      onSuccess: (explanation) => explanation.unread,
      onFailure: () => []
    })
    assert.deepStrictEqual(
      unread.filter((pointer) => isDeclared(codec, pointer)),
      []
    )
  })
)
