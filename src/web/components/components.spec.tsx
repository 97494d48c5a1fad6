import { describe, expect, it } from '@jest/globals';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../../kernel/index.js';
import { renderFragment } from '../render.js';
import { CATALOGUE } from '../translations/index.js';
import { Countdown } from './countdown.js';
import { DataTable } from './data-table.js';
import { FigureCard } from './figure-card.js';
import { GroupsText } from './groups.js';
import { Pagination } from './pagination.js';
import { ProgressMeter } from './progress-meter.js';
import { StatusBadge } from './status-badge.js';
import { STATUS_LOOKS, type Status } from './status-looks.js';
import { TelephoneLink } from './telephone-link.js';
import { InstantText } from './time-text.js';

const render = (children: ComponentChildren, language: Language = 'nl'): string => renderFragment(language, children);
const words = (html: string): string => html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ').trim();
const now = new Date('2026-02-03T13:00:00Z');

describe('states', () => {
  const looks = Object.entries(STATUS_LOOKS).flatMap(([of, family]) => Object.keys(family).map((state) => `state.${of}.${state}`));
  const texts = Object.keys(CATALOGUE).filter((key) => key.startsWith('state.'));

  it('all have words, and all words have a look', () => {
    expect(looks.sort()).toEqual(texts.sort());
  });

  it('are told by a word beside the drawing, in the language of the page', () => {
    const status: Status = { of: 'delivery', state: 'given-up' };
    expect(words(render(<StatusBadge {...status} />))).toBe('Opgegeven, overgedragen');
    expect(words(render(<StatusBadge {...status} />, 'en'))).toBe('Given up, handed to a person');
  });
});

describe('a telephone number', () => {
  it('is dialled as it is stored, and read as it is dialled at home', () => {
    expect(render(<TelephoneLink number="+31592000100" />)).toBe('<a class="telephone" href="tel:+31592000100">0592 000 100</a>');
    expect(words(render(<TelephoneLink number="+4959321234" />))).toBe('+49 5932 1234');
  });

  it('that could not be understood is shown as it stands, and never dialled', () => {
    const html = render(<TelephoneLink number="0592 12" />);
    expect([words(html), html.includes('href')]).toEqual(['0592 12 controleer dit nummer', false]);
  });
});

describe('the language', () => {
  it('is missed when it is not set', () => {
    expect(() => renderToString(<InstantText at={now} />)).toThrow('without a language');
  });
});

describe('the clock', () => {
  const clock = (seconds: number, nearFrom?: Date): string =>
    render(<Countdown deadlineAt={new Date(now.getTime() + seconds * 1000)} serverNow={now} {...(nearFrom ? { nearFrom } : {})} />);
  const visible = (html: string): string => words(html.replace(/<span[^>]* hidden>(?:[^<]|<span[^>]*>[^<]*<\/span>)*<\/span>/g, ''));

  it('says without script what is left, and of when that is', () => {
    expect(visible(clock(184_320))).toBe('2 d 03 u 12 min 00 s resterend stand van 14:00:00');
    expect(visible(clock(-725))).toBe('+12 min 05 s over tijd stand van 14:00:00');
  });

  it('carries the two times the browser needs, and stays silent', () => {
    expect(clock(60)).toContain('deadline-at="2026-02-03T13:01:00.000Z" server-now="2026-02-03T13:00:00.000Z"');
    expect(clock(60)).toContain('role="timer" aria-live="off"');
  });

  it.each([
    [60, undefined, 'ample'],
    [60, now, 'near'],
    [0, now, 'overdue'],
  ])('is %s s before the deadline with warning from %s: %s', (seconds, nearFrom, phase) => {
    expect(clock(seconds, nearFrom)).toContain(`data-phase="${phase}"`);
  });
});

describe('figures', () => {
  it('never show the unknown as zero', () => {
    expect(words(render(<FigureCard label="Bezetting" value={null} />))).toBe('Bezetting?');
    expect(words(render(<FigureCard label="Bezetting" value={0} />))).toBe('Bezetting0');
  });

  it.each([
    [80, 100, '80%'],
    [120, 100, '100%'],
    [0, 0, '0%'],
  ])('draw %d of %d', (value, total, width) => {
    const html = render(<ProgressMeter value={value} total={total} />);
    expect(html).toContain(`class="progress__value" width="${width}"`);
    expect(words(html)).toBe(`Open: ${value} van ${total}`);
  });

  it('tell the groups that have anyone', () => {
    const groups = { families: 60, singleAdults: 38, unaccompaniedMinors: 0, wheelchairUsers: 2 };
    expect(words(render(<GroupsText groups={groups} />))).toBe('60 personen in gezinnen, 38 alleenstaande volwassenen, 2 rolstoelgebruikers');
  });
});

describe('a table', () => {
  const columns = [
    { key: 'name', header: 'Naam', rowHeader: true, cell: (row: string) => row },
    { key: 'places', header: 'Plekken', numeric: true, cell: () => 20 },
  ];
  const table = (rows: string[]): string =>
    render(<DataTable caption="Locaties" columns={columns} rows={rows} rowKey={(row) => row} empty="Nog geen locaties." />);

  it('has a caption, headers with a scope, and each cell its header for narrow screens', () => {
    const html = table(['De Es']);
    expect(html).toMatch(/<caption[^>]*>Locaties<\/caption>/);
    expect(html.match(/scope="col"/g)).toHaveLength(2);
    expect(html).toMatch(/<th[^>]* scope="row" role="rowheader"><div[^>]*>De Es/);
    expect(html).toContain('data-label="Plekken"');
  });

  it('is a sentence when there is nothing in it', () => {
    expect(words(table([]))).toBe('Nog geen locaties.');
  });
});

describe('paging', () => {
  const paging = (page: number, total: number): string =>
    render(<Pagination page={page} pageSize={25} total={total} hrefFor={(to) => `?pagina=${to}`} />);

  it.each([
    [1, 60, '1–25 van 60Volgende'],
    [2, 60, 'Vorige26–50 van 60Volgende'],
    [3, 60, 'Vorige51–60 van 60'],
    [1, 25, ''],
  ])('page %d of %d rows', (page, total, text) => {
    expect(words(paging(page, total))).toBe(text);
  });

  it('goes on beyond what was counted, and says that it was not counted to the end', () => {
    const beyond = (hasNext: boolean, shown: number) => render(<Pagination page={41} pageSize={25} total={1000} more hasNext={hasNext} shown={shown} hrefFor={(to) => `?pagina=${to}`} />);
    expect(words(beyond(true, 25))).toBe('Vorige1.001–1.025 van meer dan 1.000Volgende');
    expect(words(beyond(false, 3))).toBe('Vorige1.001–1.003 van meer dan 1.000');
  });
});
