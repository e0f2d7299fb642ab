#!/usr/bin/env node
/** The entry point of the `huidan` command. Everything else is imported when it is used, and its compiled code is cached. */
import * as nodeModule from "node:module"

// Before Node 22.1 there is no such cache, and the command only starts more slowly.
nodeModule.enableCompileCache?.()

const { main } = await import("./program.ts")
main(process.argv.slice(2))
