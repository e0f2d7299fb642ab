import { isOrder } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecodeRow } from "./changes.ts"

const askedWhenReplayed: BrokenAdapter = {
  mistake: "a stored row counts as asked for when it is decoded again",
  breaks: "stored-rows",
  follows: {},
  subject: withDecodeRow(
    sound.xiaoe,
    (decodeRow) => (operation, row, rawNumbers) =>
      Effect.flatMap(DateTime.now, (now) => decodeRow(operation, row, rawNumbers, now))
  )
}

const anyOperation: BrokenAdapter = {
  mistake: "a stored row of an unknown operation is decoded as an answer of one that exists",
  breaks: "stored-rows",
  follows: {},
  subject: withDecodeRow(sound.wshoto, (decodeRow) => (operation, row, rawNumbers, askedAt) => {
    const known = Object.keys(sound.wshoto.adapter.manifest.operations)
    return decodeRow(known.includes(operation) ? operation : "mall.order.detail", row, rawNumbers, askedAt)
  })
}

const numbersStayTexts: BrokenAdapter = {
  mistake: "the numbers of a stored row that were kept as text are taken for texts",
  breaks: "stored-rows",
  follows: {},
  subject: withDecodeRow(
    sound.doudian,
    (decodeRow) => (operation, row, _rawNumbers, askedAt) => decodeRow(operation, row, [], askedAt)
  )
}

const otherFingerprint: BrokenAdapter = {
  mistake: "a stored row that cannot be decoded gets another fingerprint",
  breaks: "stored-rows",
  follows: {},
  subject: withDecodeRow(
    sound.xiaoe,
    (decodeRow) =>
      (...stored) =>
        Effect.map(decodeRow(...stored), (record) =>
          isOrder(record) ? record : { ...record, fingerprint: record.fingerprint.toUpperCase() }
        )
  )
}

export const rowsDecodedOtherwise: ReadonlyArray<BrokenAdapter> = [
  askedWhenReplayed,
  anyOperation,
  numbersStayTexts,
  otherFingerprint
]
