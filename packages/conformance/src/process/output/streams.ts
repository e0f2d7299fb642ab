/** Hears `process.stdout` and `process.stderr`. The threads of this process print by them too. */
import { type Restore, replaceMember, restoreAll } from "../replaceMember.ts"
import { bytesOf } from "./bytesOf.ts"
import { heard, unheard } from "./listeners.ts"

export const hearStreams = (): Restore =>
  restoreAll(
    (["stdout", "stderr"] as const).flatMap((name) =>
      ["write", "end"].map((method) =>
        replaceMember(process[name], method, (original) => (...parameters) => {
          const [chunk, encoding] = parameters
          heard(name, bytesOf(chunk, [encoding]))
          return unheard(() => original(...parameters))
        })
      )
    )
  )
