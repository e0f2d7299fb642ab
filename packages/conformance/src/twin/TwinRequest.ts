/** Requests and responses as they cross a twin's door, whichever door it is. */
import { isJsonObject, type Json } from "@huidan/core"
import * as Result from "effect/Result"

export interface TwinRequest {
  readonly method: string
  /** Behind the twin's base URL, with a slash before it. */
  readonly path: string
  /** Without its question mark, as sent. */
  readonly query: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type TwinResponse =
  | TwinAnswer
  /** The connection breaks before a single byte. */
  | { readonly _tag: "Reset" }

export interface TwinAnswer {
  readonly _tag: "Answer"
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The door announces the whole body and breaks the connection halfway. */
  readonly cut: boolean
}

/** The parameters of a request, taken apart by its content type. */
export interface RequestParameters {
  readonly query: Readonly<Record<string, string>>
  readonly form: Readonly<Record<string, string>>
  readonly json: Json
}

export const parametersOf = (request: TwinRequest): RequestParameters => {
  const contentType = request.headers["content-type"] ?? ""
  const isForm = contentType.includes("application/x-www-form-urlencoded")
  return {
    query: fieldsOf(request.query),
    form: isForm ? fieldsOf(request.body) : {},
    json: isForm || request.body === "" ? null : parseJson(request.body)
  }
}

/** All parameters of a request together, as the journal keeps them. */
export const allParameters = ({ query, form, json }: RequestParameters): Readonly<Record<string, Json>> => ({
  ...query,
  ...form,
  ...(isJsonObject(json) ? json : {})
})

const fieldsOf = (text: string): Readonly<Record<string, string>> => Object.fromEntries(new URLSearchParams(text))

const parseJson = (text: string): Json =>
  Result.getOrElse(
    Result.try(() => JSON.parse(text) as Json),
    () => null
  )
