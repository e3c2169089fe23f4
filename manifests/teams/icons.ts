import { Resvg } from "@resvg/resvg-js";

/** A magnifying glass over a rising curve. */
const glass = (stroke: string): string =>
  `<g fill="none" stroke="${stroke}" stroke-linecap="round" stroke-linejoin="round">
    <circle cx="82" cy="82" r="50" stroke-width="13"/>
    <path d="M119 119 L160 160" stroke-width="17"/>
    <path d="M54 94 L70 88 L84 92 L106 62" stroke-width="10"/>
  </g>`;

const picture = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192">${inside}</svg>`;

const drawn = (svg: string, width: number): Uint8Array =>
  new Uint8Array(new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng());

/** 192 pixels, in colour. */
export const colorIcon = (): Uint8Array =>
  drawn(picture(`<rect width="192" height="192" rx="36" fill="#1F2937"/>${glass("#FBBF24")}`), 192);

/** 32 pixels, white on transparent. */
export const outlineIcon = (): Uint8Array => drawn(picture(glass("#FFFFFF")), 32);
