/** Edits that an author makes in the template, and what must report each: they prove the table in its README. */

export interface Edit {
  /** What is changed. */
  readonly name: string
  /** The row of the template's README that promises it. */
  readonly row: string
  readonly file: string
  /** Occurs in the file once. */
  readonly from: string
  readonly to: string
  readonly reportedBy: Reporter
}

/** The compiler with an error in each of these files, one of these laws, the test of the fixtures or that of the manifest. */
export type Reporter =
  | { readonly by: "compiler"; readonly at: ReadonlyArray<string> }
  | { readonly by: "law"; readonly laws: ReadonlyArray<string> }
  | { readonly by: "fixtures" }
  | { readonly by: "manifest" }

const compiler = (...at: ReadonlyArray<string>): Reporter => ({ by: "compiler", at })
const law = (...laws: ReadonlyArray<string>): Reporter => ({ by: "law", laws })

const rows = {
  operation: "an operation's name in `src/Manifest.ts`, or you remove one",
  newOperation: "you add an operation whose answers hold orders to `src/Manifest.ts`",
  field: "a field's name in a `Wire` schema",
  kind: "a field's kind (a time for an amount, plain text for private text)",
  unit: "a field's unit: seconds for wall time, yuan for fen",
  states: "an entry of the table of states",
  twin: "what the twin sends: a field, a unit, a code",
  limits: "the page, the window or the quota that the manifest declares, beyond the platform's",
  errors: "an error code in `src/Errors.ts`",
  option: "an option's name",
  fixture: "an answer in `fixtures/`"
} as const

const manifest = "src/Manifest.ts"
const errors = "src/Errors.ts"
const auth = "src/Auth.ts"
const index = "src/index.ts"
const detail = "src/orderDetail/Operation.ts"
const list = "src/orderList/Operation.ts"
const codes = "src/shared/Codes.ts"
const order = "src/shared/Order.ts"
const wire = "src/shared/Wire.ts"
const twinList = "twin/orderList/Operation.ts"
const twinOrder = "twin/shared/Order.ts"

export const edits: ReadonlyArray<Edit> = [
  {
    name: "another operation for the order",
    row: rows.operation,
    file: manifest,
    from: '"order.detail": {',
    to: '"trade.get": {',
    reportedBy: compiler(detail)
  },
  {
    name: "another operation for the list",
    row: rows.operation,
    file: manifest,
    from: '"order.list": {',
    to: '"trade.search": {',
    reportedBy: compiler(list)
  },
  {
    name: "no token",
    row: rows.operation,
    file: manifest,
    from: "  token: {\n",
    to: "  login: {\n",
    reportedBy: compiler(auth)
  },
  {
    name: "one operation more whose answer holds orders",
    row: rows.newOperation,
    file: manifest,
    from: '  "order.detail": {\n',
    to: '  "order.gift": { title: "", answers: "order", use: "decode", needs: [], method: "POST", path: "/", quota: null, paging: null, windowSeconds: null, carries: [], document, unverified: [] },\n  "order.detail": {\n',
    reportedBy: { by: "manifest" }
  },
  {
    name: "a list without pages",
    row: rows.limits,
    file: manifest,
    from: "paging: { firstPage: 1, maxSize: 50, maxRows: null, settleSeconds: 60, overlapSeconds: 0 }",
    to: "paging: null",
    reportedBy: law("declared-limits", "completeness")
  },
  {
    name: "an amount renamed",
    row: rows.field,
    file: wire,
    from: "  pay_amount: Wire.fen",
    to: "  total_fee: Wire.fen",
    reportedBy: compiler(order)
  },
  {
    name: "a field of the lines renamed",
    row: rows.field,
    file: wire,
    from: "  item_id: Wire.id",
    to: "  line_id: Wire.id",
    reportedBy: compiler(order)
  },
  {
    name: "the list's total renamed",
    row: rows.field,
    file: list,
    from: "total: Wire.integer",
    to: "count: Wire.integer",
    reportedBy: compiler(list)
  },
  {
    name: "a time read as an amount",
    row: rows.kind,
    file: wire,
    from: "  paid_at: Wire.wallTime",
    to: "  paid_at: Wire.fen",
    reportedBy: compiler(order)
  },
  {
    name: "private text read as plain",
    row: rows.kind,
    file: wire,
    from: "  phone: Wire.privateText",
    to: "  phone: Wire.text",
    reportedBy: compiler(order)
  },
  {
    name: "yuan read for fen",
    row: rows.unit,
    file: wire,
    from: "  pay_amount: Wire.fen",
    to: "  pay_amount: Wire.yuan",
    reportedBy: law("fidelity")
  },
  {
    name: "unix seconds read for wall time",
    row: rows.unit,
    file: wire,
    from: "  updated_at: Wire.wallTime",
    to: "  updated_at: Wire.unixSeconds",
    reportedBy: law("fidelity")
  },
  {
    name: "a shipped order called delivered",
    row: rows.states,
    file: codes,
    from: '30: { trade: "active", payment: "paid", fulfilment: "shipped"',
    to: '30: { trade: "active", payment: "paid", fulfilment: "delivered"',
    reportedBy: law("fidelity")
  },
  {
    name: "a state forgotten",
    row: rows.states,
    file: codes,
    from: '  50: { trade: "closed", payment: "unpaid", fulfilment: "unfulfilled", closeReason: "timeout" }\n',
    to: "",
    reportedBy: law("fidelity")
  },
  {
    name: "the twin sends yuan",
    row: rows.twin,
    file: twinOrder,
    from: "  pay_amount: order.amounts.payable",
    to: "  pay_amount: Math.floor((order.amounts.payable ?? 0) / 100)",
    reportedBy: law("fidelity")
  },
  {
    name: "the twin spells a field in another way",
    row: rows.twin,
    file: twinOrder,
    from: "  remark: plainValue(order.notes.buyer)",
    to: "  buyer_note: plainValue(order.notes.buyer)",
    reportedBy: law("fidelity")
  },
  {
    name: "the twin states less than the adapter reads",
    row: rows.twin,
    file: twinOrder,
    from: '  "/recipient/city",\n',
    to: "",
    reportedBy: law("fidelity")
  },
  {
    name: "the twin codes a state in another way",
    row: rows.twin,
    file: twinOrder,
    from: "  completed: 40",
    to: "  completed: 45",
    reportedBy: law("fidelity")
  },
  {
    name: "a page larger than the platform's",
    row: rows.limits,
    file: manifest,
    from: "maxSize: 50",
    to: "maxSize: 100",
    reportedBy: law("declared-limits", "completeness")
  },
  {
    name: "a window longer than the platform's",
    row: rows.limits,
    file: manifest,
    from: "windowSeconds: 30 * day",
    to: "windowSeconds: 90 * day",
    reportedBy: law("declared-limits", "completeness")
  },
  {
    name: "a platform that pages by less",
    row: rows.limits,
    file: twinList,
    from: "const largestPage = 50",
    to: "const largestPage = 20",
    reportedBy: law("declared-limits", "completeness")
  },
  {
    name: "a quota beyond the platform's",
    row: rows.limits,
    file: manifest,
    from: "requests: 10, seconds: 1",
    to: "requests: 50, seconds: 1",
    reportedBy: law("quota")
  },
  {
    name: "a code with another meaning",
    row: rows.errors,
    file: errors,
    from: '{ _tag: "NotFound" }',
    to: '{ _tag: "PermissionDenied" }',
    reportedBy: law("error-mapping")
  },
  {
    name: "a code forgotten",
    row: rows.errors,
    file: errors,
    from: ',\n  { code: "9000", subCode: null, reason: { _tag: "PlatformUnavailable" }, text: "the system is busy" }',
    to: "",
    reportedBy: law("error-mapping")
  },
  {
    name: "another name for the secret",
    row: rows.option,
    file: "src/Options.ts",
    from: "  appSecret: optionFields.secret",
    to: "  appKey: optionFields.secret",
    reportedBy: compiler(auth, index)
  },
  {
    name: "an amount of a published answer",
    row: rows.fixture,
    file: "fixtures/order.detail.paid.json",
    from: '"pay_amount": 20000',
    to: '"pay_amount": 20100',
    reportedBy: { by: "fixtures" }
  }
]
