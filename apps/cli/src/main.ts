#!/usr/bin/env node
/** The entry point of the `huidan` command. Everything else is imported when it is used, and its compiled code is cached. */
import * as nodeModule from "node:module"
import { compileCacheFolder } from "./compileCacheFolder.ts"

// Before Node 22.1 there is no such cache. Without one the command only starts more slowly.
const cache = compileCacheFolder()
if (cache !== null) nodeModule.enableCompileCache?.(cache)

const { main } = await import("./program.ts")
main(process.argv.slice(2))
