/** What must never be shown: secrets, tokens and signatures of requests, and plain private text of orders. */
import { isJsonArray, isJsonObject, isPrivateText, type Json, plainValue } from "@huidan/core"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import type { RunningTwin } from "../twin/makeTwin.ts"

/** The values of the twin's `privateParameters` in a request's query, form or JSON body. */
export const secretsOfRequest = (request: HttpClientRequest, twin: RunningTwin): ReadonlyArray<string> => {
  const names = new Set(twin.definition.privateParameters)
  const text = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
  const isJson = request.body._tag === "Uint8Array" && request.body.contentType.includes("json")
  const fields = [
    ...request.urlParams.params.map(([name, value]) => [
      name,
      Redacted.isRedacted(value) ? Redacted.value(value) : value
    ]),
    ...(isJson ? [] : new URLSearchParams(text))
  ]
  return [
    ...fields.flatMap(([name = "", value = ""]) => (names.has(name) ? [value] : [])),
    ...(isJson ? membersNamed(JSON.parse(text), names) : [])
  ]
}

const membersNamed = (value: Json, names: ReadonlySet<string>): ReadonlyArray<string> => {
  if (isJsonArray(value)) return value.flatMap((item) => membersNamed(item, names))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) =>
    names.has(name) && typeof member === "string" ? [member] : membersNamed(member, names)
  )
}

/** All plain private texts in a value, such as an order. Masked and encrypted texts are left out. */
export const plainTextsIn = (value: unknown): ReadonlyArray<string> => {
  if (isPrivateText(value)) return [plainValue(value)].filter((text) => text !== null)
  if (Array.isArray(value)) return value.flatMap(plainTextsIn)
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(plainTextsIn) : []
}
