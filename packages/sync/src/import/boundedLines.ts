/** The lines of a file, each of limited length, so that one line without an end cannot fill the memory. */
import * as Stream from "effect/Stream"

export interface Line {
  /** The first line is 1. */
  readonly number: number
  /** Without its end; `null` if it is longer than the limit. */
  readonly bytes: Uint8Array | null
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** A line whose end has not come yet. */
interface Open {
  readonly number: number
  /** What was seen of it; `null` once it is longer than the limit. */
  readonly parts: ReadonlyArray<Uint8Array> | null
  readonly size: number
}

const nextLine = (number: number): Open => ({ number, parts: [], size: 0 })

/** Lines end with LF or CR LF; the last one needs no end. Lines without content are left out, but counted. */
export const boundedLines = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  maxBytes: number
): Stream.Stream<Line, E, R> =>
  bytes.pipe(
    Stream.mapAccum(
      (): Open => nextLine(1),
      (open, chunk: Uint8Array) => {
        const lines: Array<Line> = []
        let start = 0
        let current = open
        for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
          lines.push(...closed(longer(current, chunk.subarray(start, end), maxBytes), maxBytes))
          current = nextLine(current.number + 1)
          start = end + 1
        }
        return [longer(current, chunk.subarray(start), maxBytes), lines] as const
      },
      { onHalt: (open) => closed(open, maxBytes) }
    )
  )

const longer = ({ number, parts, size }: Open, part: Uint8Array, maxBytes: number): Open => {
  const total = size + part.length
  // The carriage return at its end does not count.
  return { number, parts: parts === null || total > maxBytes + 1 ? null : [...parts, part], size: total }
}

const closed = ({ number, parts }: Open, maxBytes: number): ReadonlyArray<Line> => {
  if (parts === null) return [{ number, bytes: null }]
  const whole = new Uint8Array(Buffer.concat(parts))
  const bytes = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole
  return bytes.length === 0 ? [] : [{ number, bytes: bytes.length > maxBytes ? null : bytes }]
}
