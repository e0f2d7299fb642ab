/**
 * The bytes of what a program writes. `options` are the other parameters of the call: the encoding of a text, or where
 * in a buffer the written part begins and how long it is. Empty for what is neither text nor bytes.
 */
export const bytesOf = (data: unknown, options: ReadonlyArray<unknown> = []): Uint8Array => {
  if (typeof data === "string") return Buffer.from(data, options.find(isEncoding))
  if (!ArrayBuffer.isView(data)) return new Uint8Array()
  const [first, second] = options
  const part = typeof first === "object" && first !== null ? first : { offset: first, length: second }
  const offset = numberOr(Reflect.get(part, "offset"), 0)
  const length = numberOr(Reflect.get(part, "length"), data.byteLength - offset)
  return new Uint8Array(data.buffer, data.byteOffset + offset, length)
}

const isEncoding = (option: unknown): option is BufferEncoding =>
  typeof option === "string" && Buffer.isEncoding(option)

const numberOr = (value: unknown, other: number): number => (typeof value === "number" ? value : other)
