import type { Pointer } from "@huidan/core"

/** The pointers of all places that contain this one, the whole document (`""`) included. */
export const ancestorsOf = (pointer: Pointer): ReadonlyArray<Pointer> => {
  const tokens = pointer.split("/")
  return tokens.slice(1).map((_token, index) => tokens.slice(0, index + 1).join("/"))
}
