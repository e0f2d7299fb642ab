/** The characters and length of the ids that platforms publish. Anything else may be another field's text. */
const plainId = /^[\w.:-]{1,64}$/

/** No platform has ids like the numbers of mobile telephones. */
const telephone = /^(?:86)?1[3-9]\d{9}$/

/** An id from an answer, for a message. An id of an unusual form is not shown, only how long it is. */
export const shownId = (id: string): string =>
  plainId.test(id) && !telephone.test(id) ? id : `(an id of ${id.length} characters)`
