import { chartBody } from "../../../src/chart/chart.ts";
import type { Archive } from "../../../src/store/archive.ts";

/** The chart, size and format of a picture. */
export interface Wanted {
  /** The archive id of its data, whose content never changes. */
  readonly id: string;
  readonly format: "svg" | "png";
  readonly zone: string;
  readonly theme: "light" | "dark";
  /** The size of an SVG, for pages; a PNG is for chat, and has one size. */
  readonly size: "wide" | "phone";
}

export interface Picture {
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** Its media type. */
  readonly type: string;
}

/** Cached pictures; the oldest is dropped first. */
const KEPT = 100;
/** Pixels; a phone of 360 pixels leaves a card about this much. */
const SIZE = { wide: { width: 600, height: 260 }, phone: { width: 320, height: 140 } } as const;

/** Draws charts from the archive and caches them; undefined if the id is not a chart's. */
export function createCharts(archive: Archive): { draw(wanted: Wanted): Promise<Picture | undefined> } {
  const kept = new Map<string, Picture>();
  return {
    async draw({ id, format, zone, theme, size }) {
      const key = `${id} ${format} ${zone} ${theme} ${size}`;
      const cached = kept.get(key);
      if (cached) return cached;
      const parsed = chartBody.safeParse(await archive.load(id));
      if (!parsed.success) return undefined;
      // ECharts takes 100 MB: it is loaded with the first picture.
      const { CHAT, chartPng, chartSvg } = await import("../../../src/chart/render.ts");
      const picture: Picture =
        format === "svg"
          ? { body: chartSvg(parsed.data, { zone, theme, ...SIZE[size] }), type: "image/svg+xml" }
          : { body: new Uint8Array(chartPng(chartSvg(parsed.data, { zone, theme, ...CHAT }))), type: "image/png" };
      kept.set(key, picture);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return picture;
    },
  };
}
