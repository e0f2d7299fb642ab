import type { TwinCall } from "@huidan/conformance"

/** The bounds of a list, unix seconds, as milliseconds that count. Whether the bounds themselves count is not published. */
export const boundsOf = ({ bounds }: TwinCall, since: number, until: number) =>
  bounds === "inclusive"
    ? { since: since * 1000, until: until * 1000 + 999 }
    : { since: since * 1000 + 1000, until: until * 1000 - 1 }
