/**
 * A thread that reads: it opens the file at the first request and answers one request after the other. It imports little, so
 * that it starts fast. What it throws is an answer; the thread that asks makes an error of it.
 */
import type { DatabaseSync } from "node:sqlite"
import { parentPort, workerData } from "node:worker_threads"
import { openLog, openReader } from "../openDatabase.ts"
import { allRows, allValues, iterated, nextRows, preparedStatements } from "../statements.ts"
import type { ReadAnswer, ReaderData, ReadRequest } from "./messages.ts"

const { file, task }: ReaderData = workerData

interface Opened {
  readonly database: DatabaseSync
  readonly prepare: ReturnType<typeof preparedStatements>
}

let opened: Opened | null = null
let stream: Iterator<Record<string, unknown>> | null = null

const openedNow = (): Opened => {
  if (opened !== null) return opened
  const database = task === "log" ? openLog(file) : openReader(file)
  opened = { database, prepare: preparedStatements(database) }
  return opened
}

const answered = (request: ReadRequest): ReadAnswer => {
  const connection = openedNow()
  const rows = rowsOf(request, connection)
  return { kind: "rows", rows, isTransaction: connection.database.isTransaction }
}

const rowsOf = (request: ReadRequest, { database, prepare }: Opened): ReadonlyArray<object> => {
  if (request.kind === "next") return stream === null ? [] : nextRows(stream)
  const { kind, parameters, safeIntegers, sql } = request
  if (kind === "values") return allValues(prepare(sql), parameters, safeIntegers)
  if (kind === "rows") return allRows(prepare(sql), parameters, safeIntegers)
  const rows = iterated(database.prepare(sql), parameters, safeIntegers)
  const first = nextRows(rows)
  stream = rows
  return first
}

const failureOf = (cause: unknown): ReadAnswer => ({
  kind: "failure",
  message: cause instanceof Error ? cause.message : String(cause),
  errcode: cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number" ? cause.errcode : null
})

parentPort?.on("message", (request: ReadRequest) => {
  let answer: ReadAnswer
  try {
    answer = answered(request)
  } catch (cause) {
    answer = failureOf(cause)
  }
  parentPort?.postMessage(answer)
})
