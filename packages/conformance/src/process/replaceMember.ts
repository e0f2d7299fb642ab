/** Replaces functions of the process while something is watched, and puts them back. */

/** A function as its replacement sees it: whatever it is called with, and whatever it returns. */
export type AnyFunction = (...parameters: ReadonlyArray<unknown>) => unknown

/** Undoes a replacement. */
export type Restore = () => void

/**
 * Replaces a method. `make` gets the original, bound to the object of the call, and this object, and returns what runs
 * instead. Restoring leaves no trace: an inherited method is inherited again. Does nothing if there is no such method.
 */
export const replaceMember = (
  owner: object,
  name: string,
  make: (original: AnyFunction, self: unknown) => AnyFunction
): Restore => {
  const original: unknown = Reflect.get(owner, name)
  if (typeof original !== "function") return () => {}
  const before = Object.getOwnPropertyDescriptor(owner, name)
  const replacement = function (this: unknown, ...parameters: ReadonlyArray<unknown>): unknown {
    return make((...own) => Reflect.apply(original, this, own), this)(...parameters)
  }
  // Functions of Node.js have members too, which `util.promisify` reads.
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original))
  Object.defineProperty(owner, name, {
    value: replacement,
    writable: true,
    configurable: true,
    enumerable: before?.enumerable ?? false
  })
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, name)
    else Object.defineProperty(owner, name, before)
  }
}

/** Undoes several replacements, the last one first. */
export const restoreAll =
  (restores: ReadonlyArray<Restore>): Restore =>
  () => {
    for (const restore of restores.toReversed()) restore()
  }

/** Installs something for the first of its users, and removes it after the last one, in whatever order they end. */
export const shared = (install: () => Restore): (() => Restore) => {
  let users = 0
  let remove: Restore = () => {}
  return () => {
    if (users === 0) remove = install()
    users += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      users -= 1
      if (users === 0) remove()
    }
  }
}

/** Like `shared`, for each object that something is installed on. */
export const sharedFor = (install: (owner: object) => Restore): ((owner: object) => Restore) => {
  const installers = new WeakMap<object, () => Restore>()
  return (owner) => {
    const installer = installers.get(owner) ?? shared(() => install(owner))
    installers.set(owner, installer)
    return installer()
  }
}
