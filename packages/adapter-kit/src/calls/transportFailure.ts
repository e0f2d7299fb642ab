/**
 * Why an exchange failed below HTTP: an unknown name, a closed port, a certificate, a reset. JavaScript runtimes give
 * different codes for it, somewhere among the causes of the error, and often say which host or address was not reached:
 * it may be a proxy's. Without a known code the message says only that the exchange failed.
 */
import type { AdapterErrorReason } from "@huidan/core"
import type { HttpClientError } from "effect/http/HttpClientError"

/** Why an exchange failed, and whether that proves that the platform cannot be reached. */
export interface ExchangeFailure {
  readonly reason: AdapterErrorReason
  /** Not if the cause is this machine, its network or its program, or a proxy. */
  readonly isOutage: boolean
}

/** A code, the reason that it stands for, and whether it is an outage of the host that was not reached. */
interface KnownFailure {
  readonly codes: RegExp
  readonly isOutage: boolean
  readonly reason: (where: string, code: string) => AdapterErrorReason
}

const transport = (detail: string): AdapterErrorReason => ({ _tag: "Transport", detail })

const configuration = (detail: string): AdapterErrorReason => ({ _tag: "Configuration", detail })

/** Codes of runtimes and TLS libraries. The first one that fits decides. */
const failures: ReadonlyArray<KnownFailure> = [
  {
    codes: /^(?:ENOTFOUND|EAI_[A-Z]+|ENODATA|ESERVFAIL)$/,
    isOutage: false,
    reason: (where) => transport(`the name ${where} is not known to this machine's name service`)
  },
  {
    codes: /^(?:ECONNREFUSED|ConnectionRefused)$/,
    isOutage: true,
    reason: (where) => transport(`${where} refused the connection: nothing listens there`)
  },
  {
    codes: /^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/,
    isOutage: false,
    reason: (where) => transport(`this machine has no network route to ${where}`)
  },
  {
    codes: /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ConnectionTimeout)$/,
    isOutage: true,
    reason: (where) => transport(`${where} did not accept a connection in time`)
  },
  {
    codes: /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed|ConnectionReset)$/,
    isOutage: true,
    reason: (where) => transport(`the connection to ${where} failed or ended before the answer was whole`)
  },
  {
    codes:
      /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/,
    isOutage: false,
    reason: (where) =>
      configuration(
        `the certificate of ${where} is not accepted, so nothing was sent: check the base URL, this machine's clock and its certificate authorities`
      )
  },
  {
    codes: /^(?:EPROTO$|ERR_SSL_)/,
    isOutage: false,
    reason: (where, code) =>
      configuration(
        `no encrypted connection to ${where} came about (${code}): check that the base URL's scheme and port are those of an https address`
      )
  }
]

/** A proxy that wants to know who sends requests through it. */
export const proxyAsksForCredentials: AdapterErrorReason = configuration(
  "a proxy on the way asks for credentials (HTTP 407): give them to the program's HTTP client"
)

/**
 * The failure of an exchange. A certificate that is not accepted is a mistake of the configuration: a retry cannot help.
 */
export const failureOfHttpError = ({ reason, request }: HttpClientError): ExchangeFailure => {
  if (reason._tag === "InvalidUrlError") return { reason: configuration("the base URL is not a URL"), isOutage: false }
  if (reason._tag !== "TransportError")
    return { reason: transport(`the exchange failed (${reason._tag})`), isOutage: false }
  const causes = causesOf(reason.cause)
  if (causes.some(isRefusedTunnel)) return { reason: proxyAsksForCredentials, isOutage: false }
  for (const known of failures) {
    const cause = causes.find(({ code }) => known.codes.test(code))
    if (cause === undefined) continue
    const other = otherThan(request.url, cause)
    return {
      reason: known.reason(other ?? hostOf(request.url), cause.code),
      isOutage: known.isOutage && other === null
    }
  }
  return { reason: transport(`the exchange ended before the answer was whole${shownCode(causes)}`), isOutage: false }
}

/** A proxy answered the request CONNECT with 407. Of undici's error only the text says so. */
const isRefusedTunnel = ({ code, message }: FoundCause): boolean =>
  code === "UND_ERR_ABORTED" && message?.startsWith("Proxy response (407)") === true

/** What an error says about itself. */
interface FoundCause {
  readonly code: string
  readonly message: string | null
  /** The name that was looked up. */
  readonly name: string | null
  /** The address and port of the connection. */
  readonly address: string | null
  readonly port: number | null
}

/** So many causes of causes are looked at. */
const mostCauses = 8

/** The errors with a code among an error's causes. */
const causesOf = (error: unknown): ReadonlyArray<FoundCause> => {
  const found: Array<FoundCause> = []
  let waiting: ReadonlyArray<unknown> = [error]
  for (let looked = 0; looked < mostCauses && waiting.length > 0; looked++) {
    const [cause, ...others] = waiting
    waiting = others
    if (typeof cause !== "object" || cause === null) continue
    const code = textIn(cause, "code")
    // Node.js has the address of a connection that was open in a part of the error.
    const socket = Object(Reflect.get(cause, "socket"))
    if (code !== null)
      found.push({
        code,
        message: textIn(cause, "message"),
        name: textIn(cause, "hostname"),
        address: textIn(cause, "address") ?? textIn(socket, "remoteAddress"),
        port: portIn(cause, "port") ?? portIn(socket, "remotePort")
      })
    // Node.js tries every address of a name, and has an error for each.
    const errors: unknown = Reflect.get(cause, "errors")
    waiting = [...waiting, Reflect.get(cause, "cause"), ...(Array.isArray(errors) ? errors.slice(0, mostCauses) : [])]
  }
  return found
}

const textIn = (holder: object, key: string): string | null => {
  const value: unknown = Reflect.get(holder, key)
  return typeof value === "string" ? value : null
}

const portIn = (holder: object, key: string): number | null => {
  const value: unknown = Reflect.get(holder, key)
  return typeof value === "number" ? value : null
}

/** Codes of systems and runtimes; any other text may be private. */
const shownCode = (causes: ReadonlyArray<FoundCause>): string => {
  const code = causes.find((cause) => /^E[A-Z_]{2,40}$/.test(cause.code))?.code
  return code === undefined ? "" : ` (${code})`
}

/** Characters of a name that a message shows, at most. */
const longestName = 253

/**
 * What was not reached, if it is not the host of this URL; `null` otherwise. The address of a host that has a name is not
 * known, so another address alone proves nothing.
 */
const otherThan = (address: string, cause: FoundCause): string | null => {
  const url = URL.parse(address)
  if (url === null) return null
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1")
  if (cause.name !== null)
    return cause.name.toLowerCase() === host ? null : `${cause.name.slice(0, longestName)} of a proxy or gateway`
  if (cause.address === null || cause.port === null) return null
  const isAddress = host.includes(":") || /^[\d.]+$/.test(host)
  if (cause.port === portOf(url) && (!isAddress || cause.address === host)) return null
  const shown = cause.address.includes(":") ? `[${cause.address}]` : cause.address
  return `the proxy or gateway at ${shown.slice(0, longestName)}:${cause.port}`
}

const portOf = ({ port, protocol }: URL): number => (port === "" ? (protocol === "http:" ? 80 : 443) : Number(port))

/** The host and port of an address, for messages. */
export const hostOf = (address: string): string => URL.parse(address)?.host ?? "the platform's address"
