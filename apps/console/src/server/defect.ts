/** What is logged of a mistake of this program. The message of an error may quote what was read, so it is left out. */

/** How many places are logged, the innermost first. */
const mostPlaces = 20

/** A line of a stack that names a place in code: `    at read (file:///srv/read.js:10:5)`. */
const isPlace = (line: string): boolean => /^ {4}at .+:\d+:\d+\)?$/.test(line)

/** The kind of the mistake: `TypeError`. */
export const defectName = (defect: unknown): string => (defect instanceof Error ? defect.name : typeof defect)

/** The kind of the mistake, and the places in code that led to it, each on a line of its own. */
export const defectText = (defect: unknown): string => {
  const places = defect instanceof Error ? placesOf(defect) : []
  return [`(${defectName(defect)})`, ...places].join("\n")
}

/** A stack that does not begin with the error's message was written before the message, which it may have in another form. */
const placesOf = ({ message, stack = "" }: Error): ReadonlyArray<string> => {
  const begin = message === "" ? stack.indexOf("\n") : stack.indexOf(": ") + 2
  if (!stack.startsWith(`${message}\n`, begin)) return []
  return stack
    .slice(begin + message.length)
    .split("\n")
    .filter(isPlace)
    .slice(0, mostPlaces)
}
