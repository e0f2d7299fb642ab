/** The commands, their arguments and flags. The code of a command is imported when it is used. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { consoleCommand } from "./consoleTree.ts"
import { globalFlags } from "./globalFlags.ts"
import { lazily } from "./lazily.ts"
import { serve, store } from "./storeTree.ts"

const platform = Argument.String("platform").pipe(
  Argument.withDescription("A platform of the configuration, or the name of a shop")
)
const operation = Argument.String("operation").pipe(
  Argument.withDescription("The operation that gave the answer, by its name in `huidan adapters`")
)
const file = Argument.String("file").pipe(
  Argument.withDescription("A file with the platform's answer, or - for standard input (default: -)"),
  Argument.withDefault("-")
)
const shop = Flag.String("shop").pipe(Flag.withMetavar("NAME-or-ID"), Flag.optional)
const chosenShop = shop.pipe(Flag.withDescription("Which shop of the platform, by name or id (default: the first)"))
const answeringShop = shop.pipe(
  Flag.withDescription(
    "The shop that the answer belongs to: the name or id of a configured shop, or any other id (default: the first)"
  )
)

const adapters = Command.make(
  "adapters",
  {},
  lazily(() => import("./commands/adapters.ts").then((module) => module.adapters))
).pipe(Command.withDescription("Show what the configured adapters can do, and how much of it is unverified"))

const normalize = Command.make(
  "normalize",
  { platform, operation, file, shop: answeringShop },
  lazily(() => import("./commands/normalize.ts").then((module) => module.normalize))
).pipe(
  Command.withDescription("Convert a platform's answer into canonical orders, one JSON object per line"),
  Command.withExamples([{ command: "huidan normalize <platform> <operation> answer.json" }])
)

const explain = Command.make(
  "explain",
  { platform, operation, file, shop: answeringShop },
  lazily(() => import("./commands/explain.ts").then((module) => module.explain))
).pipe(
  Command.withDescription("Show where each field of the order comes from in the answer, and which keys were not read")
)

const get = Command.make(
  "get",
  { platform, orderId: Argument.String("order-id"), shop: chosenShop },
  lazily(() => import("./commands/get.ts").then((module) => module.get))
).pipe(Command.withDescription("Read one order of a shop"))

const list = Command.make(
  "list",
  {
    platform,
    since: Flag.String("since").pipe(
      Flag.withMetavar("TIME"),
      Flag.withDescription("From this time on: 2026-11-01, 2026-11-01 08:30 (Shanghai), 2026-11-01T00:30:00Z")
    ),
    until: Flag.String("until").pipe(Flag.withMetavar("TIME"), Flag.withDescription("Only before this time")),
    by: Flag.Literals("by", ["created", "updated"]).pipe(
      Flag.withDescription("Which time counts (default: created, or updated if the platform lists only by that)"),
      Flag.optional
    ),
    limit: Flag.Int("limit").pipe(
      Flag.filter(
        (limit) => limit > 0,
        () => "a whole number above 0"
      ),
      Flag.withMetavar("COUNT"),
      Flag.withDescription("Stop after this many orders, those included that cannot be decoded"),
      Flag.optional
    ),
    shop: chosenShop
  },
  lazily(() => import("./commands/list.ts").then((module) => module.list))
).pipe(
  Command.withDescription("Read the orders of a shop in a span of time, in the platform's order"),
  Command.withExamples([{ command: "huidan list <platform> --since 2026-11-01 --until 2026-11-02" }])
)

const orders = (name: string) =>
  Argument.String(name).pipe(
    Argument.withDescription("A file with encoded orders: one JSON object, a list, or one a line; - for standard input")
  )

const diff = Command.make(
  "diff",
  { first: orders("first"), second: orders("second") },
  lazily(() => import("./commands/diff.ts").then((module) => module.diff))
).pipe(
  Command.withDescription(
    "Show what is different in the orders of two files; ends with 1 if anything is, with 0 if nothing is"
  ),
  Command.withExamples([{ command: "huidan diff before.ndjson after.ndjson" }])
)

const schema = Command.make(
  "schema",
  {
    of: Argument.Literals("of", ["order", "configuration"]).pipe(
      Argument.withDescription("Of a canonical order, or of huidan.config.json (default: order)"),
      Argument.withDefault("order" as const)
    )
  },
  lazily(() => import("./commands/schema.ts").then((module) => module.schema))
).pipe(Command.withDescription("Print the JSON Schema (draft 2020-12) of a canonical order, or of the configuration"))

const doctor = Command.make(
  "doctor",
  {
    platform,
    shop: chosenShop.pipe(Flag.withDescription("Only this shop, by name or id (default: every shop of the platform)"))
  },
  lazily(() => import("./commands/doctor.ts").then((module) => module.doctor))
).pipe(Command.withDescription("Check credentials, address, clock and permissions, and say what to do"))

const sandbox = Command.make(
  "sandbox",
  {
    packages: Argument.String("package").pipe(
      Argument.withDescription(
        "Adapters by their packages (default: those of the configuration; without one, those that the package.json here names)"
      ),
      Argument.variadic()
    ),
    port: Flag.Int("port").pipe(
      Flag.filter(
        (port) => port >= 0 && port <= 65_535,
        () => "a port from 0 (any free one) to 65535"
      ),
      Flag.withMetavar("NUMBER"),
      Flag.withDescription("The port to listen on (default: any free one)"),
      Flag.withDefault(0)
    ),
    host: Flag.String("host").pipe(
      Flag.withMetavar("ADDRESS"),
      Flag.withDescription(
        "The address to listen on (default: 127.0.0.1, this machine only). With 0.0.0.0, as in a container, everybody who reaches the machine can read the sandbox; its orders and secrets are made up"
      ),
      Flag.withDefault("127.0.0.1")
    ),
    live: Flag.Boolean("live").pipe(
      Flag.withDescription("Run on this machine's clock: orders are created, paid, sent and refunded as time goes by"),
      Flag.withDefault(false)
    ),
    changesPerMinute: Flag.Finite("changes-per-minute").pipe(
      Flag.filter(
        (rate) => rate > 0 && rate <= 60_000,
        () => "a number above 0, at most 60000"
      ),
      Flag.withMetavar("NUMBER"),
      Flag.withDescription("With --live: new orders and changes of each platform (default: 30)"),
      Flag.optional
    ),
    pushTo: Flag.String("push-to").pipe(
      Flag.withMetavar("URL"),
      Flag.withDescription(
        "With --live: where pushes of changes are sent, such as http://127.0.0.1:8080/push/{shop} ({platform} is replaced too)"
      ),
      Flag.optional
    ),
    seed: Flag.Int("seed").pipe(
      Flag.filter(
        (seed) => seed >= 0 && seed <= 99_999,
        () => "a whole number from 0 to 99999"
      ),
      Flag.withMetavar("NUMBER"),
      Flag.withDescription("The same seed gives the same orders and faults"),
      Flag.withDefault(1)
    ),
    faults: Flag.Finite("faults").pipe(
      Flag.filter(
        (share) => share >= 0 && share <= 1,
        () => "a share from 0 to 1"
      ),
      Flag.withMetavar("SHARE"),
      Flag.withDescription("The share of requests that fail as platforms fail: 0 (default) to 1"),
      Flag.withDefault(0)
    )
  },
  lazily(() => import("./commands/sandbox.ts").then((module) => module.sandbox))
).pipe(
  Command.withDescription(
    "Run simulated platforms on this machine until interrupted, and print a configuration that reads them; needs none itself"
  ),
  Command.withExamples([{ command: "huidan sandbox --live" }])
)

const positive = (flag: Flag.Flag<number>) =>
  flag.pipe(
    Flag.filter(
      (seed) => seed >= 1,
      () => "a whole number above 0"
    ),
    Flag.withMetavar("NUMBER")
  )

const conformance = Command.make(
  "conformance",
  {
    package: Argument.String("package").pipe(
      Argument.withDescription("An adapter's package, installed in the current folder or next to the file of --config")
    ),
    seeds: positive(Flag.Int("seeds")).pipe(
      Flag.withDescription("How many seeds to try for each law (default: 10)"),
      Flag.optional
    ),
    law: Flag.String("law").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("Only this law (default: all laws)"),
      Flag.optional
    ),
    seed: positive(Flag.Int("seed")).pipe(Flag.withDescription("Only this seed, to repeat a failure"), Flag.optional)
  },
  lazily(() => import("./commands/conformance.ts").then((module) => module.conformance))
).pipe(
  Command.withDescription("Test an adapter with the laws of the conformance kit, against its simulated platform"),
  Command.withExamples([{ command: "huidan conformance <package> --law fidelity --seed 7" }])
)

const record = Command.make(
  "record",
  {
    platform: platform.pipe(Argument.optional),
    shop: chosenShop,
    order: Flag.String("order").pipe(
      Flag.withMetavar("ID"),
      Flag.withDescription("Record the answer for this order (default: a page of a list)"),
      Flag.optional
    ),
    operation: Flag.String("operation").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("The operation whose answer is recorded, by its name in `huidan adapters`"),
      Flag.optional
    ),
    case: Flag.String("case").pipe(
      Flag.filter(
        (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name),
        () => "words of lower case letters and digits, joined by hyphens"
      ),
      Flag.withMetavar("NAME"),
      Flag.withDescription("What the answer shows, for the file's name (default: recorded)"),
      Flag.withDefault("recorded")
    ),
    out: Flag.String("out").pipe(
      Flag.withMetavar("FOLDER"),
      Flag.withDescription("Where to write (default: the current folder)"),
      Flag.withDefault(".")
    ),
    since: Flag.String("since").pipe(
      Flag.withMetavar("TIME"),
      Flag.withDescription(
        "Without --order: a page of the orders from this time on (default: seven days before --until)"
      ),
      Flag.optional
    ),
    until: Flag.String("until").pipe(
      Flag.withMetavar("TIME"),
      Flag.withDescription("Only before this time (default: now)"),
      Flag.optional
    ),
    file: Flag.String("file").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Record the answer in this file instead of calling the platform; - for standard input"),
      Flag.optional
    ),
    adapter: Flag.String("adapter").pipe(
      Flag.withMetavar("PACKAGE"),
      Flag.withDescription("With --file: the adapter that reads the answer, instead of a shop"),
      Flag.optional
    ),
    force: Flag.Boolean("force").pipe(Flag.withDescription("Replace files that exist"), Flag.withDefault(false))
  },
  lazily(() => import("./commands/record.ts").then((module) => module.record))
).pipe(
  Command.withDescription("Save a real answer as a fixture, with stand-ins for private text, ids and secrets"),
  Command.withExamples([
    { command: "huidan record <platform> --order ID --case refunded --out fixtures" },
    { command: "huidan record --file answer.json --adapter PACKAGE --operation NAME" }
  ])
)

export const huidan = Command.make("huidan").pipe(
  Command.withDescription("Orders of many commerce platforms, read as one canonical order"),
  Command.withSubcommands([
    adapters,
    normalize,
    explain,
    get,
    list,
    diff,
    schema,
    doctor,
    record,
    sandbox,
    conformance,
    store,
    serve,
    consoleCommand
  ]),
  Command.withGlobalFlags(globalFlags)
)
