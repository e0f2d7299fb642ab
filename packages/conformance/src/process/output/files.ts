/** Hears what is written to the descriptors and paths of standard output and standard error, past the streams. */
import fs from "node:fs"
import { type Restore, replaceMember, restoreAll } from "../replaceMember.ts"
import { bytesOf } from "./bytesOf.ts"
import { heard, isHeard, unheard } from "./listeners.ts"

/** Functions of `node:fs` that take a descriptor or a path, and then what is written to it. */
const writers = [
  "write",
  "writeSync",
  "writev",
  "writevSync",
  "writeFile",
  "writeFileSync",
  "appendFile",
  "appendFileSync"
]

/** Which output a descriptor or path writes to; `null` if it is another file. */
export const outputOf = (target: unknown): "stdout" | "stderr" | null => {
  if (target === 1) return "stdout"
  if (target === 2) return "stderr"
  const file = statOf(target)
  const isSame = (descriptor: number): boolean => {
    const output = statOf(descriptor)
    return file !== null && output !== null && output.dev === file.dev && output.ino === file.ino
  }
  return isSame(1) ? "stdout" : isSame(2) ? "stderr" : null
}

const statOf = (target: unknown): fs.Stats | null => {
  try {
    if (typeof target === "number") return fs.fstatSync(target)
    const isPath = typeof target === "string" || target instanceof URL || Buffer.isBuffer(target)
    return isPath ? (fs.statSync(target, { throwIfNoEntry: false }) ?? null) : null
  } catch {
    return null
  }
}

export const hearFiles = (): Restore => {
  const hear = (owner: object, name: string, place: string): Restore =>
    replaceMember(owner, name, (original) => (...parameters) => {
      const [target, data, ...options] = parameters
      const output = isHeard() ? outputOf(target) : null
      if (output === null) return original(...parameters)
      const pieces: ReadonlyArray<unknown> = Array.isArray(data) ? data : [data]
      for (const piece of pieces) heard(`${output}, by ${place}`, bytesOf(piece, options))
      return unheard(() => original(...parameters))
    })
  return restoreAll([
    ...writers.map((name) => hear(fs, name, `fs.${name}`)),
    ...["writeFile", "appendFile"].map((name) => hear(fs.promises, name, `fs.promises.${name}`))
  ])
}
