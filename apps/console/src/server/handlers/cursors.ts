/** Places in lists as text, to be sent back as they came. */
import type { Position, QuarantinePosition } from "@huidan/sync"
import * as Effect from "effect/Effect"
import type { InvalidRequest } from "../../api/index.ts"
import { invalid } from "../failures.ts"

/** How many rows a page has if nothing is asked for. */
export const standardLimit = 50

export const positionText = ({ at, id }: Position): string => `${at}.${id}`

/** `null` at the beginning. */
export const positionOf = (cursor: string | undefined): Effect.Effect<Position | null, InvalidRequest> => {
  if (cursor === undefined) return Effect.succeed(null)
  const [, at, id] = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor) ?? []
  return at === undefined || id === undefined ? refused : Effect.succeed({ at: Number(at), id: Number(id) })
}

export const numberOf = (cursor: string | undefined): Effect.Effect<number | null, InvalidRequest> =>
  cursor === undefined ? Effect.succeed(null) : /^\d{1,16}$/.test(cursor) ? Effect.succeed(Number(cursor)) : refused

export const rowText = ({ fingerprint, firstSeen }: QuarantinePosition): string => `${firstSeen}.${fingerprint}`

export const rowPositionOf = (cursor: string | undefined): Effect.Effect<QuarantinePosition | null, InvalidRequest> => {
  if (cursor === undefined) return Effect.succeed(null)
  const [, at, fingerprint] = /^(-?\d{1,16})\.([\w-]+)$/.exec(cursor) ?? []
  return at === undefined || fingerprint === undefined
    ? refused
    : Effect.succeed({ firstSeen: Number(at), fingerprint })
}

const refused = Effect.fail(invalid(["cursor"], "not a place in this list: begin at its first page"))
