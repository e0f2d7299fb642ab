/** Requests that their schemas refuse, as problems that name each part. What was sent is not quoted. */
import * as Effect from "effect/Effect"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as SchemaIssue from "effect/SchemaIssue"
import { InternalFault, InvalidRequest, WithProblems } from "../../api/index.ts"

const format = SchemaIssue.makeFormatterStandardSchemaV1()

/** How many parts are named. */
const mostErrors = 20

export const layerWithProblems = HttpApiMiddleware.layerSchemaErrorTransform(
  WithProblems,
  ({ cause, kind }, { endpoint, group }) => {
    const issues = format(cause.issue).issues.slice(0, mostErrors)
    if (kind === "Body" || kind === "ResponseHeaders") {
      const places = issues.map(({ path = [] }) => path.map(segmentOf).join("/")).join(", ")
      return Effect.andThen(
        Effect.logError(`the answer of ${group.identifier}.${endpoint.identifier} does not have its shape: ${places}`),
        Effect.fail(new InternalFault({}))
      )
    }
    const errors = issues.map(({ message, path = [] }) => ({
      path: [kind.toLowerCase(), ...path.map(segmentOf)],
      message
    }))
    return Effect.fail(new InvalidRequest({ detail: "The request is not valid", errors }))
  }
)

const segmentOf = (segment: PropertyKey | { readonly key: PropertyKey }): string | number => {
  const key = typeof segment === "object" ? segment.key : segment
  return typeof key === "number" ? key : String(key)
}
