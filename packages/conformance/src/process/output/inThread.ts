/** Repeats on a thread's own streams what it prints past them, so that whoever listens to the streams hears it. */
import { hearRawOutput } from "./rawOutput.ts"

hearRawOutput({
  piece: (place, piece) => process[place.startsWith("stdout") ? "stdout" : "stderr"].write(piece),
  value: () => {}
})
