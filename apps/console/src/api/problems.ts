/**
 * Everything that can go wrong, as problem details (RFC 9457): one table of types, statuses, titles and what to do. `detail`
 * says what happened this time, and `advice` what to do; both without private text and secrets.
 */
import type { Label } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpApiError from "effect/http-api/HttpApiError"
import * as Schema from "effect/Schema"

/** A kind of problem. `title` and `advice` are English, as the answer has them; `zh` has both in Chinese. */
export interface ProblemKind {
  readonly type: `urn:huidan:problem:${string}`
  readonly status: number
  readonly title: string
  readonly advice: string
  readonly zh: { readonly title: string; readonly advice: string }
}

/** The kinds of problems by their names. */
export const problems = {
  InvalidRequest: {
    type: "urn:huidan:problem:invalid-request",
    status: 400,
    title: "The request is not valid",
    advice: "Correct what `errors` names.",
    zh: { title: "请求参数错误", advice: "请按提示修改参数。" }
  },
  NotLoggedIn: {
    type: "urn:huidan:problem:not-logged-in",
    status: 401,
    title: "You are not logged in",
    advice: "Log in; a session ends after some days, or when it is logged out.",
    zh: { title: "尚未登录或登录已过期", advice: "请重新登录。" }
  },
  WrongLogin: {
    type: "urn:huidan:problem:wrong-login",
    status: 401,
    title: "The name or the password is wrong",
    advice: "Try again; ask for a new login link if the password is lost.",
    zh: { title: "用户名或密码错误", advice: "请重试；忘记密码请索取新的登录链接。" }
  },
  NotAllowed: {
    type: "urn:huidan:problem:not-allowed",
    status: 403,
    title: "Your role does not allow this",
    advice: "Ask somebody who has the role that `role` names.",
    zh: { title: "当前角色无权操作", advice: "请联系拥有所需角色的同事。" }
  },
  RequestForged: {
    type: "urn:huidan:problem:request-forged",
    status: 403,
    title: "The request does not come from the console's page",
    advice:
      "Load the page again. A reverse proxy must pass on `Host` with its port; for nginx: `proxy_set_header Host $http_host`. Programs use a token instead of the cookie.",
    zh: {
      title: "请求来源无法确认",
      advice:
        "请刷新页面后重试。如果经过反向代理，代理须原样转发带端口的 Host（nginx：proxy_set_header Host $http_host）。程序请使用令牌。"
    }
  },
  NotFound: {
    type: "urn:huidan:problem:not-found",
    status: 404,
    title: "There is no such thing",
    advice: "Check the address, and whether your account has this shop.",
    zh: { title: "没有找到", advice: "请检查地址，以及你的账号是否可以查看该店铺。" }
  },
  NotInQuarantine: {
    type: "urn:huidan:problem:not-in-quarantine",
    status: 404,
    title: "No such row is in the quarantine",
    advice: "Load the list again: it may have been replayed before, or removed because of its age.",
    zh: { title: "隔离区没有这条记录", advice: "请刷新列表：该记录可能已经重放，或已按保留期删除。" }
  },
  AlreadyReplayed: {
    type: "urn:huidan:problem:already-replayed",
    status: 409,
    title: "The row is not in the quarantine any more",
    advice: "Somebody else replayed it; load the list again.",
    zh: { title: "该记录已不在隔离区", advice: "可能已被他人重放，请刷新列表。" }
  },
  ShopPaused: {
    type: "urn:huidan:problem:shop-paused",
    status: 409,
    title: "The shop is paused",
    advice: "Resume the shop first.",
    zh: { title: "店铺已暂停同步", advice: "请先恢复同步。" }
  },
  AlreadyRunning: {
    type: "urn:huidan:problem:already-running",
    status: 409,
    title: "The shop has a job of this kind that runs",
    advice: "Wait until it has ended.",
    zh: { title: "该店铺已有同类任务在执行", advice: "请等待任务结束。" }
  },
  ShopNotConfigured: {
    type: "urn:huidan:problem:shop-not-configured",
    status: 409,
    title: "The shop cannot be read",
    advice: "Correct its part of the configuration, and start `huidan serve` again.",
    zh: { title: "店铺未配置或配置有误", advice: "请修正配置后重新启动 huidan serve。" }
  },
  NotSupported: {
    type: "urn:huidan:problem:not-supported",
    status: 409,
    title: "The shop's platform cannot do this",
    advice: "`huidan adapters` shows what each platform can do.",
    zh: { title: "该平台不支持此操作", advice: "可用 huidan adapters 查看各平台支持的能力。" }
  },
  NameNeeded: {
    type: "urn:huidan:problem:name-needed",
    status: 400,
    title: "A new account needs a name",
    advice: "Send a name that has more than blanks. The link can still be used.",
    zh: { title: "新账号需要用户名", advice: "请填写用户名（不能只有空格），该链接仍可使用。" }
  },
  NameTaken: {
    type: "urn:huidan:problem:name-taken",
    status: 409,
    title: "There is an account of this name",
    advice: "Take another name. The link can still be used; for a lost password ask for a link to that account.",
    zh: {
      title: "该用户名已被使用",
      advice: "请换一个用户名，该链接仍可使用；如果是忘记密码，请索取该账号的登录链接。"
    }
  },
  NoShopSeen: {
    type: "urn:huidan:problem:no-shop-seen",
    status: 403,
    title: "Your account sees no shop",
    advice: "Ask somebody whose account sees all shops for a new account that sees yours.",
    zh: { title: "你的账号没有可查看的店铺", advice: "请联系可查看全部店铺的同事，为你新建可查看相应店铺的账号。" }
  },
  NotReplayable: {
    type: "urn:huidan:problem:not-replayable",
    status: 409,
    title: "The row cannot be replayed",
    advice: "Name the order, so that it is read again.",
    zh: { title: "该记录无法重放", advice: "请按订单号重新获取该订单。" }
  },
  NoMasterKey: {
    type: "urn:huidan:problem:no-master-key",
    status: 409,
    title: "The store has no master key",
    advice: "Private texts are masked and not found. Set HUIDAN_STORE_KEY: what is stored from then on can be read.",
    zh: { title: "未配置主密钥", advice: "隐私信息只以脱敏形式保存。设置 HUIDAN_STORE_KEY 后新保存的内容可以查看。" }
  },
  LinkSpent: {
    type: "urn:huidan:problem:link-spent",
    status: 410,
    title: "The login link was used, or is too old",
    advice: "Ask for a new one.",
    zh: { title: "登录链接已使用或已过期", advice: "请索取新的登录链接。" }
  },
  NotRevealed: {
    type: "urn:huidan:problem:not-revealed",
    status: 410,
    title: "The private texts of the order were destroyed",
    advice: "Nothing brings them back; amounts and states remain.",
    zh: { title: "该订单的隐私信息已销毁", advice: "无法恢复；金额与状态仍保留。" }
  },
  TooLarge: {
    type: "urn:huidan:problem:too-large",
    status: 413,
    title: "The request is too large",
    advice: "Send less at once.",
    zh: { title: "请求内容过大", advice: "请减少一次提交的内容。" }
  },
  UnsupportedMediaType: {
    type: "urn:huidan:problem:unsupported-media-type",
    status: 415,
    title: "The body must be JSON",
    advice: "Send `content-type: application/json`.",
    zh: { title: "请求体必须是 JSON", advice: "请使用 application/json。" }
  },
  WrongHost: {
    type: "urn:huidan:problem:wrong-host",
    status: 421,
    title: "The console is not known by this name",
    advice: "Use the address that `huidan serve` printed, or name this host in `console.hosts` of the configuration.",
    zh: {
      title: "访问的主机名未被允许",
      advice: "请使用 huidan serve 打印的地址，或在配置 console.hosts 中加入该主机名。"
    }
  },
  TooManyTries: {
    type: "urn:huidan:problem:too-many-tries",
    status: 429,
    title: "Too many tries",
    advice: "Wait as long as `retryAfter` says, in seconds.",
    zh: { title: "尝试次数过多", advice: "请稍后再试。" }
  },
  InternalFault: {
    type: "urn:huidan:problem:internal-fault",
    status: 500,
    title: "The program made a mistake",
    advice: "The log of `huidan serve` says more; report it.",
    zh: { title: "程序内部错误", advice: "请查看 huidan serve 的日志并反馈。" }
  },
  PlatformFailed: {
    type: "urn:huidan:problem:platform-failed",
    status: 502,
    title: "The platform did not do what was asked",
    advice: "See `reason`.",
    zh: { title: "平台调用失败", advice: "请查看失败原因。" }
  },
  StoreFailed: {
    type: "urn:huidan:problem:store-failed",
    status: 503,
    title: "The store cannot be read or written",
    advice: "Check the disk and the file's folder, and whether another process writes to the store.",
    zh: { title: "数据库无法读写", advice: "请检查磁盘与文件，以及是否有其他进程在写入。" }
  }
} as const satisfies { readonly [name: string]: ProblemKind }

export type ProblemName = keyof typeof problems

/** What to do: the words of the table, unless the problem has its own. */
const advice = (name: ProblemName) =>
  Schema.String.pipe(Schema.withConstructorDefault(Effect.succeed(problems[name].advice)))

/** A part of the request that is not valid. `path` begins with `params`, `query`, `payload` or `headers`. */
const Invalid = Schema.Struct({
  path: Schema.Array(Schema.Union([Schema.String, Schema.Number])),
  message: Schema.String
})

export class InvalidRequest extends HttpApiError.Problem<InvalidRequest>()("InvalidRequest", problems.InvalidRequest, {
  advice: advice("InvalidRequest"),
  errors: Schema.Array(Invalid)
}) {}

export class NotLoggedIn extends HttpApiError.Problem<NotLoggedIn>()("NotLoggedIn", problems.NotLoggedIn, {
  advice: advice("NotLoggedIn")
}) {}

export class WrongLogin extends HttpApiError.Problem<WrongLogin>()("WrongLogin", problems.WrongLogin, {
  advice: advice("WrongLogin")
}) {}

export class NotAllowed extends HttpApiError.Problem<NotAllowed>()("NotAllowed", problems.NotAllowed, {
  advice: advice("NotAllowed"),
  /** The role that is needed. */
  role: Schema.String
}) {}

export class RequestForged extends HttpApiError.Problem<RequestForged>()("RequestForged", problems.RequestForged, {
  advice: advice("RequestForged")
}) {}

export class NotFound extends HttpApiError.Problem<NotFound>()("NotFound", problems.NotFound, {
  advice: advice("NotFound")
}) {}

export class NotInQuarantine extends HttpApiError.Problem<NotInQuarantine>()(
  "NotInQuarantine",
  problems.NotInQuarantine,
  { advice: advice("NotInQuarantine") }
) {}

export class AlreadyReplayed extends HttpApiError.Problem<AlreadyReplayed>()(
  "AlreadyReplayed",
  problems.AlreadyReplayed,
  { advice: advice("AlreadyReplayed") }
) {}

export class ShopPaused extends HttpApiError.Problem<ShopPaused>()("ShopPaused", problems.ShopPaused, {
  advice: advice("ShopPaused")
}) {}

export class AlreadyRunning extends HttpApiError.Problem<AlreadyRunning>()("AlreadyRunning", problems.AlreadyRunning, {
  advice: advice("AlreadyRunning"),
  /** The id of the job that runs. */
  job: Schema.String
}) {}

export class ShopNotConfigured extends HttpApiError.Problem<ShopNotConfigured>()(
  "ShopNotConfigured",
  problems.ShopNotConfigured,
  { advice: advice("ShopNotConfigured") }
) {}

export class NotSupported extends HttpApiError.Problem<NotSupported>()("NotSupported", problems.NotSupported, {
  advice: advice("NotSupported")
}) {}

export class NameNeeded extends HttpApiError.Problem<NameNeeded>()("NameNeeded", problems.NameNeeded, {
  advice: advice("NameNeeded")
}) {}

export class NameTaken extends HttpApiError.Problem<NameTaken>()("NameTaken", problems.NameTaken, {
  advice: advice("NameTaken")
}) {}

export class NoShopSeen extends HttpApiError.Problem<NoShopSeen>()("NoShopSeen", problems.NoShopSeen, {
  advice: advice("NoShopSeen")
}) {}

export class NotReplayable extends HttpApiError.Problem<NotReplayable>()("NotReplayable", problems.NotReplayable, {
  advice: advice("NotReplayable"),
  /** `empty`: only the reason of the row is stored; `push`: it is a message of a push, not an order. */
  reason: Schema.Literals(["empty", "push"])
}) {}

export class NoMasterKey extends HttpApiError.Problem<NoMasterKey>()("NoMasterKey", problems.NoMasterKey, {
  advice: advice("NoMasterKey")
}) {}

export class LinkSpent extends HttpApiError.Problem<LinkSpent>()("LinkSpent", problems.LinkSpent, {
  advice: advice("LinkSpent")
}) {}

export class NotRevealed extends HttpApiError.Problem<NotRevealed>()("NotRevealed", problems.NotRevealed, {
  advice: advice("NotRevealed"),
  reason: Schema.Literals(["forgotten", "expired"])
}) {}

export class TooLarge extends HttpApiError.Problem<TooLarge>()("TooLarge", problems.TooLarge, {
  advice: advice("TooLarge")
}) {}

export class UnsupportedMediaType extends HttpApiError.Problem<UnsupportedMediaType>()(
  "UnsupportedMediaType",
  problems.UnsupportedMediaType,
  { advice: advice("UnsupportedMediaType") }
) {}

export class WrongHost extends HttpApiError.Problem<WrongHost>()("WrongHost", problems.WrongHost, {
  advice: advice("WrongHost")
}) {}

export class TooManyTries extends HttpApiError.Problem<TooManyTries>()("TooManyTries", problems.TooManyTries, {
  advice: advice("TooManyTries"),
  /** How many seconds to wait. */
  retryAfter: Schema.Int
}) {}

export class InternalFault extends HttpApiError.Problem<InternalFault>()("InternalFault", problems.InternalFault, {
  advice: advice("InternalFault")
}) {}

export class PlatformFailed extends HttpApiError.Problem<PlatformFailed>()("PlatformFailed", problems.PlatformFailed, {
  advice: advice("PlatformFailed"),
  /** The tag of the error's reason: `RateLimited`. `reasonLabels` of `@huidan/core` has its name. */
  reason: Schema.String
}) {}

export class StoreFailed extends HttpApiError.Problem<StoreFailed>()("StoreFailed", problems.StoreFailed, {
  advice: advice("StoreFailed")
}) {}

/** The kind of a problem, by the `type` of an answer; `null` for one that is not of the console. */
export const problemOfType = (type: string): (ProblemKind & { readonly name: ProblemName }) | null => {
  for (const name of Object.keys(problems) as ReadonlyArray<ProblemName>) {
    if (problems[name].type === type) return { ...problems[name], name }
  }
  return null
}

/** The title of a problem in each language. */
export const problemTitle = (name: ProblemName): Label => ({ zh: problems[name].zh.title, en: problems[name].title })

/** What to do about it in each language. */
export const problemAdvice = (name: ProblemName): Label => ({ zh: problems[name].zh.advice, en: problems[name].advice })
