/** The environment variable with the key that encrypts private text in the store. It is never in the file. */
export const masterKeyVariable = "HUIDAN_STORE_KEY"

export const howToMakeKey = "Make one with `openssl rand -base64 32`, and keep it where backups of the store are not."

/** The variable with the key before that one, while the store is rotated to a new one. */
export const previousVariable = `${masterKeyVariable}_BEFORE`
