/** Repeats on a thread's own streams what it prints past them, because the streams reach the process that listens. */
import { fileHandlePrototype, hearFileHandles } from "./fileHandles.ts"
import { hearRawOutput } from "./rawOutput.ts"

hearRawOutput({
  piece: (place, piece) => process[place.startsWith("stdout") ? "stdout" : "stderr"].write(piece),
  value: () => {}
})
void fileHandlePrototype().then(hearFileHandles)
