import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { certificatesIn } from "../support/localRegistry.ts"
import { withTemporaryFolder } from "../support/temporaryFolder.ts"

it("the registry trusts the certificates that npm's configuration names, if they are there", () =>
  withTemporaryFolder("certificates", (folder) => {
    const file = join(folder, "ours.pem")
    expect(certificatesIn(null)).toBe(null)
    expect(certificatesIn(file)).toBe(null)
    writeFileSync(file, "-----BEGIN CERTIFICATE-----")
    expect(certificatesIn(file)).toBe("-----BEGIN CERTIFICATE-----")
  }))
