/** What a program shows while it runs, and whether something is in it that must not be shown. */
export * from "./secrecy/Scanner.ts"
export * from "./secrecy/Shown.ts"
export * from "./secrecy/secretsOf.ts"
export * from "./secrecy/watchOutput.ts"
