import { inflateSync } from 'node:zlib';

/** A document as one who reads it with a machine finds it. */
export type PdfText = { readonly title: string; readonly language: string; readonly pages: readonly string[] };

type PdfObject = { readonly head: string; readonly stream: Buffer | null };

/** Reads what pdfkit writes: objects by number, streams packed with deflate, fonts with a table back to letters. */
export function pdfText(bytes: Buffer): PdfText {
  const objects = objectsIn(bytes);
  const find = (pattern: RegExp): PdfObject[] => [...objects.values()].filter(({ head }) => pattern.test(head));
  const fonts = new Map(find(/\/Font <</).flatMap(({ head }) => [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)]).map(([, name, number]) => [name!, lettersOf(objects, Number(number))]));
  const pages = find(/\/Type \/Page\b/).map(({ head }) => {
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)![1]))!.stream!.toString('latin1');
    return textIn(content, fonts);
  });
  const title = objects.get(Number(/\/Title (\d+) 0 R/.exec(find(/\/Title /)[0]!.head)![1]))!.head;
  return { title: literal(/^\(([\s\S]*)\)$/.exec(title)![1]!), language: /\/Lang \((\w+)\)/.exec(find(/\/Type \/Catalog/)[0]!.head)![1]!, pages };
}

function objectsIn(bytes: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const text = bytes.toString('latin1');
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)(?=\nendobj)/g)) {
    const body = match[2]!;
    const begin = body.indexOf('\nstream\n');
    const head = begin < 0 ? body : body.slice(0, begin);
    const raw = begin < 0 ? null : Buffer.from(body.slice(begin + 8, body.lastIndexOf('\nendstream')), 'latin1');
    objects.set(Number(match[1]), { head, stream: raw && (/FlateDecode/.test(head) ? inflateSync(raw) : raw) });
  }
  return objects;
}

/** From the code of a glyph to what it stands for. */
function lettersOf(objects: ReadonlyMap<number, PdfObject>, font: number): ReadonlyMap<string, string> {
  const table = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)!.head)![1]))!.stream!.toString('latin1');
  const letters = new Map<string, string>();
  for (const [, from, , list] of table.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g)) {
    for (const [at, [, code]] of [...list!.matchAll(/<([\w ]*)>/g)].entries()) letters.set((Number.parseInt(from!, 16) + at).toString(16).padStart(4, '0'), Buffer.from(code!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
  }
  return letters;
}

function textIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let letters: ReadonlyMap<string, string> = new Map();
  const parts: string[] = [];
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) letters = fonts.get(font)!;
    else parts.push([...shown!.matchAll(/<(\w+)>/g)].flatMap(([, codes]) => codes!.match(/\w{4}/g)!.map((code) => letters.get(code) ?? '?')).join(''));
  }
  return parts.join(' ');
}

/** UTF-16 with its mark, or plain. */
function literal(escaped: string): string {
  const raw = Buffer.from(escaped.replace(/\\([()\\])/g, '$1').replace(/\\n/g, '\n').replace(/\\r/g, '\r'), 'latin1');
  return raw[0] === 0xfe && raw[1] === 0xff ? Buffer.from(raw.subarray(2)).swap16().toString('utf16le') : raw.toString('latin1');
}
