/** The commands of the store, their arguments and flags. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { lazily } from "./lazily.ts"

const shopDescription = "The name of a shop, or a platform of the configuration"
const shop = Argument.String("shop").pipe(Argument.withDescription(shopDescription))
const anyShop = Argument.String("shop").pipe(
  Argument.withDescription(`${shopDescription} (default: all)`),
  Argument.optional
)
const key = Argument.String("key").pipe(
  Argument.withDescription("The key of an order: platform/shop id/order id, as `huidan store why` and exports have it")
)
const since = Flag.String("since").pipe(
  Flag.withMetavar("TIME"),
  Flag.withDescription("From this time on: 2026-11-01, 2026-11-01 08:30 (Shanghai), 2026-11-01T00:30:00Z")
)
const until = Flag.String("until").pipe(
  Flag.withMetavar("TIME"),
  Flag.withDescription("Only before this time (default: now)"),
  Flag.optional
)
const force = Flag.Boolean("force").pipe(Flag.withDescription("Replace a file that exists"), Flag.withDefault(false))

const sync = Command.make(
  "sync",
  {
    shop: anyShop,
    days: Flag.Int("days").pipe(
      Flag.filter(
        (days) => days >= 0 && days <= 3650,
        () => "a number of days from 0 to 3650"
      ),
      Flag.withMetavar("COUNT"),
      Flag.withDescription("How far the first sync of a shop reaches back (default: asks, or `firstDays` of the shop)"),
      Flag.optional
    )
  },
  lazily(() => import("./commands/store/sync.ts").then((module) => module.sync))
).pipe(Command.withDescription("Read what is new of the shops into the store, and end"))

const backfill = Command.make(
  "backfill",
  { shop, since, until },
  lazily(() => import("./commands/store/backfill.ts").then((module) => module.backfill))
).pipe(
  Command.withDescription("Read a period of a shop again; what is new is read beside it"),
  Command.withExamples([{ command: "huidan store backfill <shop> --since 2026-01-01 --until 2026-02-01" }])
)

const reconcile = Command.make(
  "reconcile",
  {
    shop: anyShop,
    since,
    until,
    repair: Flag.Boolean("repair").pipe(
      Flag.withDescription("Store what differs, and ask for those orders again"),
      Flag.withDefault(false)
    )
  },
  lazily(() => import("./commands/store/reconcile.ts").then((module) => module.reconcile))
).pipe(
  Command.withDescription("Compare a period with the platforms; ends with 1 if anything differs, unless it is repaired")
)

const order = Command.make(
  "order",
  {
    key,
    now: Flag.Boolean("now").pipe(Flag.withDescription("Ask the platform for it first"), Flag.withDefault(false))
  },
  lazily(() => import("./commands/store/order.ts").then((module) => module.order))
).pipe(Command.withDescription("Show an order of the store, private text masked"))

const want = Command.make(
  "want",
  {
    shop,
    file: Argument.String("file").pipe(
      Argument.withDescription("A file with the numbers of orders, or - for standard input (default: -)"),
      Argument.withDefault("-")
    )
  },
  lazily(() => import("./commands/store/want.ts").then((module) => module.want))
).pipe(
  Command.withDescription("Have orders of a shop read by their numbers, separated in any way"),
  Command.withExamples([{ command: "huidan store want <shop> < numbers.txt" }])
)

const why = Command.make(
  "why",
  {
    platform: Argument.String("platform").pipe(Argument.withDescription("The platform of the order")),
    number: Argument.String("number").pipe(Argument.withDescription("Any number of the order")),
    created: Flag.String("created").pipe(
      Flag.withMetavar("TIME"),
      Flag.withDescription("When the order was created, if that is known: the answer is more certain then"),
      Flag.optional
    )
  },
  lazily(() => import("./commands/store/why.ts").then((module) => module.why))
).pipe(Command.withDescription("Say why an order is not in the store, and what to do"))

const status = Command.make(
  "status",
  {},
  lazily(() => import("./commands/store/status.ts").then((module) => module.status))
).pipe(Command.withDescription("Say of each shop how far the store is right, and what is wrong"))

const day = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withMetavar("DAY"), Flag.withDescription(description), Flag.optional)

const daily = Command.make(
  "daily",
  {
    shop: anyShop,
    from: day("from", "The first day, as in 2026-11-01 (default: six days before today)"),
    to: day("to", "The last day (default: today)")
  },
  lazily(() => import("./commands/store/daily.ts").then((module) => module.daily))
).pipe(Command.withDescription("Show what was created, paid and refunded on each day, by Asia/Shanghai days"))

const pause = Command.make(
  "pause",
  { shop },
  lazily(() => import("./commands/store/pause.ts").then((module) => module.pause))
).pipe(Command.withDescription("Ask for nothing of a shop until it goes on; pushes are still taken"))

const resume = Command.make(
  "resume",
  { shop },
  lazily(() => import("./commands/store/pause.ts").then((module) => module.resume))
).pipe(Command.withDescription("Let a paused shop go on"))

const check = Command.make(
  "check",
  {},
  lazily(() => import("./commands/store/check.ts").then((module) => module.check))
).pipe(Command.withDescription("Compute everything again that follows from the answers; ends with 65 if it differs"))

const listQuarantine = Command.make(
  "list",
  {},
  lazily(() => import("./commands/store/quarantine.ts").then((module) => module.list))
).pipe(Command.withDescription("List the rows that could not be decoded, without what they say"))

const replayQuarantine = Command.make(
  "replay",
  {
    rows: Argument.String("row").pipe(
      Argument.withDescription("The beginning of a row's fingerprint, as `list` shows it (default: every row)"),
      Argument.variadic()
    )
  },
  lazily(() => import("./commands/store/quarantine.ts").then((module) => module.replay))
).pipe(Command.withDescription("Decode rows again, for instance with a newer adapter; what can be decoded is stored"))

const quarantine = Command.make("quarantine").pipe(
  Command.withDescription("Rows that could not be decoded"),
  Command.withSubcommands([listQuarantine, replayQuarantine])
)

const exportFile = Command.make(
  "export",
  {
    file: Argument.String("file").pipe(Argument.withDescription("The file to write: .ndjson, .csv or .parquet")),
    format: Flag.Literals("format", ["ndjson", "csv", "parquet"]).pipe(
      Flag.withDescription("The format (default: by the file's name)"),
      Flag.optional
    ),
    shop: Flag.String("shop").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("Only orders of this shop"),
      Flag.optional
    ),
    since: Flag.optional(since.pipe(Flag.withDescription("Only orders that were created from this time on"))),
    until: until.pipe(Flag.withDescription("Only orders that were created before this time")),
    trade: Flag.String("trade").pipe(
      Flag.withMetavar("STATE"),
      Flag.withDescription("Only orders in this state: active, completed, closed"),
      Flag.optional
    ),
    rows: Flag.Literals("rows", ["order", "line"]).pipe(
      Flag.withDescription("CSV and Parquet: what a row is (default: order)"),
      Flag.withDefault("order" as const)
    ),
    language: Flag.Literals("language", ["zh", "en"]).pipe(
      Flag.withDescription("CSV: the language of headings and states (default: zh)"),
      Flag.withDefault("zh" as const)
    ),
    force
  },
  lazily(() => import("./commands/store/exportFile.ts").then((module) => module.exportFile))
).pipe(Command.withDescription("Write orders into a file that only this user can read, private text masked"))

const importFile = Command.make(
  "import",
  {
    file: Argument.String("file").pipe(
      Argument.withDescription("A file with canonical orders, one on each line; - for standard input (default: -)"),
      Argument.withDefault("-")
    )
  },
  lazily(() => import("./commands/store/importFile.ts").then((module) => module.importFile))
).pipe(Command.withDescription("Import canonical orders; `huidan serve` must not run"))

const backup = Command.make(
  "backup",
  { file: Argument.String("file").pipe(Argument.withDescription("The file to make")), force },
  lazily(() => import("./commands/store/backup.ts").then((module) => module.backup))
).pipe(Command.withDescription("Copy the store as it is at one moment, also while it is written"))

const restore = Command.make(
  "restore",
  {
    file: Argument.String("file").pipe(Argument.withDescription("A file that `huidan store backup` made")),
    force: force.pipe(Flag.withDescription("Replace the store, if no process uses it"))
  },
  lazily(() => import("./commands/store/backup.ts").then((module) => module.restore))
).pipe(Command.withDescription("Make the store of a backup"))

const forget = Command.make(
  "forget",
  { key: key.pipe(Argument.withDescription("The key of an order; - for a telephone number from standard input")) },
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.forget))
).pipe(Command.withDescription("Destroy private texts for good; amounts and states stay"))

const reveal = Command.make(
  "reveal",
  { key },
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.reveal))
).pipe(Command.withDescription("Show an order with its private texts; the audit says who did"))

const rotateKey = Command.make(
  "rotate-key",
  {},
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.rotateKey))
).pipe(Command.withDescription("Encrypt all keys with HUIDAN_STORE_KEY instead of HUIDAN_STORE_KEY_BEFORE"))

const audit = Command.make(
  "audit",
  {
    count: Flag.Int("count").pipe(
      Flag.filter(
        (count) => count >= 1 && count <= 10_000,
        () => "a number from 1 to 10000"
      ),
      Flag.withMetavar("COUNT"),
      Flag.withDescription("How many entries (default: 50)"),
      Flag.withDefault(50)
    )
  },
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.audit))
).pipe(Command.withDescription("Show who read or destroyed private texts, the latest first"))

export const store = Command.make("store").pipe(
  Command.withDescription("Keep the orders of all shops in one file that stays in step with the platforms"),
  Command.withSubcommands([
    sync,
    status,
    order,
    why,
    want,
    backfill,
    reconcile,
    daily,
    quarantine,
    exportFile,
    importFile,
    backup,
    restore,
    check,
    pause,
    resume,
    forget,
    reveal,
    audit,
    rotateKey
  ])
)

export const serve = Command.make(
  "serve",
  {
    wait: Flag.Boolean("wait").pipe(
      Flag.withDescription("Wait until the process that has the store has ended"),
      Flag.withDefault(false)
    ),
    log: Flag.Literals("log", ["text", "json"]).pipe(
      Flag.withDescription("How the log is written on standard error (default: text)"),
      Flag.withDefault("text" as const)
    )
  },
  lazily(() => import("./commands/serve.ts").then((module) => module.serve))
).pipe(
  Command.withDescription("Follow every shop, take pushes and answer monitoring until interrupted"),
  Command.withExamples([{ command: "huidan serve --log json" }])
)
