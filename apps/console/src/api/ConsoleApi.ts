/** The API of the console: what the page and programs can ask for. */
import * as HttpApi from "effect/http-api/HttpApi"
import * as OpenApi from "effect/http-api/OpenApi"
import { WithProblems } from "./access.ts"
import { AccountsGroup } from "./accounts.ts"
import { Audit } from "./audit.ts"
import { Changes } from "./changes.ts"
import { Exports } from "./exports.ts"
import { Jobs } from "./jobs.ts"
import { Orders } from "./orders.ts"
import { Overview } from "./overview.ts"
import { Quarantine } from "./quarantine.ts"
import { Login, Session } from "./session.ts"
import { Shops } from "./shops.ts"
import { WhyGroup } from "./why.ts"

export class ConsoleApi extends HttpApi.make("console")
  .add(Login, Session, Orders, WhyGroup, Overview, Shops, Jobs, Quarantine, Audit, Changes, Exports, AccountsGroup)
  .middleware(WithProblems)
  .annotateMerge(
    OpenApi.annotations({
      title: "Huidan console",
      version: "1",
      description:
        "Orders of all shops, and how far each shop is. Times are Unix milliseconds, amounts are whole minor units. Private texts are masked unless they are revealed."
    })
  ) {}
