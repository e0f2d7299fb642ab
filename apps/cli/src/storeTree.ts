/** The commands of the store, their arguments and flags. */
import type { TradeState } from "@huidan/core"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { lazily } from "./lazily.ts"

const shopDescription = "The name of a shop in the configuration, or a platform: all its shops"
const shop = Argument.String("shop").pipe(Argument.withDescription(shopDescription))
const anyShop = Argument.String("shop").pipe(
  Argument.withDescription(`${shopDescription} (default: all)`),
  Argument.optional
)
const key = Argument.String("key").pipe(
  Argument.withDescription("The key of an order: PLATFORM/SHOP-ID/ORDER-ID, as exports have it")
)
const since = Flag.String("since").pipe(
  Flag.withMetavar("TIME"),
  Flag.withDescription("From this time on: 2026-11-01 or 2026-11-01 08:30 (Shanghai time), or 2026-11-01T00:30:00Z")
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
      Flag.withDescription(
        "How many days back the orders of a shop are read that was never read (default: asks; without a terminal `firstDays` of the configuration, 90)"
      ),
      Flag.optional
    )
  },
  lazily(() => import("./commands/store/sync.ts").then((module) => module.sync))
).pipe(
  Command.withDescription(
    "Read what is new or changed since the last time into the store, then end; `huidan serve` does it again and again"
  ),
  Command.withExamples([
    { command: "huidan store sync" },
    { command: "huidan store sync <shop> --days 30", description: "The first time" }
  ])
)

const backfill = Command.make(
  "backfill",
  { shop: anyShop, since, until },
  lazily(() => import("./commands/store/backfill.ts").then((module) => module.backfill))
).pipe(
  Command.withDescription("Read the orders that were created in a period, and what is new beside them"),
  Command.withExamples([{ command: "huidan store backfill <shop> --since 2026-01-01 --until 2026-02-01" }])
)

const reconcile = Command.make(
  "reconcile",
  {
    shop: anyShop,
    since,
    until: until.pipe(Flag.withDescription("Only before this time (default: up to where the shop's list is read)")),
    repair: Flag.Boolean("repair").pipe(
      Flag.withDescription("Store what differs, and ask the platform for those orders again"),
      Flag.withDefault(false)
    )
  },
  lazily(() => import("./commands/store/reconcile.ts").then((module) => module.reconcile))
).pipe(
  Command.withDescription(
    "Compare the orders of a period with the platforms' lists; ends with 1 if anything differs, unless it is repaired"
  ),
  Command.withExamples([{ command: "huidan store reconcile --since 2026-11-01 --repair" }])
)

const order = Command.make(
  "order",
  {
    key,
    now: Flag.Boolean("now").pipe(
      Flag.withDescription("Ask the platform for it first, and store the answer"),
      Flag.withDefault(false)
    )
  },
  lazily(() => import("./commands/store/order.ts").then((module) => module.order))
).pipe(
  Command.withDescription("Show an order of the store, private text masked"),
  Command.withExamples([{ command: "huidan store order <platform>/<shop-id>/<order-id> --now" }])
)

const want = Command.make(
  "want",
  {
    shop,
    file: Argument.String("file").pipe(
      Argument.withDescription(
        "A file with the numbers of orders, separated by blanks, line breaks or commas; - for standard input (default: -)"
      ),
      Argument.withDefault("-")
    )
  },
  lazily(() => import("./commands/store/want.ts").then((module) => module.want))
).pipe(
  Command.withDescription(
    "Read orders of a shop by their numbers: the only way where a platform lists no orders, as Wshoto; ends with 65 if a word is not taken or an order cannot be read"
  ),
  Command.withExamples([{ command: "huidan store want <shop> < numbers.txt" }])
)

const why = Command.make(
  "why",
  {
    platform: Argument.String("platform").pipe(
      Argument.withDescription("The order's platform, as `huidan adapters` names it")
    ),
    number: Argument.String("number").pipe(
      Argument.withDescription("A number of the order: its own, or that of a payment or a parcel")
    ),
    created: Flag.String("created").pipe(
      Flag.withMetavar("TIME"),
      Flag.withDescription(
        "When the order was created, if you know it, as 2026-11-01 08:30 (Shanghai time): the answer is more certain then"
      ),
      Flag.optional
    )
  },
  lazily(() => import("./commands/store/why.ts").then((module) => module.why))
).pipe(
  Command.withDescription("Say whether an order is in the store, or why it is not, and what to do"),
  Command.withExamples([{ command: "huidan store why <platform> 6920000000000000001 --created 2026-11-01" }])
)

const status = Command.make(
  "status",
  {},
  lazily(() => import("./commands/store/status.ts").then((module) => module.status))
).pipe(Command.withDescription("Show of each shop up to when the store is right, and what is wrong"))

const day = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withMetavar("DAY"), Flag.withDescription(description), Flag.optional)

const daily = Command.make(
  "daily",
  {
    shop: anyShop,
    from: day("from", "The first day, as 2026-11-01 (default: six days before --to)"),
    to: day("to", "The last day, at most three years later (default: today)")
  },
  lazily(() => import("./commands/store/daily.ts").then((module) => module.daily))
).pipe(
  Command.withDescription(
    "Show of each day how many orders were created, and how much was paid and refunded; days are those of Asia/Shanghai"
  ),
  Command.withExamples([{ command: "huidan store daily --from 2026-11-01 --to 2026-11-30" }])
)

const pause = Command.make(
  "pause",
  { shop },
  lazily(() => import("./commands/store/pause.ts").then((module) => module.pause))
).pipe(
  Command.withDescription("Call the platform of a shop no more until `huidan store resume`; its pushes are still taken")
)

const resume = Command.make(
  "resume",
  { shop },
  lazily(() => import("./commands/store/pause.ts").then((module) => module.resume))
).pipe(Command.withDescription("Read a paused shop again"))

const check = Command.make(
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

const quarantine = Command.make("quarantine").pipe(
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
    force
  },
  lazily(() => import("./commands/store/exportFile.ts").then((module) => module.exportFile))
).pipe(
  Command.withDescription("Write orders into a file that only this user can read, private text masked"),
  Command.withExamples([
    { command: "huidan store export november.csv --since 2026-11-01 --until 2026-12-01 --rows line" },
    { command: "huidan store export all.parquet" }
  ])
)

const importFile = Command.make(
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

const backup = Command.make(
  "backup",
  { file: Argument.String("file").pipe(Argument.withDescription("The file to make")), force },
  lazily(() => import("./commands/store/backup.ts").then((module) => module.backup))
).pipe(
  Command.withDescription(
    "Copy the store to a file, also while `huidan serve` runs; private text stays encrypted in it"
  )
)

const restore = Command.make(
  "restore",
  {
    file: Argument.String("file").pipe(Argument.withDescription("A file that `huidan store backup` made")),
    force: force.pipe(Flag.withDescription("Replace the store that exists, if no process uses it"))
  },
  lazily(() => import("./commands/store/backup.ts").then((module) => module.restore))
).pipe(Command.withDescription("Make the store from a backup; stop `huidan serve` first"))

const forget = Command.make(
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

const reveal = Command.make(
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

const rotateKey = Command.make(
  "rotate-key",
  {},
  lazily(() => import("./commands/store/privacy.ts").then((module) => module.rotateKey))
).pipe(
  Command.withDescription(
    "Change the master key: encrypt with HUIDAN_STORE_KEY what was encrypted with HUIDAN_STORE_KEY_BEFORE"
  )
)

const audit = Command.make(
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
      Flag.withDescription("If another process writes to the store, wait until it has ended (default: end with 75)"),
      Flag.withDefault(false)
    ),
    log: Flag.Literals("log", ["text", "json"]).pipe(
      Flag.withDescription("The log on standard error: text, or one JSON object a line (default: text)"),
      Flag.withDefault("text" as const)
    )
  },
  lazily(() => import("./commands/serve.ts").then((module) => module.serve))
).pipe(
  Command.withDescription(
    "Keep the store in step with every shop until interrupted (ctrl-C, SIGTERM): read what is new, take pushes at /push/SHOP, and answer /health, /ready and /metrics. Address and port are `serve.host` and `serve.port` of the configuration (127.0.0.1:8480)"
  ),
  Command.withExamples([
    { command: "huidan serve" },
    { command: "huidan serve --log json --wait", description: "As a service" }
  ])
)
