/** `console`: the page and the API for people, in the process of `huidan serve`. */
import { isIPv6 } from "node:net"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const listen = Schema.String.check(
  Schema.makeFilter(
    (written) => parseListen(written) !== null || "an address and a port, such as `127.0.0.1:8481`, or `[::1]:0`"
  )
)

const host = Schema.String.check(
  Schema.makeFilter(
    (written) =>
      isHost(written) ||
      "the name of a host, with a port or without, such as `orders.example:8443`: no scheme, no path, and no `*`"
  )
)

export const ConsoleMembers = Schema.Struct({
  listen: Schema.NullOr(listen)
    .annotate({
      description:
        "the address and the port of the console, such as `127.0.0.1:8481`; port 0 is any free one; `null`: there is no console",
      default: null
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  hosts: Schema.Array(host)
    .annotate({
      description:
        "the names of hosts by which the console is known, such as `orders.example` or `orders.example:8443`; links name the first one; requests for other names are refused",
      default: []
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed([]))),
  https: Schema.Boolean.annotate({
    description: "whether browsers reach it by https only, through a proxy: cookies are then for https only",
    default: false
  }).pipe(Schema.withDecodingDefaultKey(Effect.succeed(false))),
  sessionHours: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 8760 }))
    .annotate({ description: "how many hours a login lasts", default: 168 })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(168)))
}).check(
  Schema.makeFilter(
    ({ hosts, https }) =>
      !https || hosts.length > 0 || "`https` needs the proxy's host in `hosts`, such as `orders.example`"
  )
)
export interface ConsoleMembers extends Schema.Schema.Type<typeof ConsoleMembers> {}

/** `null` if the text is none. */
export const parseListen = (text: string): { readonly host: string; readonly port: number } | null => {
  const [, ipv6, name, digits] = /^(?:\[([0-9a-f:]+)\]|([^\s:]+)):(\d{1,5})$/i.exec(text) ?? []
  const host = ipv6 ?? name
  const port = Number(digits)
  return host === undefined || port > 65_535 || !isHost(host) ? null : { host, port }
}

/** Whether a URL can have it as its host, with a port from 1 to 65535 or without. URLs take `*` and read `\` as `/`. */
const isHost = (written: string): boolean => {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[^\s:/?#@*\\[\]]+)(?::(\d{1,5}))?$/i.exec(bracketed(written)) ?? []
  const isPort = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535)
  return name !== undefined && isPort && URL.canParse(`http://${name}`)
}

/** An IPv6 address is in brackets in URLs. */
export const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host)
