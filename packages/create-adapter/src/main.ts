#!/usr/bin/env node
/** The door of the command: `npm create huidan-adapter`, `pnpm create huidan-adapter`. */
import { main } from "./program.ts"

main(process.argv.slice(2))
