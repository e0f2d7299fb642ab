/** Colours of the page. Every text colour has a contrast of at least 4.5 on each surface it is used on (WCAG AA). */
import { type ThemeConfig, theme } from "antd"

/** The two colour schemes. */
export type Scheme = "light" | "dark"

const shared: ThemeConfig["token"] = {
  borderRadius: 6,
  motion: false,
  fontSize: 14,
  fontFamily:
    'system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyCode:
    'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono CJK SC", monospace'
}

const light: ThemeConfig = {
  cssVar: { key: "huidan" },
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: "#0958d9",
    colorLink: "#0958d9",
    colorInfo: "#0958d9",
    colorSuccess: "#237804",
    colorWarning: "#8f4700",
    colorError: "#b81420",
    colorText: "#1b1f26",
    colorTextSecondary: "#454c58",
    colorTextTertiary: "#585f6b",
    colorTextDescription: "#585f6b",
    colorTextPlaceholder: "#646b77",
    colorTextQuaternary: "#646b77",
    colorBgLayout: "#f4f6f9",
    colorBorder: "#868e9b"
  }
}

const dark: ThemeConfig = {
  cssVar: { key: "huidan" },
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    // Filled buttons have dark text on light blue, so that the same blue can be read as text too.
    colorPrimary: "#7ab8ff",
    colorLink: "#8cc2ff",
    colorInfo: "#7ab8ff",
    colorSuccess: "#7fd962",
    colorWarning: "#f3b562",
    colorError: "#ff9a94",
    colorTextLightSolid: "#0d1622",
    colorText: "#e7eaef",
    colorTextSecondary: "#c2c8d1",
    colorTextTertiary: "#a9b1bd",
    colorTextDescription: "#a9b1bd",
    colorTextPlaceholder: "#98a1ae",
    colorTextQuaternary: "#98a1ae",
    colorBgLayout: "#0f1217",
    colorBgContainer: "#171b21",
    colorBgElevated: "#1f242c",
    colorBorder: "#6b7481"
  },
  components: { Tooltip: { colorTextLightSolid: "#e7eaef" } }
}

/** Ant Design's theme of each scheme. */
export const themes: { readonly [Each in Scheme]: ThemeConfig } = { light, dark }

/** Colours of the platforms in charts, in the order in which platforms appear; they differ in lightness too. */
export const chartColours: { readonly [Each in Scheme]: ReadonlyArray<string> } = {
  light: ["#0958d9", "#d46b08", "#389e0d", "#722ed1", "#c41d7f"],
  dark: ["#7ab8ff", "#f3b562", "#7fd962", "#b494f0", "#f08bc4"]
}
