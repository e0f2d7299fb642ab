/** Collects what a program shows while it runs, and finds secrets and private text in it. */
export * from "./secrecy/Scanner.ts"
export * from "./secrecy/Shown.ts"
export * from "./secrecy/secretsOf.ts"
export * from "./secrecy/watchOutput.ts"
