/** The commands on what the store keeps: its file, rows that could not be decoded, exports, and private text. */
import type { TradeState } from "@huidan/core"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { lazily } from "./lazily.ts"
import { force, key, since, until } from "./storeFlags.ts"

export const check = Command.make(
  "check",
  {},
  lazily(() => import("./commands/store/check.ts").then((module) => module.check))
).pipe(
  Command.withDescription(
    "Compute all that the store derives from the platforms' answers again, and compare; ends with 65 if anything differs"
  )
)

const listQuarantine = Command.make(
  "list",
  {},
  lazily(() => import("./commands/store/quarantine.ts").then((module) => module.list))
).pipe(
  Command.withDescription(
    "List the rows of platforms' answers that could not be decoded, and why; not what they contain"
  )
)

const replayQuarantine = Command.make(
  "replay",
  {
    rows: Argument.String("row").pipe(
      Argument.filter(
        (row) => /^[0-9a-f]{4,64}$/.test(row),
        () => "at least the first 4 characters of a row, as `huidan store quarantine list` shows it"
      ),
      Argument.withDescription("The first characters of a row, at least 4, as `list` shows it (default: every row)"),
      Argument.variadic()
    )
  },
  lazily(() => import("./commands/store/quarantine.ts").then((module) => module.replay))
).pipe(
  Command.withDescription("Decode rows again, after an update of the adapter; what can be decoded now is stored"),
  Command.withExamples([{ command: "huidan store quarantine replay 3f9a1c" }])
)

export const quarantine = Command.make("quarantine").pipe(
  Command.withDescription("Rows of platforms' answers that could not be decoded"),
  Command.withSubcommands([listQuarantine, replayQuarantine])
)

/** The type holds that these are all states: core is loaded only when a command runs. */
const everyTradeState = {
  pending: true,
  active: true,
  completed: true,
  closed: true,
  unknown: true
} satisfies Record<TradeState, true>
const tradeStates = Object.keys(everyTradeState) as ReadonlyArray<keyof typeof everyTradeState>

export const exportFile = Command.make(
  "export",
  {
    file: Argument.String("file").pipe(Argument.withDescription("The file to write: .ndjson, .csv or .parquet")),
    format: Flag.Literals("format", ["ndjson", "csv", "parquet"]).pipe(
      Flag.withDescription("The format (default: by the file's name)"),
      Flag.optional
    ),
    shop: Flag.String("shop").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("Only orders of this shop, by its name in the configuration"),
      Flag.optional
    ),
    since: Flag.optional(since.pipe(Flag.withDescription("Only orders that were created from this time on"))),
    until: until.pipe(Flag.withDescription("Only orders that were created before this time")),
    trade: Flag.Literals("trade", tradeStates).pipe(Flag.withDescription("Only orders in this state"), Flag.optional),
    rows: Flag.Literals("rows", ["order", "line"]).pipe(
      Flag.withDescription("CSV and Parquet: a row for each order, or for each line of an order (default: order)"),
      Flag.withDefault("order" as const)
    ),
    language: Flag.Literals("language", ["zh", "en"]).pipe(
      Flag.withDescription("CSV: the language of headings and states (default: zh)"),
      Flag.withDefault("zh" as const)
    ),
    reveal: Flag.Boolean("reveal").pipe(
      Flag.withDescription(
        "With private text, as far as the store has it; needs the master key, and the audit has an entry of who did it before anything is read (default: masked)"
      ),
      Flag.withDefault(false)
    ),
    force
  },
  lazily(() => import("./commands/store/exportFile.ts").then((module) => module.exportFile))
).pipe(
  Command.withDescription(
    "Write orders into a file that only this user can read; private text is masked, unless --reveal is given"
  ),
  Command.withExamples([
    { command: "huidan store export november.csv --since 2026-11-01 --until 2026-12-01 --rows line" },
    { command: "huidan store export all.parquet" }
  ])
)

export const importFile = Command.make(
  "import",
  {
    file: Argument.String("file").pipe(
      Argument.withDescription(
        "A file with canonical orders as JSON, one on each line; - for standard input (default: -)"
      ),
      Argument.withDefault("-")
    )
  },
  lazily(() => import("./commands/store/importFile.ts").then((module) => module.importFile))
).pipe(
  Command.withDescription(
    "Read canonical orders from a file into the store, as `huidan store export` writes them; stop `huidan serve` first"
  )
)

export const backup = Command.make(
  "backup",
  { file: Argument.String("file").pipe(Argument.withDescription("The file to make")), force },
  lazily(() => import("./commands/store/backup.ts").then((module) => module.backup))
).pipe(
  Command.withDescription(
    "Copy the store to a file, also while `huidan serve` runs; private text stays encrypted in it"
  )
)

export const restore = Command.make(
  "restore",
  {
    file: Argument.String("file").pipe(Argument.withDescription("A file that `huidan store backup` made")),
    force: force.pipe(Flag.withDescription("Replace the store that exists, if no process uses it")),
    loseForgotten: Flag.Boolean("lose-forgotten").pipe(
      Flag.withDescription(
        "Replace also a store that cannot be read: what was forgotten in it since the backup is not known and comes back"
      ),
      Flag.withDefault(false)
    )
  },
  lazily(() => import("./commands/store/backup.ts").then((module) => module.restore))
).pipe(Command.withDescription("Make the store from a backup; stop `huidan serve` first"))

export const forget = Command.make(
  "forget",
  {
    key: key.pipe(
      Argument.withDescription(
        "The key of an order, PLATFORM/SHOP-ID/ORDER-ID; or -, for a telephone number on standard input: all orders with it"
      )
    )
  },
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.forget))
).pipe(
  Command.withDescription(
    "Destroy the private text of orders for good; amounts and states stay. Ends with 65 if there is no such order"
  ),
  Command.withExamples([
    { command: "huidan store forget <platform>/<shop-id>/<order-id>" },
    { command: "huidan store forget - < phone.txt" }
  ])
)

export const reveal = Command.make(
  "reveal",
  {
    key,
    storedOnly: Flag.Boolean("stored-only").pipe(
      Flag.withDescription(
        "Do not ask the platform to decrypt what it encrypted: platforms count and limit that (default: asks, for each text at most once an hour)"
      ),
      Flag.withDefault(false)
    )
  },
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.reveal))
).pipe(
  Command.withDescription("Show an order with its private text; `huidan store audit` lists who did"),
  Command.withExamples([{ command: "huidan store reveal <platform>/<shop-id>/<order-id>" }])
)

export const rotateKey = Command.make(
  "rotate-key",
  {},
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.rotateKey))
).pipe(
  Command.withDescription(
    "Change the master key: encrypt with HUIDAN_STORE_KEY what was encrypted with HUIDAN_STORE_KEY_BEFORE"
  )
)

export const audit = Command.make(
  "audit",
  {
    count: Flag.Int("count").pipe(
      Flag.filter(
        (count) => count >= 1 && count <= 10_000,
        () => "a number from 1 to 10000"
      ),
      Flag.withMetavar("COUNT"),
      Flag.withDescription("How many entries, at most 10000 (default: 50)"),
      Flag.withDefault(50)
    )
  },
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.audit))
).pipe(Command.withDescription("Show who read, decrypted or destroyed private text, the latest first"))
