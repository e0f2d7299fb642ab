import { execFile } from "node:child_process"
import { promisify } from "node:util"

export type Environment = Readonly<Record<string, string | undefined>>

/** The result of a program that has ended. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const execute = promisify(execFile)

/** Runs a program to its end, whatever its exit code; for at most ten minutes. */
export const runToEnd = async (
  program: string,
  words: ReadonlyArray<string>,
  cwd: string,
  env: Environment
): Promise<Ended> => {
  try {
    const { stderr, stdout } = await execute(program, words, { cwd, env, maxBuffer: 2 ** 26, timeout: 600_000 })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stderr = "", stdout = String(error) } = Object(error)
    return { code: typeof code === "number" ? code : 1, stdout, stderr }
  }
}

/** What a program printed, if it ended with one of these codes. Otherwise throws an error with the end of its output. */
export const outputOf = (what: string, { code, stderr, stdout }: Ended, codes: ReadonlyArray<number> = [0]): string => {
  if (codes.includes(code)) return stdout
  throw new Error(`${what} ended with ${code}:\n${`${stdout}\n${stderr}`.slice(-6000)}`)
}
