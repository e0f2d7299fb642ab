/** Hears what is written to standard output and standard error by a `FileHandle`: `/proc/self/fd/1`, opened. */
import { open } from "node:fs/promises"
import { devNull } from "node:os"
import { replaceMember, restoreAll, sharedFor } from "../replaceMember.ts"
import { bytesOf } from "./bytesOf.ts"
import { outputOf } from "./files.ts"
import { heard, isHeard, unheard } from "./listeners.ts"

const find = async (): Promise<object> => {
  const handle = await open(devNull)
  await handle.close()
  return Object.getPrototypeOf(handle)
}

let found: Promise<object> | null = null

/** The object that all file handles inherit from. Only an open file shows it. */
export const fileHandlePrototype = (): Promise<object> => {
  found ??= find()
  return found
}

export const hearFileHandles = sharedFor((prototype) =>
  restoreAll(
    ["write", "writev", "writeFile", "appendFile"].map((name) =>
      replaceMember(prototype, name, (original, self) => (...parameters) => {
        const output = isHeard() && self instanceof Object ? outputOf(Reflect.get(self, "fd")) : null
        if (output === null) return original(...parameters)
        const [data, ...options] = parameters
        const pieces: ReadonlyArray<unknown> = Array.isArray(data) ? data : [data]
        for (const piece of pieces) heard(`${output}, by FileHandle.${name}`, bytesOf(piece, options))
        return unheard(() => original(...parameters))
      })
    )
  )
)
