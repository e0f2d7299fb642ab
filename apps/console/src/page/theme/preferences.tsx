/** What a person chose on this device: language, colours, density. It is kept in the browser, and is never sent. */
import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from "react"
import type { Scheme } from "./tokens.ts"

/** What can be chosen. */
export interface Preferences {
  readonly language: "zh" | "en"
  readonly colours: "system" | Scheme
  readonly density: "comfortable" | "compact"
  /** Names of the columns of the orders that are hidden. */
  readonly hiddenColumns: ReadonlyArray<string>
}

const initial: Preferences = { language: "zh", colours: "system", density: "comfortable", hiddenColumns: [] }

const storageName = "huidan.preferences"

const oneOf = <Value extends string>(value: unknown, allowed: ReadonlyArray<Value>, otherwise: Value): Value =>
  allowed.find((each) => each === value) ?? otherwise

/** What is stored; the first choices if it is absent or was changed by hand. */
export const storedPreferences = (): Preferences => {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(storageName) ?? "null")
    if (typeof read !== "object" || read === null) return initial
    const { colours, density, hiddenColumns, language }: { [key: string]: unknown } = { ...read }
    return {
      language: oneOf(language, ["zh", "en"], initial.language),
      colours: oneOf(colours, ["system", "light", "dark"], initial.colours),
      density: oneOf(density, ["comfortable", "compact"], initial.density),
      hiddenColumns: Array.isArray(hiddenColumns) ? hiddenColumns.filter((each) => typeof each === "string") : []
    }
  } catch {
    return initial
  }
}

interface Chosen extends Preferences {
  /** The colours that are shown now. */
  readonly scheme: Scheme
  readonly choose: (change: Partial<Preferences>) => void
}

const Context = createContext<Chosen | null>(null)

const darkSystem = () => matchMedia("(prefers-color-scheme: dark)")

const subscribeToSystem = (changed: () => void) => {
  const query = darkSystem()
  query.addEventListener("change", changed)
  return () => query.removeEventListener("change", changed)
}

/** Gives the choices to the page. */
export const PreferencesProvider = ({ children }: { readonly children: ReactNode }) => {
  const [preferences, setPreferences] = useState(storedPreferences)
  const systemIsDark = useSyncExternalStore(subscribeToSystem, () => darkSystem().matches)
  const scheme = preferences.colours === "system" ? (systemIsDark ? "dark" : "light") : preferences.colours
  useEffect(() => {
    document.documentElement.dataset["scheme"] = scheme
    document.documentElement.lang = preferences.language === "zh" ? "zh-CN" : "en"
  }, [scheme, preferences.language])
  const chosen = useMemo<Chosen>(
    () => ({
      ...preferences,
      scheme,
      choose: (change) =>
        setPreferences((before) => {
          const after = { ...before, ...change }
          try {
            localStorage.setItem(storageName, JSON.stringify(after))
          } catch {
            // Without storage the choice holds until the page is closed.
          }
          return after
        })
    }),
    [preferences, scheme]
  )
  return <Context value={chosen}>{children}</Context>
}

/** The choices, and how to change them. */
export const usePreferences = (): Chosen => {
  const chosen = use(Context)
  if (chosen === null) throw new Error("usePreferences needs a PreferencesProvider around it")
  return chosen
}
