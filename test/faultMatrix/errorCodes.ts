/** Error codes as platforms send them, and the reason that the order model ("Error codes → reasons") gives each. */

export interface SentCode {
  readonly code: string
  readonly subCode: string | null
  /** The reason's name, with its kind where it has one. */
  readonly reason: string
}

interface CodeTable {
  readonly platform: string
  /** The operations that answer with these codes. */
  readonly operations: RegExp
  readonly codes: ReadonlyArray<SentCode>
}

const codes = (reason: string, ...numbers: ReadonlyArray<string>): ReadonlyArray<SentCode> =>
  numbers.map((code) => ({ code, subCode: null, reason }))

const withSubCodes = (reason: string, code: string, ...subCodes: ReadonlyArray<string>): ReadonlyArray<SentCode> =>
  subCodes.map((subCode) => ({ code, subCode, reason }))

const tables: ReadonlyArray<CodeTable> = [
  {
    platform: "xiaoe",
    operations: /^/,
    codes: [
      ...codes("PlatformUnavailable", "1001", "1002"),
      ...codes("Authentication(credentials)", "2001", "2002", "2003", "2004", "2020"),
      ...codes("Authentication(token)", "2007", "2008"),
      ...codes("InvalidRequest", "2005", "2006", "2009", "2010", "2055"),
      ...codes("PermissionDenied", "2017"),
      ...codes("IpNotAllowed", "2051"),
      ...codes("NotSupported", "2052"),
      ...codes("RateLimited", "2053", "2054"),
      ...codes("PlatformRejected", "9999")
    ]
  },
  {
    platform: "wshoto",
    operations: /^/,
    codes: [...codes("Authentication(token)", "10001", "10010", "10011"), ...codes("PlatformRejected", "1", "9999")]
  },
  {
    platform: "doudian",
    operations: /^fengchao\./,
    // One number means two things at the platform's two doors: here each is a rejection.
    codes: codes("PlatformRejected", "1004", "20000", "40003", "60000")
  },
  {
    platform: "doudian",
    operations: /^(?:order|token)\./,
    codes: [
      ...withSubCodes("PlatformUnavailable", "20000", "dop.service-error", "isp.service-error:20004"),
      ...codes("PlatformUnavailable", "20000", "20001", "70000", "90000"),
      ...withSubCodes("PermissionDenied", "30001", "isv.app-permissions-insufficient"),
      ...withSubCodes("IpNotAllowed", "30002", "isv.invalid_ip"),
      ...withSubCodes("InvalidRequest", "40001", "isv.missing-parameter"),
      ...withSubCodes("InvalidRequest", "40002", "isv.missing-parameter:20000"),
      ...withSubCodes(
        "Authentication(token)",
        "40003",
        "isv.access-token-expired",
        "isv.access-token-no-existed:1",
        "dop.access-token-expired"
      ),
      ...withSubCodes("Authentication(signature)", "40003", "isv.signature-invalid", "isv.signature-invalid:2"),
      ...withSubCodes("Authentication(clock)", "40003", "isv.timestamp-invalid"),
      ...withSubCodes("InvalidRequest", "40003", "isv.parameter-invalid"),
      ...withSubCodes("InvalidRequest", "40004", "isv.parameter-invalid:20022"),
      ...withSubCodes("NotFound", "40004", "isv.parameter-invalid:20014", "isv.parameter-invalid:20001"),
      ...withSubCodes("NotFound", "50002", "isv.business-failed:20015"),
      ...withSubCodes("PlatformRejected", "50002", "isv.business-failed:20009"),
      ...withSubCodes("RateLimited", "60000", "isv.traffic-limited", "isp.traffic-limited:3"),
      ...withSubCodes("QuotaExhausted", "80000", "isv.env-suspected"),
      ...codes("QuotaExhausted", "300008"),
      ...codes("PlatformRejected", "99999")
    ]
  }
]

export const codesOf = (platform: string, operation: string): ReadonlyArray<SentCode> =>
  tables.find((table) => table.platform === platform && table.operations.test(operation))?.codes ?? []

/** All codes of a platform, whichever operation answers with them. */
export const codesOfPlatform = (platform: string): ReadonlyArray<SentCode> =>
  tables.filter((table) => table.platform === platform).flatMap((table) => table.codes)
