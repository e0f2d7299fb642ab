/** The members of the configuration for the store, as a table of the documentation. */
import * as SchemaAST from "effect/SchemaAST"
import { ConsoleMembers } from "./ConsoleSettings.ts"
import { KeepMembers, ServeMembers, StoreMembers, SyncMembers } from "./StoreSettings.ts"

const sections = [
  ["store", StoreMembers],
  ["store.keepDays", KeepMembers],
  ["sync (of a shop)", SyncMembers],
  ["serve", ServeMembers],
  ["console", ConsoleMembers]
] as const

/** Markdown, with a line break at its end. */
export const configurationTable = (): string =>
  [
    "| in | member | if left out | what it says |",
    "| --- | --- | --- | --- |",
    ...sections.flatMap(([name, { fields }]) =>
      Object.entries(fields).flatMap(([member, field]) => rowOf(name, member, field.ast))
    ),
    ""
  ].join("\n")

const rowOf = (section: string, member: string, ast: SchemaAST.AST): ReadonlyArray<string> => {
  const { default: standard, description } = SchemaAST.resolve(ast) ?? {}
  return typeof description === "string"
    ? [`| \`${section}\` | \`${member}\` | \`${JSON.stringify(standard)}\` | ${description} |`]
    : []
}
