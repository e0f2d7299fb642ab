/** Promise: fixtures hold no person's data and no credential, and answers are named by operation and case. */
import { basename, dirname, join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readText } from "../support/files.ts"
import { adaptersOf, exampleAdapters, readWorkspace } from "../support/workspace.ts"

/** Numbers that platforms print in their own documents. Invented numbers have four zeros in the middle: 138 0000 0001. */
const publishedPhones: ReadonlySet<string> = new Set([
  "13812138000",
  "15112345678",
  "13678643212",
  "13472135933",
  "13117428564",
  "15678909876",
  "15712345678"
])

interface Ban {
  readonly what: string
  readonly pattern: RegExp
  readonly allowed?: (match: string) => boolean
}

const bans: ReadonlyArray<Ban> = [
  {
    what: "a phone number that no document publishes",
    pattern: /(?<![\d.])1[3-9]\d{9}(?!\d)/g,
    allowed: (phone) => publishedPhones.has(phone) || /^\d{3}0000\d{4}$/.test(phone)
  },
  {
    what: "a valid identity card number",
    pattern: /(?<!\d)\d{17}[\dXx](?!\d)/g,
    allowed: (text) => !isIdentityCard(text)
  },
  {
    what: "an e-mail address outside example.*",
    pattern: /[\w.+-]+@[\w-]+\.[\w.-]+/g,
    allowed: (address) => /@example\.\w+$/.test(address)
  },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  { what: "a bearer token", pattern: /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g },
  {
    what: "a credential under its key",
    pattern: /"\w*(?:secret|password|passwd|access_token|refresh_token|session_key)"\s*:\s*"[^"]+"/gi,
    allowed: (member) => !/[A-Za-z0-9_-]{24,}"$/.test(member)
  }
]

export const fixtures: Check = {
  name: "fixtures",
  promise: "fixtures hold no person's data and no credential, and answers are named by operation and case",
  run: async (root) =>
    [...adaptersOf(readWorkspace(root)), ...exampleAdapters(root)].flatMap((adapter) =>
      filesBelow(join(adapter.path, "fixtures")).flatMap((path) => {
        const folder = join(adapter.path, "fixtures")
        const at = relative(root, path)
        return [
          ...misnamed(folder, path).map((problem) => `${at} ${problem}`),
          ...forbidden(readText(path)).map((problem) => `${at} holds ${problem}`)
        ]
      })
    )
}

/** Answers are in `fixtures/` itself; errors, tokens and others have their own folders. */
const misnamed = (folder: string, path: string): ReadonlyArray<string> =>
  dirname(path) !== folder || path.endsWith(".md") || answerName.test(basename(path))
    ? []
    : ["is not named operation.case.json"]

const answerName = /^[a-z]+\.[a-zA-Z.]+(?:@\d\.\d)?\.[a-z0-9-]+(?:\.order|\.orders)?\.json$/

/** The forbidden contents of a text, each with its line and never with the value. */
export const forbidden = (text: string): ReadonlyArray<string> =>
  bans.flatMap(({ what, pattern, allowed }) =>
    [...text.matchAll(pattern)]
      .filter((match) => allowed?.(match[0]) !== true)
      .map((match) => `${what}, in line ${text.slice(0, match.index).split("\n").length}`)
  )

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: a birth date and a check digit, which distinguish an identity card number from a long order id. */
const isIdentityCard = (text: string): boolean => {
  const date = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return date.test(text) && "10X98765432"[sum % 11] === text[17]?.toUpperCase()
}

if (import.meta.main) await main(fixtures)
