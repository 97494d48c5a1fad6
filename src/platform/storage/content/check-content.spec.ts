import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exif, HTML, JPEG, jpegSegment, jpegWith, pdf, PNG, pngChunk, pngWith, SVG, ZIP_END, ZIP_HEAD } from '../../../../test/support/files.js';
import { bytesOf, checkContent } from './check-content.js';
import type { AcceptedContent, ContentFault, FoundKind } from './content.js';
import type { ByteSource } from './paged-reader.js';

const text = (value: string): Buffer => Buffer.from(value, 'latin1');
const sourceOf = (bytes: Buffer): ByteSource => ({ size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) });
const check = (bytes: Buffer) => checkContent(sourceOf(bytes));

/** What is accepted, and its bytes as they are kept. */
async function kept(bytes: Buffer): Promise<{ mediaType: string; bytes: Buffer; whole: boolean }> {
  const verdict = await check(bytes);
  if (!verdict.ok) throw new Error(`Refused: ${verdict.error.fault}, ${verdict.error.found}.`);
  const parts: Buffer[] = [];
  for await (const part of bytesOf(sourceOf(bytes), verdict.value as AcceptedContent)) parts.push(part);
  return { mediaType: verdict.value.mediaType, bytes: Buffer.concat(parts), whole: verdict.value.pieces === null };
}

/** Whether it is kept as it is; jest takes seconds to compare long buffers. */
async function same(bytes: Buffer): Promise<{ mediaType: string; same: boolean }> {
  const { mediaType, bytes: found, whole } = await kept(bytes);
  return { mediaType, same: whole && found.equals(bytes) };
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);
const utf16 = (value: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(value, 'utf16le')]);
const ftyp = (brand: string): Buffer => text(`\0\0\0\x18ftyp${brand}\0\0\0\0`);
const scan = JPEG.indexOf(Buffer.from([0xff, 0xda]));
/** Larger than a page of the reader, so that a walk has to turn it. */
const long = (fill: string, length = 200_000): Buffer => Buffer.alloc(length, fill);

const CASES: readonly (readonly [name: string, bytes: Buffer, fault: ContentFault, found: FoundKind])[] = [
  ['nothing at all', Buffer.alloc(0), 'empty', 'nothing'],
  ['a web page', HTML, 'other-type', 'html'],
  ['a web page behind a byte order mark', Buffer.concat([bom, HTML]), 'other-type', 'html'],
  ['a web page in UTF-16', utf16('<html><script>1</script>'), 'other-type', 'html'],
  ['a web page that begins with a comment', text('<!-- x -->\n  <SCRIPT src=x>'), 'other-type', 'html'],
  ['PHP', text('<?php echo 1;'), 'other-type', 'html'],
  ['a drawing in SVG', SVG, 'other-type', 'svg'],
  ['SVG without a declaration', text('<svg onload="alert(1)">'), 'other-type', 'svg'],
  ['other XML', text('<?xml version="1.0"?><kml/>'), 'other-type', 'xml'],
  ['text', text('Plattegrond, zie archief.\r\n'), 'other-type', 'text'],
  ['bytes without meaning', Buffer.from([1, 2, 3, 4, 5, 0, 255]), 'other-type', 'unknown'],
  ['zeros', Buffer.alloc(5000), 'other-type', 'unknown'],
  ['a GIF', text('GIF89a\x01\0\x01\0'), 'other-type', 'gif'],
  ['a WebP', text('RIFF\x10\0\0\0WEBPVP8 '), 'other-type', 'webp'],
  ['a telephone’s HEIC', ftyp('heic'), 'other-type', 'heic'],
  ['an AVIF', ftyp('avif'), 'other-type', 'avif'],
  ['a film', ftyp('isom'), 'other-type', 'video'],
  ['a TIFF', text('II*\0\x08\0\0\0'), 'other-type', 'tiff'],
  ['a BMP', text('BM\x36\0\0\0'), 'other-type', 'bmp'],
  ['a Word file', Buffer.concat([ZIP_HEAD, text('[Content_Types].xml')]), 'other-type', 'office'],
  ['an old Word file', text('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'other-type', 'office'],
  ['a ZIP file', Buffer.concat([ZIP_HEAD, ZIP_END]), 'other-type', 'zip'],
  ['RTF', text('{\\rtf1 }'), 'other-type', 'rtf'],
  ['a program for Windows', text('MZ\x90\0'), 'other-type', 'program'],
  ['a program for Linux', text('\x7fELF\x02'), 'other-type', 'program'],
  ['a script', text('#!/bin/sh\nrm -rf /'), 'other-type', 'program'],

  ['a PDF with something before it', Buffer.concat([text('junk\n'), pdf()]), 'mixed', 'pdf'],
  ['a web page with a PDF in it', Buffer.concat([HTML, pdf()]), 'mixed', 'html'],
  ['a PDF with a web page in it', pdf({ first: '<html><script>alert(1)</script>\n' }), 'mixed', 'pdf'],
  ['a PDF that is a ZIP file too', Buffer.concat([pdf(), ZIP_HEAD, ZIP_END]), 'mixed', 'pdf'],
  ['a PDF with a web page behind it', Buffer.concat([pdf({ comment: `%${long('x', 2000)}\n` }), HTML]), 'mixed', 'pdf'],
  ['a PDF with something else behind it', Buffer.concat([pdf(), Buffer.from([1, 2, 3])]), 'cut-off', 'pdf'],
  ['half a PDF', pdf().subarray(0, 300), 'cut-off', 'pdf'],
  ['a PDF without its last line', pdf().subarray(0, -7), 'cut-off', 'pdf'],
  ['the beginning of a PDF and nothing more', text('%PDF-1.7\n'), 'cut-off', 'pdf'],
  ['a PDF without a version', text('%PDF-x\nstartxref\n0\n%%EOF'), 'damaged', 'pdf'],
  ['a web page that says it is a PDF', text(`%PDF-1.4\n${'x'.repeat(1500)}\nstartxref\n9\n%%EOF`), 'damaged', 'pdf'],
  ['a PDF whose table is elsewhere', Buffer.from(pdf().toString('latin1').replace(/startxref\n\d+/, 'startxref\n99999'), 'latin1'), 'damaged', 'pdf'],

  ['SVG with the beginning of a PNG', Buffer.concat([PNG.subarray(0, 8), SVG]), 'damaged', 'png'],
  ['the beginning of a PNG', PNG.subarray(0, 8), 'cut-off', 'png'],
  ['half a PNG', PNG.subarray(0, 60), 'cut-off', 'png'],
  ['a PNG without its end', PNG.subarray(0, -12), 'cut-off', 'png'],
  ['a PNG with a wrong check sum', Buffer.from(PNG).fill(PNG[50]! ^ 1, 50, 51), 'damaged', 'png'],
  ['a PNG without pixels', Buffer.concat([PNG.subarray(0, 33), pngChunk('IEND', Buffer.alloc(0))]), 'damaged', 'png'],
  ['a PNG of no width', Buffer.concat([PNG.subarray(0, 8), pngChunk('IHDR', Buffer.alloc(13)), PNG.subarray(33)]), 'damaged', 'png'],
  ['a PNG with a part nobody knows', pngWith(pngChunk('EVIL', text('x'))), 'damaged', 'png'],
  ['a PNG with a web page behind it', Buffer.concat([PNG, HTML]), 'mixed', 'png'],
  ['a PNG with a ZIP file behind it', Buffer.concat([PNG, ZIP_HEAD, ZIP_END]), 'mixed', 'png'],
  ['a PNG that a reader takes for a PDF', pngWith(pngChunk('tEXt', pdf())), 'mixed', 'png'],

  ['the beginning of a JPEG', JPEG.subarray(0, 3), 'cut-off', 'jpeg'],
  ['a JPEG cut off before its picture', JPEG.subarray(0, scan), 'cut-off', 'jpeg'],
  ['a JPEG cut off in its picture', JPEG.subarray(0, -20), 'cut-off', 'jpeg'],
  ['a JPEG without its end', JPEG.subarray(0, -2), 'cut-off', 'jpeg'],
  ['a web page with the beginning of a JPEG', Buffer.concat([JPEG.subarray(0, 3), HTML]), 'damaged', 'jpeg'],
  ['a JPEG without a picture', Buffer.concat([JPEG.subarray(0, 2), JPEG.subarray(-2)]), 'damaged', 'jpeg'],
  ['a JPEG without a frame', Buffer.concat([JPEG.subarray(0, 2), JPEG.subarray(scan)]), 'damaged', 'jpeg'],
  ['a JPEG with a segment of no length', jpegWith(Buffer.from([0xff, 0xe5, 0, 1])), 'damaged', 'jpeg'],
  ['a JPEG with a web page behind it', Buffer.concat([JPEG, HTML]), 'mixed', 'jpeg'],
  ['a JPEG with a ZIP file behind it', Buffer.concat([JPEG, text('\n'), ZIP_HEAD]), 'mixed', 'jpeg'],
  ['a JPEG with a PDF behind it', Buffer.concat([JPEG, pdf()]), 'mixed', 'jpeg'],
  ['a JPEG that a reader takes for a PDF', jpegWith(jpegSegment(0xfe, pdf())), 'mixed', 'jpeg'],
];

describe('what is not a whole PDF, PNG or JPEG', () => {
  it.each(CASES)('is refused: %s', async (_name, bytes, fault, found) => {
    expect(await check(bytes)).toEqual({ ok: false, error: { fault, found } });
  });

  it('is refused wherever it was cut', async () => {
    for (const whole of [PNG, JPEG, pdf()]) {
      for (let length = 0; length < whole.length; length += 1) {
        const verdict = await check(whole.subarray(0, length));
        // The last line break of a PDF may be missing.
        if (verdict.ok) expect([whole[0], length]).toEqual([0x25, whole.length - 1]);
      }
    }
  });
});

describe('a PDF', () => {
  it.each([
    ['as it is', pdf()],
    ['of many pages', pdf({ comment: `%${long('x').toString()}\n` })],
    ['that ends in blank lines', Buffer.concat([pdf(), text('\r\n\r\n')])],
  ])('is kept %s', async (_name, bytes) => {
    expect(await same(bytes)).toEqual({ mediaType: 'application/pdf', same: true });
  });
});

describe('a PNG', () => {
  it('is kept as it is', async () => {
    expect(await kept(PNG)).toEqual({ mediaType: 'image/png', bytes: PNG, whole: true });
  });

  it('loses what programs put beside the picture, however much', async () => {
    const place = pngChunk('eXIf', text('MM\0*GPS 52.99'));
    const words = pngChunk('iTXt', Buffer.concat([text('XML:com.adobe.xmp\0'), long('<x>')]));
    expect(await kept(pngWith(place, words, pngChunk('tIME', Buffer.alloc(7)), pngChunk('prVt', text('x'))))).toEqual({ mediaType: 'image/png', bytes: PNG, whole: false });
  });

  it('keeps what it is drawn with', async () => {
    const resolution = pngWith(pngChunk('pHYs', Buffer.alloc(9)), pngChunk('gAMA', Buffer.alloc(4)));
    expect(await kept(resolution)).toEqual({ mediaType: 'image/png', bytes: resolution, whole: true });
  });
});

describe('a JPEG', () => {
  it('is kept as it is, with its colours', async () => {
    expect(await kept(JPEG)).toEqual({ mediaType: 'image/jpeg', bytes: JPEG, whole: true });
    expect(JPEG.includes('ICC_PROFILE')).toBe(true);
  });

  it.each([[true], [false]])('loses place and everything else of EXIF, but not which side is up (big-endian: %p)', async (bigEndian) => {
    const { bytes, whole } = await kept(jpegWith(exif(6, { bigEndian })));
    expect(whole).toBe(false);
    const [at, end] = [bytes.indexOf('Exif'), bytes.length - JPEG.length + 2];
    expect(bytes.subarray(at + 6, end).toString('hex')).toBe('49492a00080000000100120103000100000006000000' + '00000000');
    expect(Buffer.concat([bytes.subarray(0, 2), bytes.subarray(end)])).toEqual(JPEG);
    // What is kept is a whole JPEG again, and nothing more is taken from it but its EXIF, which says the same.
    expect((await kept(bytes)).bytes).toEqual(bytes);
  });

  it.each([1, 0, 9, 65535])('has no EXIF left when it is upright, or says something impossible (%p)', async (orientation) => {
    expect((await kept(jpegWith(exif(orientation)))).bytes).toEqual(JPEG);
  });

  it.each([
    ['XMP', jpegSegment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>'))],
    ['IPTC', jpegSegment(0xed, text('Photoshop 3.0\x008BIM'))],
    ['a comment', jpegSegment(0xfe, text('made by Sam'))],
    ['a second picture’s index', jpegSegment(0xe2, text('MPF\0II*\0'))],
    ['a thumbnail', jpegSegment(0xe0, text('JFXX\0\x10'))],
    ['the longest segment there is', jpegSegment(0xe9, long('x', 65_533))],
    ['EXIF that is no EXIF', jpegSegment(0xe1, text('Exif\0\0MM\0*\xff\xff\xff\xff\0'))],
    ['EXIF of six bytes', jpegSegment(0xe1, text('Exif\0\0'))],
  ])('loses %s', async (_name, segment) => {
    expect((await kept(jpegWith(segment))).bytes).toEqual(JPEG);
  });

  it.each([
    ['a second picture', JPEG],
    ['a film', ftyp('mp42')],
    ['what a telephone notes', text('\0\0\x01\x0aSEFHk\0\0\0')],
  ])('loses %s behind it', async (_name, rest) => {
    expect((await kept(Buffer.concat([JPEG, rest]))).bytes).toEqual(JPEG);
  });

  it('is followed through a long picture with restarts and stuffing, and several scans', async () => {
    const end = JPEG.length - 2;
    const more = Buffer.concat([long('\x5a', 70_000), Buffer.from([0xff, 0x00, 0xff, 0xd0]), long('\x33', 70_000), Buffer.from([0xff, 0xff, 0xd7])]);
    const twoScans = Buffer.concat([JPEG.subarray(0, end), more, JPEG.subarray(scan, end), more, JPEG.subarray(end)]);
    expect(await same(twoScans)).toEqual({ mediaType: 'image/jpeg', same: true });
  });
});

describe('whatever comes', () => {
  const files = [PNG, JPEG, pdf(), jpegWith(exif(3)), pngWith(pngChunk('tEXt', text('x'.repeat(50))))];
  const spoilt = fc.record({ file: fc.constantFrom(...files), at: fc.nat(400), bytes: fc.uint8Array({ maxLength: 6 }) })
    .map(({ file, at, bytes }) => Buffer.concat([file.subarray(0, at), bytes, file.subarray(at + bytes.length)]));

  it('gets a verdict, and what is kept of it is kept whole the next time', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(spoilt, fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))), async (bytes) => {
      const verdict = await check(bytes);
      if (!verdict.ok) return;
      const first = await kept(bytes);
      expect((await kept(first.bytes)).bytes.equals(first.bytes)).toBe(true);
    }), { numRuns: 1500 });
  });
});
