/** Headers of all answers: what a browser may do with them. */
import * as HttpServerResponse from "effect/http/HttpServerResponse"

/** What answers without a page may load: nothing. */
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** What the page may load. Ant Design puts its styles into tags of the page: they have the nonce. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'"
  ].join("; ")

/** What the reference of the API may load: it is one file with its script and styles inside, and asks nobody else. */
export const referencePolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join("; ")

const always = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()"
}

/** The answer with the headers; a policy and a `cache-control` of its own remain. */
export const withSecureHeaders = (
  response: HttpServerResponse.HttpServerResponse,
  isSecure: boolean
): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.setHeaders(response, {
    ...always,
    ...(isSecure ? { "strict-transport-security": "max-age=31536000" } : {}),
    "cache-control": response.headers["cache-control"] ?? "no-store",
    "content-security-policy": response.headers["content-security-policy"] ?? nothing
  })
