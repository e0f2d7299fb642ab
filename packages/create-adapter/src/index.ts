/** Starts an adapter package from a program; the command is `create-huidan-adapter`. */
export * from "./AdapterNames.ts"
export * from "./CreateError.ts"
export * from "./createAdapter.ts"
export * from "./nextSteps.ts"
