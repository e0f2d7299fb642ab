import type { EnvelopeKeys } from "../answer/Envelope.ts"
import { tokensOf } from "../answer/pointers.ts"
import { frameScalar, type Shape, shapeAt } from "../mapping/Shape.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"

/** What an operation and the frame around its answers declare of a whole answer. */
export const answerShape = (
  { at, paging, shape, single }: Pick<SomeOperationCodec, "at" | "paging" | "shape" | "single">,
  { code, legacy, messages, others = [], subCode }: EnvelopeKeys
): Shape =>
  shapeAt([
    [tokensOf(at), single ? shape : { kind: "list", item: shape }],
    ...paging.map((pointer) => [tokensOf(pointer), frameScalar("open")] as const),
    ...[code, ...messages, subCode, legacy?.code, ...others].flatMap((key) =>
      key === undefined ? [] : [[[key], frameScalar(messages.includes(key) ? "words" : "open")] as const]
    )
  ])
