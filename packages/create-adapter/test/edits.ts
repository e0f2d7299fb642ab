/** Edits that an author makes of the template, and what must tell of each: the proof of the README's table. */

export interface Edit {
  /** What is changed. */
  readonly name: string
  /** The row of the template's README that promises it. */
  readonly row: string
  readonly file: string
  /** Stands in the file once. */
  readonly from: string
  readonly to: string
  readonly told: Told
}

/** The compiler, with an error in each of these files, or one of these laws, or a test of the fixtures. */
export type Told =
  | { readonly by: "compiler"; readonly at: ReadonlyArray<string> }
  | { readonly by: "law"; readonly laws: ReadonlyArray<string> }
  | { readonly by: "fixtures" }

const compiler = (...at: ReadonlyArray<string>): Told => ({ by: "compiler", at })
const law = (...laws: ReadonlyArray<string>): Told => ({ by: "law", laws })

const rows = {
  operation: "an operation's name in `src/ExampleManifest.ts`, or you drop or add one",
  field: "a field's name in `src/ExampleWire.ts`",
  kind: "a field's kind (a time for an amount, plain text for private text)",
  unit: "seconds for wall time, 元 for 分, which are one kind",
  states: "an entry of the table of states",
  twin: "what the twin sends: a field, a unit, a code",
  limits: "the page, the window or the quota that the manifest declares, beyond the platform's",
  errors: "an error code of the manifest",
  option: "an option's name",
  fixture: "what an answer of `fixtures/` stands for"
} as const

const manifest = "src/ExampleManifest.ts"
const wire = "src/ExampleWire.ts"
const order = "src/ExampleOrder.ts"
const list = "src/ExampleList.ts"
const auth = "src/ExampleAuth.ts"
const client = "src/ExampleClient.ts"
const index = "src/index.ts"
const twin = "twin/index.ts"
const twinOrder = "twin/ExampleTwinOrder.ts"

export const edits: ReadonlyArray<Edit> = [
  {
    name: "another operation for the order",
    row: rows.operation,
    file: manifest,
    from: '"order.detail": {',
    to: '"trade.get": {',
    told: compiler(order, client)
  },
  {
    name: "another operation for the list",
    row: rows.operation,
    file: manifest,
    from: '"order.list": {',
    to: '"trade.search": {',
    told: compiler(order, list)
  },
  {
    name: "no token",
    row: rows.operation,
    file: manifest,
    from: "  token: {\n",
    to: "  login: {\n",
    told: compiler(auth)
  },
  {
    name: "one operation more whose answer holds orders",
    row: rows.operation,
    file: manifest,
    from: '  "order.detail": {\n',
    to: '  "order.gift": { title: "", answers: "order", use: "decode", method: "POST", path: "/", quota: null, paging: null, windowSeconds: null, document, unverified: [] },\n  "order.detail": {\n',
    told: compiler(order)
  },
  {
    name: "a list without pages",
    row: rows.operation,
    file: manifest,
    from: "paging: { firstPage: 1, maxSize: 50, maxRows: null }",
    to: "paging: null",
    told: compiler(list)
  },
  {
    name: "an amount renamed",
    row: rows.field,
    file: wire,
    from: "  pay_amount: Wire.fen",
    to: "  total_fee: Wire.fen",
    told: compiler(order)
  },
  {
    name: "a field of the lines renamed",
    row: rows.field,
    file: wire,
    from: "  item_id: Wire.id",
    to: "  line_id: Wire.id",
    told: compiler(order)
  },
  {
    name: "what stands beside the rows renamed",
    row: rows.field,
    file: wire,
    from: "total: Wire.integer",
    to: "count: Wire.integer",
    told: compiler(list)
  },
  {
    name: "a time read as an amount",
    row: rows.kind,
    file: wire,
    from: "  paid_at: Wire.wallTime",
    to: "  paid_at: Wire.fen",
    told: compiler(order)
  },
  {
    name: "private text read as plain",
    row: rows.kind,
    file: wire,
    from: "  phone: Wire.privateText",
    to: "  phone: Wire.text",
    told: compiler(order)
  },
  {
    name: "yuan read for fen",
    row: rows.unit,
    file: wire,
    from: "  pay_amount: Wire.fen",
    to: "  pay_amount: Wire.yuan",
    told: law("fidelity")
  },
  {
    name: "unix seconds read for wall time",
    row: rows.unit,
    file: wire,
    from: "  updated_at: Wire.wallTime",
    to: "  updated_at: Wire.unixSeconds",
    told: law("fidelity")
  },
  {
    name: "an order that is shipped, told as delivered",
    row: rows.states,
    file: order,
    from: '30: { trade: "active", payment: "paid", fulfilment: "shipped"',
    to: '30: { trade: "active", payment: "paid", fulfilment: "delivered"',
    told: law("fidelity")
  },
  {
    name: "a state forgotten",
    row: rows.states,
    file: order,
    from: '  50: { trade: "closed", payment: "unpaid", fulfilment: "unfulfilled", closeReason: "timeout" }\n',
    to: "",
    told: law("fidelity")
  },
  {
    name: "the twin sends yuan",
    row: rows.twin,
    file: twinOrder,
    from: "  pay_amount: order.amounts.payable",
    to: "  pay_amount: Math.floor((order.amounts.payable ?? 0) / 100)",
    told: law("fidelity")
  },
  {
    name: "the twin spells a field in another way",
    row: rows.twin,
    file: twinOrder,
    from: "  remark: order.notes.buyer",
    to: "  buyer_note: order.notes.buyer",
    told: law("fidelity")
  },
  {
    name: "the twin says less than the adapter reads",
    row: rows.twin,
    file: twinOrder,
    from: '  "/recipient/city",\n',
    to: "",
    told: law("fidelity")
  },
  {
    name: "the twin codes a state in another way",
    row: rows.twin,
    file: twinOrder,
    from: "  completed: 40",
    to: "  completed: 45",
    told: law("fidelity")
  },
  {
    name: "a page larger than the platform's",
    row: rows.limits,
    file: manifest,
    from: "maxSize: 50",
    to: "maxSize: 100",
    told: law("declared-limits", "completeness")
  },
  {
    name: "a window longer than the platform's",
    row: rows.limits,
    file: manifest,
    from: "windowSeconds: 30 * day",
    to: "windowSeconds: 90 * day",
    told: law("declared-limits", "completeness")
  },
  {
    name: "a platform that pages by less",
    row: rows.limits,
    file: twin,
    from: "const largestPage = 50",
    to: "const largestPage = 20",
    told: law("declared-limits", "completeness")
  },
  {
    name: "a quota beyond the platform's",
    row: rows.limits,
    file: manifest,
    from: "requests: 10, seconds: 1",
    to: "requests: 50, seconds: 1",
    told: law("quota")
  },
  {
    name: "a code with another meaning",
    row: rows.errors,
    file: manifest,
    from: '{ _tag: "NotFound" }',
    to: '{ _tag: "PermissionDenied" }',
    told: law("error-mapping")
  },
  {
    name: "a code forgotten",
    row: rows.errors,
    file: manifest,
    from: '    { code: "9000", subCode: null, reason: { _tag: "PlatformUnavailable" }, text: "the system is busy" }\n',
    to: "",
    told: law("error-mapping")
  },
  {
    name: "another name for the secret",
    row: rows.option,
    file: "src/ExampleOptions.ts",
    from: "  appSecret: Schema",
    to: "  appKey: Schema",
    told: compiler(auth, index)
  },
  {
    name: "an amount of a published answer",
    row: rows.fixture,
    file: "fixtures/order.detail.paid.json",
    from: '"pay_amount": 20000',
    to: '"pay_amount": 20100',
    told: { by: "fixtures" }
  }
]
