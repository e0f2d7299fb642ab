/** The commands of the store, their arguments and flags. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { lazily } from "./lazily.ts"
import {
  audit,
  backup,
  check,
  exportFile,
  forget,
  importFile,
  quarantine,
  restore,
  reveal,
  rotateKey
} from "./storeFileTree.ts"
import { anyShop, key, shop, since, until } from "./storeFlags.ts"

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
    "Read what is new, and compare the orders of a period with the platforms' lists; ends with 1 if anything differs, unless it is repaired"
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
    ),
    drop: Flag.Boolean("drop").pipe(
      Flag.withDescription(
        "Do not read these orders any more, such as numbers that the platform never had; orders that are stored stay. A list, a push or a person can want them again"
      ),
      Flag.withDefault(false)
    )
  },
  lazily(() => import("./commands/store/want.ts").then((module) => module.want))
).pipe(
  Command.withDescription(
    "Read orders of a shop by their numbers: the only way where a platform lists no orders; ends with 65 if a word is not taken or an order cannot be read"
  ),
  Command.withExamples([
    { command: "huidan store want <shop> < numbers.txt" },
    { command: "huidan store want <shop> --drop < wrong-numbers.txt" }
  ])
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

const find = Command.make(
  "find",
  { shop: anyShop },
  lazily(() => import("./commands/store/find.ts").then((module) => module.find))
).pipe(
  Command.withDescription(
    "Find orders by a name or a telephone number, exactly. The text is read from standard input, or asked for on a terminal: it is no argument, so that it is not kept by the shell. Ends with 65 if no order has it"
  ),
  Command.withExamples([{ command: "huidan store find" }, { command: "huidan store find <shop> --json < name.txt" }])
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
    "Show of each day how many orders were created, and how much was paid and refunded; days are those of `store.dayZone` of the configuration (default: Asia/Shanghai)"
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

export const store = Command.make("store").pipe(
  Command.withDescription("Keep the orders of all shops in one file that stays in step with the platforms"),
  Command.withSubcommands([
    sync,
    status,
    order,
    find,
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
