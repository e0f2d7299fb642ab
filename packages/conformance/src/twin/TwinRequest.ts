/** Requests to a twin and its responses, in memory or over HTTP. */
import { isJsonObject, type Json } from "@huidan/core"
import * as Result from "effect/Result"

/** A request to a twin. */
export interface TwinRequest {
  /** `GET` or `POST`, in any case. */
  readonly method: string
  /** Behind the twin's base URL, with a slash before it. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a twin sends back. */
export type TwinResponse =
  | TwinAnswer
  /** The connection breaks before the first byte. */
  | { readonly _tag: "Reset" }

/** An HTTP response. */
export interface TwinAnswer {
  readonly _tag: "Answer"
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Send the content length of the whole body, and break the connection after half of it. */
  readonly cut: boolean
}

/** The parameters of a request, parsed by its content type. */
export interface RequestParameters {
  readonly query: Readonly<Record<string, string>>
  /** Empty if the body is not a form. */
  readonly form: Readonly<Record<string, string>>
  /** `null` if the body is not JSON. */
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

/** All parameters of a request in one object, for the journal. */
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
