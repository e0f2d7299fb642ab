/** Hears started processes that print on the standard output or standard error of this process. */
import childProcess, { ChildProcess } from "node:child_process"
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { Readable } from "node:stream"
import { type Restore, replaceMember, restoreAll } from "../replaceMember.ts"
import { outputOf } from "./files.ts"
import { namingPlace } from "./listeners.ts"

export const hearProcesses = (): Restore =>
  restoreAll([hearStarted(), ...["spawnSync", "execFileSync", "execSync"].map(hearAwaited)])

/** An output of this process that a started process would write to directly. */
interface Inherited {
  readonly output: "stdout" | "stderr"
  /** The place in `stdio`. */
  readonly index: number
}

/** The option `stdio` as a list, and what is inherited in it. */
const inheritedOf = (
  stdio: unknown
): { readonly targets: ReadonlyArray<unknown>; readonly inherited: ReadonlyArray<Inherited> } => {
  const targets: unknown = stdio === "inherit" ? [0, 1, 2] : stdio
  if (!Array.isArray(targets)) return { targets: [], inherited: [] }
  const inherited = targets.flatMap((target: unknown, index) => {
    const output = index === 0 ? null : outputOf(target === "inherit" ? index : descriptorOf(target))
    return output === null ? [] : [{ output, index }]
  })
  return { targets, inherited }
}

const descriptorOf = (target: unknown): unknown =>
  typeof target === "object" && target !== null ? Reflect.get(target, "fd") : target

/** Prints here what the process prints. */
const print = ({ output }: Inherited, command: unknown, bytes: Uint8Array): void => {
  const name = basename(String(command).split(" ")[0] ?? "")
  namingPlace(`${output} of the process ${name}`, () => process[output].write(bytes))
}

/** A process that runs beside this one gets pipes. */
const hearStarted = (): Restore =>
  replaceMember(ChildProcess.prototype, "spawn", (original, self) => (options) => {
    if (!(self instanceof ChildProcess) || typeof options !== "object" || options === null) return original(options)
    const { inherited, targets } = inheritedOf(Reflect.get(options, "stdio"))
    if (inherited.length === 0) return original(options)
    const places = inherited.map(({ index }) => index)
    const stdio = targets.map((target, index) => (places.includes(index) ? "pipe" : target))
    const result = original({ ...options, stdio })
    for (const each of inherited) {
      const pipe = self.stdio[each.index]
      if (pipe instanceof Readable) pipe.on("data", (bytes) => print(each, self.spawnfile, bytes))
    }
    return result
  })

/** A process that this one waits for gets files, because a pipe would be part of the result. */
const hearAwaited = (name: string): Restore =>
  replaceMember(childProcess, name, (original) => (...parameters) => {
    const last = parameters.at(-1)
    if (typeof last !== "object" || last === null || Array.isArray(last)) return original(...parameters)
    const { inherited, targets } = inheritedOf(Reflect.get(last, "stdio"))
    if (inherited.length === 0) return original(...parameters)
    const files = new Map(inherited.map((each) => [each.index, openTemporary()]))
    const stdio = targets.map((target, index) => files.get(index) ?? target)
    try {
      return original(...parameters.slice(0, -1), { ...last, stdio })
    } finally {
      for (const each of inherited) {
        const bytes = readToEnd(files.get(each.index))
        if (bytes.length > 0) print(each, parameters[0], bytes)
      }
    }
  })

/** Without a name in any folder, so that nothing remains of it. */
const openTemporary = (): number => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-"))
  try {
    return openSync(join(folder, "output"), "w+")
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const readToEnd = (descriptor: number | undefined): Uint8Array => {
  if (descriptor === undefined) return new Uint8Array()
  const bytes = Buffer.alloc(fstatSync(descriptor).size)
  readSync(descriptor, bytes, 0, bytes.length, 0)
  closeSync(descriptor)
  return bytes
}
