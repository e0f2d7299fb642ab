import inspector from "node:inspector"

const standard = 60

/**
 * How often a running trial is looked at, in seconds. Looks are counted, not time: a trial may take longer on a machine
 * that sleeps or is busy.
 */
export const lookInterval = 0.25

/**
 * How long a trial may take, in seconds of real time: 60, or `HUIDAN_TRIAL_SECONDS`. `null` if a debugger is attached,
 * because a program that is stopped takes as long as its reader.
 */
export const trialSeconds = (): number | null => {
  if (inspector.url() !== undefined) return null
  const seconds = Number(process.env["HUIDAN_TRIAL_SECONDS"] ?? standard)
  return seconds > 0 ? seconds : standard
}
