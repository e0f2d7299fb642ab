/** A fault of this program in one sentence, without a stack trace and without any value. */
export const faultText = (error: unknown, machine: boolean): string =>
  textOf(
    `huidan failed with an internal error (${nameOf(error)})`,
    "Please report it with the command that was run, without private data.",
    machine
  )

/** Standard output cannot be written; `code` is the system's code, for example `ENOSPC`. */
export const outputFailedText = (code: string, machine: boolean): string =>
  textOf(`Standard output cannot be written (${code})`, "Check the disk, or the program that reads it.", machine)

const textOf = (message: string, advice: string, machine: boolean): string =>
  machine ? JSON.stringify({ error: { reason: "Fault", message, advice } }) : `${message}. ${advice}`

const nameOf = (error: unknown): string => {
  const { code, name } = Object(error)
  return [code, name].find((text) => typeof text === "string" && /^\w{1,40}$/.test(text)) ?? "unknown"
}
