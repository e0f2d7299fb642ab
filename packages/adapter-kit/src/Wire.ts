/** Schemas of answers as platforms send them: lenient in shape, strict in meaning. */

export {
  block,
  code,
  fen,
  flag,
  id,
  idList,
  ifStructured,
  integer,
  list,
  name,
  object,
  percent,
  privateText,
  seconds,
  text,
  unixSeconds,
  type Wire,
  wallTime,
  yuan
} from "./mapping/Wire.ts"
