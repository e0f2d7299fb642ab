import { type AdapterError, type ErrorCode, responseDecode } from "@huidan/core"
import * as Result from "effect/Result"
import { type EnvelopeKeys, readEnvelope } from "./Envelope.ts"
import { type Located, locate } from "./Located.ts"
import { type ReadDocument, readLossless } from "./LosslessJson.ts"

/** An answer whose code says success. */
export interface ParsedAnswer {
  readonly document: ReadDocument
  readonly root: Located
}

/** Parses a body and looks at the platform's own code in its envelope. */
export const parseAnswer = (
  body: string,
  envelope: EnvelopeKeys,
  errors: ReadonlyArray<ErrorCode>
): Result.Result<ParsedAnswer, Pick<AdapterError, "reason" | "answer">> => {
  const parsed = readLossless(body)
  if (Result.isFailure(parsed)) {
    return Result.fail({ reason: responseDecode({ pointer: "", ...parsed.failure }), answer: null })
  }
  const document = parsed.success
  const root = locate(document.value, "", document.exact)
  const refusal = readEnvelope(root, envelope, errors)
  return refusal === null ? Result.succeed({ document, root }) : Result.fail(refusal)
}
