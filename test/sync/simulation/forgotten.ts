/** Whether what was forgotten has come back: a key, an encrypted text, a hash, or a text in the file itself. */
import { existsSync, readFileSync } from "node:fs"
import { isJsonObject } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { hideTexts } from "../../../packages/sync/src/privacy/hiddenTexts.ts"
import type { StoredOrder } from "../../../packages/sync/src/store/StoredOrder.ts"
import type { Machine } from "./Process.ts"
import type { History } from "./Traffic.ts"

/** A shorter text can be part of another one, or the same in other orders. */
const shortestText = 8

/** What would hold private texts of the order with this number. */
const places = [
  "keys WHERE wrapped IS NOT NULL AND order_id =",
  "facets WHERE sealed IS NOT NULL AND order_id =",
  "bodies WHERE sealed IS NOT NULL AND order_id =",
  "versions WHERE sealed IS NOT NULL AND order_id =",
  "private_hashes WHERE order_id =",
  "raw_answers WHERE order_id =",
  "decrypted WHERE order_id ="
]

export const forgottenProblems = Effect.fnUntraced(function* (
  machine: Machine,
  history: History,
  orders: ReadonlyMap<string, StoredOrder>
) {
  const sql = yield* SqlClient.SqlClient
  const problems: Array<string> = []
  const files = [machine.file, `${machine.file}-wal`].filter(existsSync).map((file) => readFileSync(file))
  for (const orderId of history.forgotten) {
    const order = orders.get(orderId)
    if (order === undefined) continue
    for (const place of places) {
      const [row] = yield* sql.unsafe<{ n: number }>(`SELECT count(*) AS n FROM ${place} ?`, [order.id])
      if (row?.n !== 0) problems.push(`${orderId} was forgotten: there are ${row?.n} ${place}`)
    }
    const found = textsOf(machine, history, order).filter((text) => files.some((file) => file.includes(text)))
    problems.push(
      ...found.map((text) => `${orderId} was forgotten: its text of ${text.length} characters is in the file`)
    )
  }
  return problems
})

/** The plain private texts that the operations ever showed of an order, but for those that it states openly elsewhere too. */
const textsOf = ({ door, twin }: Machine, { states }: History, order: StoredOrder): ReadonlyArray<string> => {
  const texts = new Set<string>()
  for (const state of states.get(order.orderId) ?? []) {
    for (const operation of order.facets.keys()) {
      const hidden = hideTexts(twin.expected(operation, state, door ?? undefined) ?? null)
      const open = JSON.stringify(hidden.shown)
      for (const text of hidden.texts.values()) {
        const value = isJsonObject(text) ? text["value"] : null
        if (typeof value === "string" && value.length >= shortestText && !open.includes(value)) texts.add(value)
      }
    }
  }
  return [...texts]
}
