export * from "./SandboxError.ts"
export type { SandboxTruth } from "./sandboxApp.ts"
export { truthPath } from "./sandboxApp.ts"
export * from "./startSandbox.ts"
