export interface ChartStyle {
  /** IANA name of the zone of the time axis. */
  readonly zone: string;
  readonly theme: "light" | "dark";
  /** The size in pixels; the PNG is twice as large. */
  readonly width?: number;
  readonly height?: number;
  /** The font size in pixels. */
  readonly letter?: number;
}

/** The style of pictures for chat: 1200×600 as PNG, and readable when a phone shrinks it to a width of 360. */
export const CHAT = { width: 600, height: 300, letter: 16 } as const;

/** Verdana, for browsers without the bundled font, has nearly the same widths. */
export const FONT = "DejaVu Sans, Verdana, sans-serif";

/**
 * Okabe and Ito's blue first, then colours that also differ in lightness. People who are red-, green- or blue-blind can distinguish any
 * two, and each has a contrast of 3 to 1 to the background. https://www.w3.org/TR/WCAG22/#non-text-contrast
 */
export const PALETTE = {
  light: ["#0072b2", "#12a561", "#c87ea2", "#7a3300", "#7f1fe0", "#919310", "#0a515c", "#1c1d1f"],
  dark: ["#56b4e9", "#35e698", "#f0409f", "#d0701c", "#a55cff", "#ffcb1f", "#438d9d", "#e7e7e4"],
} as const;

export const THEME = {
  light: { ink: "#1c1d1f", faint: "#5c5f66", line: "#d9dadc", ground: "#ffffff", limit: "#a30200", good: "#00664a" },
  dark: { ink: "#e7e7e4", faint: "#a5a8ae", line: "#3a3d42", ground: "#202225", limit: "#ff9a94", good: "#5fd3ab" },
} as const;

export type Theme = (typeof THEME)["light" | "dark"];

/** The dash pattern of a line to compare with: pixels drawn, pixels skipped. */
export const DASH = [6, 4] as const;
