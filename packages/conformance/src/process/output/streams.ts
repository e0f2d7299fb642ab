/**
 * Hears streams: `process.stdout` and `process.stderr`, by which threads print too, and those of consoles. A stream
 * passes everything to its methods `_write` and `_writev`, also what is written by a method that a program took earlier.
 */
import { type Restore, replaceMember, restoreAll, sharedFor } from "../replaceMember.ts"
import { bytesOf } from "./bytesOf.ts"
import { heard, unheard } from "./listeners.ts"

const hearStreamAs = (place: "stdout" | "stderr") =>
  sharedFor((stream) =>
    restoreAll([
      replaceMember(stream, "_write", (original) => (...parameters) => {
        const [chunk, encoding] = parameters
        heard(place, bytesOf(chunk, [encoding]))
        return unheard(() => original(...parameters))
      }),
      replaceMember(stream, "_writev", (original) => (...parameters) => {
        const [pieces] = parameters
        for (const piece of Array.isArray(pieces) ? pieces : []) {
          heard(place, bytesOf(Reflect.get(piece, "chunk"), [Reflect.get(piece, "encoding")]))
        }
        return unheard(() => original(...parameters))
      })
    ])
  )

export const hearStream = { stdout: hearStreamAs("stdout"), stderr: hearStreamAs("stderr") }

export const hearStreams = (): Restore =>
  restoreAll([hearStream.stdout(process.stdout), hearStream.stderr(process.stderr)])

/** Whether the streams have passed on everything that was written to them. */
export const areStreamsEmpty = (): boolean => process.stdout.writableLength === 0 && process.stderr.writableLength === 0
