/** How a broken law is told to a person. */
import type { LawResult } from "./runLaws.ts"

/** What was promised, what came instead, the smallest trial, and the command that repeats it. */
export const tellBroken = (
  { broken, law, promise }: LawResult,
  repeat: (law: string, seed: number) => string
): string =>
  broken === null
    ? ""
    : [
        `${law}: ${promise}. Not so:`,
        broken.breach,
        `At seed ${broken.seed}, door ${broken.door}; made as small as it goes: ${broken.trial}`,
        `Repeat: ${repeat(law, broken.seed)}`
      ].join("\n")
