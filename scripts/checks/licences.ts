/** Promise: every installed dependency has a licence that is allowed here. */
import { type Check, main } from "../support/Check.ts"
import { type InstalledDependency, installedDependencies } from "../support/installedDependencies.ts"

/** They ask for no more than that their text is kept. */
const allowed: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
  "WTFPL"
])

/** Packages with another licence, each with the reason why it may be used. None of them is part of what is published. */
const reviewed: ReadonlyArray<readonly [name: RegExp, licence: string, reason: string]> = [
  [/^(?:@axe-core\/playwright|axe-core)$/, "MPL-2.0", "Looks for barriers in pages, unchanged, in tests only."],
  [/^caniuse-lite$/, "CC-BY-4.0", "Data about browsers, which the test tools read."],
  [/^lightningcss(?:-[\w-]+)?$/, "MPL-2.0", "Part of Vite, unchanged, for the tests only."]
]

export const licences: Check = {
  name: "licences",
  promise: "every installed dependency has a licence that is allowed here",
  run: async (root) => {
    const installed = installedDependencies(root)
    return installed.length === 0 ? ["Nothing is installed. Run: pnpm install"] : licenceProblems(installed)
  }
}

export const licenceProblems = (dependencies: ReadonlyArray<InstalledDependency>): ReadonlyArray<string> =>
  dependencies.flatMap((dependency) => {
    const { name, version } = dependency
    const licence = licenceOf(dependency)
    if (isAllowed(licence)) return []
    if (reviewed.some(([pattern, each]) => pattern.test(name) && each === licence)) return []
    return [
      `${name}@${version} has the licence ${licence === "" ? "of nobody: its package.json names none" : licence}. Use another package, or allow it in scripts/checks/licences.ts with a reason`
    ]
  })

const licenceOf = ({ license, licenses }: InstalledDependency): string => {
  const named = license ?? licenses
  const parts = (Array.isArray(named) ? named : [named]).map((part: unknown) =>
    typeof part === "string" ? part : String(Object(part)["type"] ?? "")
  )
  return parts.join(" OR ")
}

/** `A OR B` needs one of them, `A AND B` both. `AND` binds more tightly, and parentheses more tightly than either. */
const isAllowed = (expression: string): boolean => {
  const inner = /\(([^()]*)\)/.exec(expression)
  if (inner !== null) {
    const before = expression.slice(0, inner.index)
    const after = expression.slice(inner.index + inner[0].length)
    return isAllowed(`${before}${isAllowed(inner[1] ?? "") ? "MIT" : "NONE"}${after}`)
  }
  return expression.split(" OR ").some((either) => either.split(" AND ").every((each) => allowed.has(each.trim())))
}

if (import.meta.main) await main(licences)
