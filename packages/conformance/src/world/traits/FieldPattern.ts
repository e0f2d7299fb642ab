/** A pointer into a canonical order, with `*` for every entry of a list. It includes everything below the pointer. */
export type FieldPattern = string
