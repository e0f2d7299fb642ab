import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** A body is longer than its limit. What is behind the limit was not read. */
export class TooLong {
  readonly _tag = "TooLong"
}

/** The bytes of a body, counted while they are read. Fails with `TooLong` at the first byte beyond `limit`. */
export const boundedBody = <E, R>(
  body: Stream.Stream<Uint8Array, E, R>,
  limit: number
): Effect.Effect<Uint8Array<ArrayBuffer>, E | TooLong, R> =>
  Effect.suspend(() => {
    const pieces: Array<Uint8Array> = []
    let length = 0
    return Stream.runForEach(body, (piece) => {
      length += piece.byteLength
      if (length > limit) return Effect.fail(new TooLong())
      pieces.push(piece)
      return Effect.void
    }).pipe(Effect.map(() => joined(pieces, length)))
  })

const joined = (pieces: ReadonlyArray<Uint8Array>, length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}
