/** Which addresses may be called without encryption. */

/** Hosts that are this machine, or that exist in tests only (RFC 2606, RFC 6761). */
const isOwnHost = (host: string): boolean =>
  host === "[::1]" ||
  /^(?:.+\.)?(?:localhost|test)\.?$/.test(host) ||
  /^127\.\d+\.\d+\.\d+$/.test(host) ||
  // An IPv4 address as IPv6: a URL has 127.0.0.1 as ::ffff:7f00:1.
  /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(host)

/** The host of an address that anyone on the way can listen to; `null` if the address is encrypted, or this machine's. */
export const hostInTheOpen = (address: string): string | null => {
  const url = URL.parse(address)
  return url?.protocol === "http:" && !isOwnHost(url.hostname) ? url.host : null
}
