import { amountsDisagree } from "./amountsDisagree.ts"
import type { BrokenAdapter } from "./BrokenAdapter.ts"
import { badRowFailsAll } from "./badRowFailsAll.ts"
import { bodyCodeIgnored } from "./bodyCodeIgnored.ts"
import { clientRetriesToo } from "./clientRetriesToo.ts"
import { contradictionIsEnd } from "./contradictionIsEnd.ts"
import { credentialsAsPermission } from "./credentialsAsPermission.ts"
import { cursorOfNextPage } from "./cursorOfNextPage.ts"
import { decodeCopies } from "./decodeCopies.ts"
import { emptyListRefused } from "./emptyListRefused.ts"
import { everyPageComplete } from "./everyPageComplete.ts"
import { exceptionForGarbage } from "./exceptionForGarbage.ts"
import { explainedFromElsewhere } from "./explainedFromElsewhere.ts"
import { failureIsEnd } from "./failureIsEnd.ts"
import { failureRemembered } from "./failureRemembered.ts"
import { firstPageLeftOut } from "./firstPageLeftOut.ts"
import { firstPushOfBatchAlone } from "./firstPushOfBatchAlone.ts"
import { flightShared } from "./flightShared.ts"
import { floatingPointMoney } from "./floatingPointMoney.ts"
import { idsThroughJsonParse } from "./idsThroughJsonParse.ts"
import { listWithoutLines } from "./listWithoutLines.ts"
import { localTimeZone } from "./localTimeZone.ts"
import { carriesTooFew, carriesTooMany } from "./otherCarries.ts"
import { otherOrderForNone } from "./otherOrderForNone.ts"
import {
  askedByFirstAttempt,
  askedWhenAnswered,
  fetchedWhenMade,
  rawOfFirstRow,
  rawThroughNumbers
} from "./otherProvenance.ts"
import { pageLargerThanDeclared } from "./pageLargerThanDeclared.ts"
import { paidWhenCreated } from "./paidWhenCreated.ts"
import { emptyBlocksShown, unreadKeysAsSent, unreadRowKeysAsSent, wordsRepeated } from "./privateByValue.ts"
import { privateTextInSpan } from "./privateTextInSpan.ts"
import { privateTextLogged } from "./privateTextLogged.ts"
import { prototypeOfTable } from "./prototypeOfTable.ts"
import { pushesDoneTooEarly } from "./pushesDoneTooEarly.ts"
import { pushLogBroken } from "./pushLogBroken.ts"
import { pushTimeNotChecked } from "./pushTimeNotChecked.ts"
import { quotaIgnored } from "./quotaIgnored.ts"
import { quotaOfWholeSeconds } from "./quotaOfWholeSeconds.ts"
import { rareMistakes } from "./rare/index.ts"
import { readForwards } from "./readForwards.ts"
import { refusalRepeated } from "./refusalRepeated.ts"
import { retryAfterIgnored } from "./retryAfterIgnored.ts"
import { roundedMoney } from "./roundedMoney.ts"
import { rowShownAgain } from "./rowShownAgain.ts"
import { rowsDecodedOtherwise } from "./rowsDecodedOtherwise.ts"
import { rowsExplainedOtherwise } from "./rowsExplainedOtherwise.ts"
import { rowsShareLines } from "./rowsShareLines.ts"
import { secretInError } from "./secretInError.ts"
import { cipherCut, linesReversed } from "./sentOtherwise.ts"
import { ownClock, settledUntilTheEnd } from "./settledUntilTheEnd.ts"
import { signatureNotChecked } from "./signatureNotChecked.ts"
import { firstStateAlone, statesForgotten } from "./statesForgotten.ts"
import { statesIgnored } from "./statesIgnored.ts"
import { swallowedUnknownCode } from "./swallowedUnknownCode.ts"
import { accountWithoutSecret, circuitOfAddress } from "./tenantsNotApart.ts"
import { timeWithoutZone } from "./timeWithoutZone.ts"
import { tokenForEachCall } from "./tokenForEachCall.ts"
import { undeclaredListAnswers } from "./undeclaredListAnswers.ts"
import { unexplainedField } from "./unexplainedField.ts"
import { unknownCursorIgnored } from "./unknownCursorIgnored.ts"
import { unreadableSwallowed } from "./unreadableSwallowed.ts"
import { untilCountedIn } from "./untilCountedIn.ts"
import { windowBorderLost } from "./windowBorderLost.ts"
import { windowLongerThanDeclared } from "./windowLongerThanDeclared.ts"
import { workBeforeSignature } from "./workBeforeSignature.ts"

export const brokenAdapters: ReadonlyArray<BrokenAdapter> = [
  tokenForEachCall,
  flightShared,
  accountWithoutSecret,
  circuitOfAddress,
  idsThroughJsonParse,
  floatingPointMoney,
  roundedMoney,
  ...amountsDisagree,
  localTimeZone,
  swallowedUnknownCode,
  prototypeOfTable,
  emptyListRefused,
  exceptionForGarbage,
  rawThroughNumbers,
  rawOfFirstRow,
  fetchedWhenMade,
  askedWhenAnswered,
  askedByFirstAttempt,
  ...explainedFromElsewhere,
  otherOrderForNone,
  badRowFailsAll,
  timeWithoutZone,
  unexplainedField,
  privateTextLogged,
  privateTextInSpan,
  secretInError,
  emptyBlocksShown,
  wordsRepeated,
  unreadKeysAsSent,
  unreadRowKeysAsSent,
  signatureNotChecked,
  pushTimeNotChecked,
  firstPushOfBatchAlone,
  unreadableSwallowed,
  ...pushesDoneTooEarly,
  ...pushLogBroken,
  rowShownAgain,
  cursorOfNextPage,
  unknownCursorIgnored,
  pageLargerThanDeclared,
  windowLongerThanDeclared,
  quotaIgnored,
  quotaOfWholeSeconds,
  clientRetriesToo,
  refusalRepeated,
  retryAfterIgnored,
  bodyCodeIgnored,
  credentialsAsPermission,
  undeclaredListAnswers,
  paidWhenCreated,
  listWithoutLines,
  rowsShareLines,
  cipherCut,
  carriesTooMany,
  carriesTooFew,
  linesReversed,
  firstPageLeftOut,
  untilCountedIn,
  statesIgnored,
  firstStateAlone,
  statesForgotten,
  failureIsEnd,
  failureRemembered,
  windowBorderLost,
  everyPageComplete,
  readForwards,
  ...rareMistakes,
  contradictionIsEnd,
  settledUntilTheEnd,
  ownClock,
  decodeCopies,
  ...workBeforeSignature,
  ...rowsDecodedOtherwise,
  ...rowsExplainedOtherwise
]
