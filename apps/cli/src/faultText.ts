/** The last resort: a fault of this program in one sentence, without a stack trace and without any value. */
export const faultText = (error: unknown, machine: boolean): string =>
  told(
    `huidan stopped on a fault of its own (${nameOf(error)})`,
    "Please report it with the command that was run, without private data.",
    machine
  )

/** Standard output cannot be written; `code` is the system's, as `ENOSPC`. */
export const outputFailedText = (code: string, machine: boolean): string =>
  told(`Standard output cannot be written (${code})`, "Look at the disk or the program that it leads to.", machine)

const told = (message: string, advice: string, machine: boolean): string =>
  machine ? JSON.stringify({ error: { reason: "Fault", message, advice } }) : `${message}. ${advice}`

const nameOf = (error: unknown): string => {
  const { code, name } = Object(error)
  return [code, name].find((text) => typeof text === "string" && /^\w{1,40}$/.test(text)) ?? "unknown"
}
