import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = 8;
/** Red, green and blue, a byte each: what a browser writes of a page without transparency. */
const PIXEL = 3;

/**
 * The same picture in a smaller file: no row is filtered, because pictures of text repeat their bytes, and filters hide that. Takes a
 * PNG of 8 bits red, green and blue (https://www.w3.org/TR/png-3/); throws on another.
 */
export function smallerPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  // Bytes 8 to 12: depth, colour type (2 is RGB), compression, filter and interlace method.
  if (header === undefined || header.toString("hex", 8) !== "0802000000") throw new Error("Not a PNG of 8-bit RGB.");
  const data = Buffer.concat(chunks.flatMap(({ type, data }) => (type === "IDAT" ? [data] : [])));
  const rows = unfiltered(inflateSync(data), header.readUInt32BE(0) * PIXEL);
  const packed = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunksOf(png: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Rows of `width` bytes, each behind the byte of its filter, with every filter undone. */
function unfiltered(filtered: Buffer, width: number): Buffer {
  const rows = Buffer.from(filtered);
  for (let start = 0; start < rows.length; start += width + 1) {
    const filter = rows[start] ?? 0;
    rows[start] = 0;
    for (let column = 1; column <= width; column++) {
      const at = start + column;
      const left = column > PIXEL ? (rows[at - PIXEL] ?? 0) : 0;
      const above = start > 0 ? (rows[at - width - 1] ?? 0) : 0;
      const corner = start > 0 && column > PIXEL ? (rows[at - width - 1 - PIXEL] ?? 0) : 0;
      rows[at] = ((rows[at] ?? 0) + predicted(filter, left, above, corner)) & 0xff;
    }
  }
  return rows;
}

/** What a filter of https://www.w3.org/TR/png-3/#9Filters takes a byte to be, of its neighbours. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4: {
      const [byLeft, byAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
      const byCorner = Math.abs(left + above - 2 * corner);
      if (byLeft <= byAbove && byLeft <= byCorner) return left;
      return byAbove <= byCorner ? above : corner;
    }
    default:
      throw new Error(`PNG has no filter ${filter}.`);
  }
}
