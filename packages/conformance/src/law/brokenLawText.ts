import type { LawResult } from "./runLaws.ts"

/**
 * Describes a broken law for a person: the promise, what the adapter did instead, the smallest trial, and the command
 * that repeats it (made by `repeat`). Empty if the law is not broken.
 */
export const brokenLawText = (
  { broken, law, promise }: LawResult,
  repeat: (law: string, seed: number) => string
): string =>
  broken === null
    ? ""
    : [
        `${law} is broken. Its promise: ${promise}. What happened:`,
        broken.breach,
        `Seed ${broken.seed}, door ${broken.door}, smallest trial: ${broken.trial}`,
        `Repeat: ${repeat(law, broken.seed)}`
      ].join("\n")
