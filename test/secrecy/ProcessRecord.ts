/** The records of a test run's processes for the scan at its end: what they showed, and what must not be shown. */
import { appendFileSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { threadId } from "node:worker_threads"
import type { Shown } from "./Shown.ts"

/** The variable with the folder of the records. Nothing is recorded if it is not set. */
export const folderVariable = "HUIDAN_SECRECY_FOLDER"

export interface ProcessRecord {
  readonly values: ReadonlyArray<string>
  readonly shown: ReadonlyArray<Shown>
}

/** Records each value, and each text of a place, once. */
export class Recorder {
  readonly #known = new Set<string>()
  #values: Array<string> = []
  #shown: Array<Shown> = []

  readonly keep = (value: string): void => {
    if (this.#isNew("", value)) this.#values.push(value)
  }

  readonly show = (place: string, text: string): void => {
    if (text !== "" && this.#isNew(place, text)) this.#shown.push({ place, text })
  }

  #isNew(place: string, text: string): boolean {
    const before = this.#known.size
    return this.#known.add(`${place}\n${text}`).size > before
  }

  /** Writes what is new since the last call. */
  readonly write = (folder: string): void => {
    const record: ProcessRecord = { values: this.#values, shown: this.#shown }
    appendFileSync(join(folder, `${process.pid}-${threadId}.ndjson`), `${JSON.stringify(record)}\n`)
    this.#values = []
    this.#shown = []
  }
}

export const readRecords = (folder: string): ReadonlyArray<ProcessRecord> =>
  readdirSync(folder)
    .toSorted()
    .flatMap((file) => readFileSync(join(folder, file), "utf8").trimEnd().split("\n"))
    .map((line): ProcessRecord => JSON.parse(line))
