import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Calls `use` with a new empty folder, and removes it with its contents however `use` ends. */
export const withTemporaryFolder = async <A>(purpose: string, use: (folder: string) => A | Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), `huidan-${purpose}-`))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
