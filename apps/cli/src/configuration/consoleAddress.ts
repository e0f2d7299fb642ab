/** The address by which people open the console. */
import { bracketed, type ConsoleMembers, parseListen } from "./ConsoleSettings.ts"

/**
 * That of the first of `hosts`, through a proxy or by the port that it listens on; without one, the address that it listens on.
 * `port`: the port that was opened, if that is known. `null` if it is not, and the configuration takes any free one.
 */
export const consoleAddress = (
  { hosts, https, listen }: Pick<ConsoleMembers, "hosts" | "https" | "listen">,
  port: number | null
): string | null => {
  const place = listen === null ? null : parseListen(listen)
  if (place === null) return null
  const [host] = hosts
  const scheme = https ? "https" : "http"
  const opened = port ?? (place.port === 0 ? null : place.port)
  if (host !== undefined) {
    const named = bracketed(host)
    // Other machines reach this process itself: its port is theirs. A proxy has a port of its own, that of its scheme.
    const isDirect = !https && !isLoopback(place.host) && !/:\d+$/.test(named)
    if (!isDirect) return `${scheme}://${named}`
    return opened === null ? null : `${scheme}://${named}:${opened}`
  }
  return opened === null ? null : `${scheme}://${bracketed(openable(place.host))}:${opened}`
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.")

/** An address that stands for all addresses of the machine is opened by its loopback address. */
const openable = (host: string): string => (host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host)
