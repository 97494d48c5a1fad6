import type { Instant, Language } from '../kernel/index.js';
import type { ListedLocation } from './listed-location.js';
import { summaryJson } from './location-json.js';

/** About 5 kB each: some 20 MB at most. */
const MOST = 4000;

/** A location in a list, with its JSON in a language: made once, however often it is sent. */
export class ListedAnswer {
  private readonly texts = new Map<Language, Buffer>();

  constructor(readonly listed: ListedLocation) {}

  json(language: Language): Buffer {
    let text = this.texts.get(language);
    if (text === undefined) this.texts.set(language, (text = Buffer.from(JSON.stringify(summaryJson(this.listed, language)))));
    return text;
  }
}

const OPEN = Buffer.from('{"items":[');
const COMMA = Buffer.from(',');

/** The JSON of a page: the items as they are, and after them what else there is to say. */
export function jsonOfPage(items: readonly ListedAnswer[], language: Language, rest: Readonly<Record<string, unknown>>): Buffer {
  const parts: Buffer[] = [OPEN];
  for (const item of items) {
    if (parts.length > 1) parts.push(COMMA);
    parts.push(item.json(language));
  }
  parts.push(Buffer.from(`],${JSON.stringify(rest).slice(1)}`));
  return Buffer.concat(parts);
}

type Kept = { readonly revision: string; readonly until: Instant | null; readonly answer: ListedAnswer };

/**
 * What was worked out before and still holds. Readiness follows from what is on file and from the time, and nothing else:
 * an answer is used again only while the database says that nothing was changed (the revision) and until the first instant
 * at which it could read otherwise. Losing all of it costs a moment's work.
 */
export class KeptAnswers {
  private readonly kept = new Map<string, Kept>();

  get(key: string, revision: string, at: Instant): ListedAnswer | undefined {
    const found = this.kept.get(key);
    if (!found || found.revision !== revision || (found.until !== null && found.until <= at)) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.answer;
  }

  /** The one that was asked for longest ago makes way. */
  keep(key: string, revision: string, until: Instant | null, answer: ListedAnswer): void {
    this.kept.delete(key);
    this.kept.set(key, { revision, until, answer });
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value!);
  }
}
