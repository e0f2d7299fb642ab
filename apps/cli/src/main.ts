#!/usr/bin/env node
/** The door of the `huidan` command: everything else is compiled once, kept, and imported when it is used. */
import * as nodeModule from "node:module"

// Absent before Node 22.1, where the command only starts more slowly.
nodeModule.enableCompileCache?.()

const { main } = await import("./program.ts")
main(process.argv.slice(2))
