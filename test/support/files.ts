import { crc32 } from 'node:zlib';

/** Small files as real programs write them, and files that are not what they seem. */

/** Drawn by Chromium: 24 by 16, red with a blue corner at the upper left, with a colour profile. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
  'AQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFla' +
  'AAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJY' +
  'WVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAA' +
  'E9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcg' +
  'LikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P' +
  'T0//wAARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAEG/8QAFRABAQAAAAAAAAAAAAAAAAAAAAH/xAAVAQEBAAAAAAAAAAAAAAAAAAAFBP/EACARAAECBgMBAAAA' +
  'AAAAAAAAABEAAwIEBRMUIQExUWH/2gAMAwEAAhEDEQA/AMqRRZO1zKYiZtgjZPXJ8TclQ8V+F64QdD4PUAAJ9f/Z', 'base64');

/** The same picture, drawn by Chromium. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAARElEQVR4AezRMQoAMAgDwNQv9f8/sG+yuw4hg1sKGSqicAZulZIESklg+XkBBTYRJ8p3oIRObA2+QQOZXxNNk1ZZJ/oA' +
  'AAD//5iOmTEAAAAGSURBVAMAJX5DKeYH9ZIAAAAASUVORK5CYII=', 'base64');

/** A page with one word on it. `comment` stands before its end, `objects` more of them at its beginning. */
export function pdf({ comment = '', first = '' } = {}): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    '<< /Length 44 >>\nstream\nBT /F1 18 Tf 20 40 Td (Plattegrond) Tj ET    \nendstream',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = `%PDF-1.4\n${first}`;
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  text += comment;
  const table = text.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`, 'latin1');
}

/** A whole chunk of a PNG. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Puts chunks behind the header of a PNG. */
export const pngWith = (...chunks: readonly Buffer[]): Buffer => Buffer.concat([PNG.subarray(0, 33), ...chunks, PNG.subarray(33)]);

/** A whole segment of a JPEG. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** Puts segments at the beginning of a JPEG. */
export const jpegWith = (...segments: readonly Buffer[]): Buffer => Buffer.concat([JPEG.subarray(0, 2), ...segments, JPEG.subarray(2)]);

/** An EXIF segment with an orientation and a place: 52 degrees 59 minutes north. */
export function exif(orientation: number, { bigEndian = true } = {}): Buffer {
  const tiff = Buffer.alloc(26 + 12 + 42);
  const short = (value: number, at: number): number => (bigEndian ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at));
  const long = (value: number, at: number): number => (bigEndian ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at));
  const entry = (at: number, tag: number, type: number, count: number, write: (at: number) => void): void => {
    short(tag, at);
    short(type, at + 2);
    long(count, at + 4);
    write(at + 8);
  };
  tiff.write(bigEndian ? 'MM' : 'II', 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(2, 8);
  entry(10, 0x0112, 3, 1, (at) => short(orientation, at));
  entry(22, 0x8825, 4, 1, (at) => long(38, at));
  // The place: one entry, and behind it three fractions.
  short(1, 38);
  entry(40, 2, 5, 3, (at) => long(56, at));
  [52, 1, 59, 1, 0, 1].forEach((value, index) => long(value, 56 + index * 4));
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** The beginning of a ZIP file and its end, with nothing between. */
export const ZIP_HEAD = Buffer.from('PK\x03\x04\x14\0\0\0\0\0', 'latin1');
export const ZIP_END = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
export const HTML = Buffer.from('<!DOCTYPE html>\n<html><head><script>alert(document.domain)</script></head></html>');
export const SVG = Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
