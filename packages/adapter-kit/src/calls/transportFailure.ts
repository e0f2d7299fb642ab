/**
 * Why an exchange failed below HTTP: an unknown name, a closed port, a certificate, a time-out. JavaScript runtimes give
 * different codes for it, somewhere among the causes of the error. Without a known code the message says only that the
 * connection failed.
 */
import type { AdapterErrorReason } from "@huidan/core"
import type { HttpClientError } from "effect/http/HttpClientError"

/** Codes of runtimes and TLS libraries, and the reason that each stands for. */
const failures: ReadonlyArray<readonly [codes: RegExp, reason: (host: string) => AdapterErrorReason]> = [
  [
    /^(?:ENOTFOUND|EAI_[A-Z]+|ENODATA|ESERVFAIL)$/,
    (host) => ({ _tag: "Transport", detail: `the name ${host} is not known to this machine's name service` })
  ],
  [
    /^(?:ECONNREFUSED|ConnectionRefused)$/,
    (host) => ({ _tag: "Transport", detail: `nothing listens at ${host}: the connection was refused` })
  ],
  [
    /^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/,
    (host) => ({ _tag: "Transport", detail: `this machine has no network route to ${host}` })
  ],
  [
    /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ConnectionTimeout)$/,
    (host) => ({ _tag: "Transport", detail: `${host} did not accept a connection in time` })
  ],
  [
    /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/,
    (host) => ({
      _tag: "Configuration",
      detail: `the certificate of ${host} is not accepted, so nothing was sent: check the base URL, this machine's clock and its certificate authorities`
    })
  ]
]

const broken = "the connection failed or ended before the answer was whole"

/** The reason of a failed exchange. A certificate that is not accepted is a mistake of the configuration: a retry cannot help. */
export const reasonOfHttpError = ({ reason, request }: HttpClientError): AdapterErrorReason => {
  if (reason._tag === "InvalidUrlError") return { _tag: "Configuration", detail: "the base URL is not a URL" }
  if (reason._tag !== "TransportError") return { _tag: "Transport", detail: `the exchange failed (${reason._tag})` }
  const codes = codesOf(reason.cause)
  const failure = failures.find(([pattern]) => codes.some((code) => pattern.test(code)))
  return failure?.[1](hostOf(request.url)) ?? { _tag: "Transport", detail: broken }
}

/** So many causes of causes are looked at. */
const mostCauses = 8

/** The codes among an error's causes, and the names of errors that have no code. */
const codesOf = (error: unknown): ReadonlyArray<string> => {
  const codes: Array<string> = []
  let waiting: ReadonlyArray<unknown> = [error]
  for (let looked = 0; looked < mostCauses && waiting.length > 0; looked++) {
    const [cause, ...others] = waiting
    waiting = others
    if (typeof cause !== "object" || cause === null) continue
    const code: unknown = Reflect.get(cause, "code")
    if (typeof code === "string") codes.push(code)
    // Node.js tries every address of a name, and has an error for each.
    const errors: unknown = Reflect.get(cause, "errors")
    waiting = [...waiting, Reflect.get(cause, "cause"), ...(Array.isArray(errors) ? errors.slice(0, mostCauses) : [])]
  }
  return codes
}

/** The host and port of an address, for messages. */
export const hostOf = (address: string): string => URL.parse(address)?.host ?? "the platform's address"
