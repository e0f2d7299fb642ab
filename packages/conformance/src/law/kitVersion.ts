/** This package's own version, as reports name it; written by `pnpm run version`. */
export const kitVersion = "0.0.0"
