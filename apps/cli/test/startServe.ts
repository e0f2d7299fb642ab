import { type ChildProcess, spawn } from "node:child_process"
import { jsonLines, program, recorded } from "./runHuidan.ts"

/** A running `huidan serve`. */
export interface Serving {
  readonly child: ChildProcess
  readonly started: unknown
  readonly log: () => string
  readonly ended: Promise<number | null>
}

/** Starts it, and waits for the line that says where it listens. */
export const startServe = (cwd: string, env: Readonly<Record<string, string>>): Promise<Serving> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...recorded, program, "serve", "--json", "--log", "json"], {
      cwd,
      env: {
        PATH: process.env["PATH"],
        TMPDIR: process.env["TMPDIR"],
        HUIDAN_SECRECY_FOLDER: process.env["HUIDAN_SECRECY_FOLDER"],
        ...env
      },
      stdio: ["ignore", "pipe", "pipe"]
    })
    let log = ""
    let printed = ""
    const ended = new Promise<number | null>((end) => child.on("close", end))
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text
    })
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text
      if (printed.endsWith("\n")) resolve({ child, started: jsonLines(printed)[0], log: () => log, ended })
    })
    void ended.then((code) => reject(new Error(`serve ended with ${code}: ${log}`)))
  })
