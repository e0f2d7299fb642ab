/** All mistakes. */
import type { Edit } from "./Edit.ts"
import { doudian } from "./edits/doudian.ts"
import { paperboat } from "./edits/paperboat.ts"
import { wshoto } from "./edits/wshoto.ts"
import { xiaoe } from "./edits/xiaoe.ts"

/** All mistakes, adapter by adapter. */
export const edits: ReadonlyArray<Edit> = [...paperboat, ...wshoto, ...doudian, ...xiaoe]
