import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { smallerPng } from "../../manifests/readme/png.ts";

/** Where the data of the only IDAT chunk begins, behind signature and IHDR. */
const DATA = 41;

/** A PNG two pixels wide of rows as they lie in the file: the byte of the filter, then red, green and blue of each pixel. */
function pngOf(rows: readonly (readonly number[])[], colourType = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(2, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, colourType], 8);
  const chunks = [
    ["IHDR", header],
    ["IDAT", deflateSync(Buffer.from(rows.flat()))],
    ["IEND", Buffer.alloc(0)],
  ] as const;
  const written = chunks.map(([type, data]) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(data.length, 0);
    numbers.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
  });
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...written]);
}

// Worked by hand after https://www.w3.org/TR/png-3/#9Filters; Paeth's second pixel takes the corner, the left and the one above.
test.each([
  ["none", 0, [1, 2, 3, 4, 5, 6], [7, 8, 9, 7, 8, 9], [7, 8, 9, 7, 8, 9]],
  ["sub", 1, [1, 2, 3, 4, 5, 6], [10, 20, 30, 1, 2, 255], [10, 20, 30, 11, 22, 29]],
  ["up", 2, [1, 2, 3, 4, 5, 6], [1, 2, 3, 1, 2, 3], [2, 4, 6, 5, 7, 9]],
  ["average", 3, [1, 2, 3, 4, 5, 6], [1, 2, 3, 1, 2, 3], [1, 3, 4, 3, 6, 8]],
  ["Paeth", 4, [50, 10, 30, 100, 10, 90], [206, 0, 0, 1, 1, 1], [0, 10, 30, 51, 11, 91]],
])("a row with the filter %s keeps its pixels", (_name, filter, above, filtered, pixels) => {
  const rows = [
    [0, ...above],
    [filter, ...filtered],
  ];
  const png = smallerPng(pngOf(rows));
  const data = inflateSync(png.subarray(DATA, DATA + png.readUInt32BE(DATA - 8)));
  expect([...data]).toEqual([0, ...above, 0, ...pixels]);
});

test("the chunks carry their checks", () => {
  const plain = pngOf([[0, 1, 2, 3, 4, 5, 6]]);
  const again = smallerPng(plain);
  expect(again.subarray(0, DATA - 8)).toEqual(plain.subarray(0, DATA - 8));
  expect(again.subarray(-12)).toEqual(plain.subarray(-12));
});

test("a picture with transparency is refused", () => {
  expect(() => smallerPng(pngOf([[0, 1, 2, 3, 4, 5, 6]], 6))).toThrow("8-bit RGB");
});
