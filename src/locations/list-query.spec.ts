import { describe, expect, it } from '@jest/globals';
import { Problem } from '../kernel/index.js';
import { parseInput } from '../platform/http/index.js';
import { filtersOf, listAddress, listQuery, searchOf, sortOf, stretchOf, without } from './list-query.js';

const TODAY = '2026-02-03';
const read = (input: Record<string, unknown>) => parseInput(listQuery(TODAY), input);
const wrong = (input: Record<string, unknown>): string[] => {
  try {
    read(input);
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path, code }) => `${path} ${code}`);
    throw error;
  }
  throw new Error('Nothing was refused.');
};

describe('what a list is asked', () => {
  it('has a default for everything', () => {
    const query = read({});
    expect(query).toEqual({ page: 1, pageSize: 50 });
    expect([searchOf(query).ready, sortOf(query), filtersOf(query)]).toEqual([undefined, 'name', []]);
  });

  it('names everything that is wrong at once', () => {
    const input = { text: '', ready: 'maybe', readyOn: '2026-02-02', municipality: 'Assen', province: 'PV', minimumPlaces: 'veel', groups: 'families,pets', sort: 'colour', page: '0', surprise: '1' };
    expect(wrong(input).sort()).toEqual([
      'groups not-a-choice', 'minimumPlaces wrong-type', 'municipality wrong-format', 'page too-small', 'province wrong-format', 'ready not-a-choice', 'readyOn in-the-past', 'sort not-a-choice', 'surprise unknown', 'text required',
    ]);
    expect(wrong({ readyOn: '2026-02-30' })).toEqual(['readyOn not-a-day']);
    expect(wrong({ readyOn: '9999-12-31' })).toEqual(['readyOn too-late']);
  });

  it('takes groups with commas or one by one, each once', () => {
    expect(read({ groups: 'singleAdults,families' }).groups).toEqual(['families', 'singleAdults']);
    expect(read({ groups: ['families', 'families,wheelchairUsers'] }).groups).toEqual(['families', 'wheelchairUsers']);
  });

  it('about a day asks for what is ready on it, unless said otherwise, from now on when it is today', () => {
    const now = new Date('2026-02-03T13:00:00Z');
    expect(searchOf(read({ readyOn: TODAY })).ready).toBe(true);
    expect(searchOf(read({ readyOn: TODAY, ready: 'false' })).ready).toBe(false);
    expect(stretchOf(read({ readyOn: TODAY }), now)).toEqual({ from: now, until: new Date('2026-02-03T23:00:00Z') });
    expect(stretchOf(read({ readyOn: '2026-03-29' }), now)).toEqual({ from: new Date('2026-03-28T23:00:00Z'), until: new Date('2026-03-29T22:00:00Z') });
    expect(stretchOf(read({}), now)).toEqual({ from: now, until: now });
  });

  it('begins with the best match when something is searched', () => {
    expect(sortOf(read({ text: 'hal' }))).toBe('relevance');
    expect(sortOf(read({ text: 'hal', sort: 'places' }))).toBe('places');
  });
});

describe('the address of a list', () => {
  it('holds what was asked and nothing else', () => {
    expect(listAddress('/locaties', read({}))).toBe('/locaties');
    expect(listAddress('/locaties', { ...read({ text: 'de brink', groups: 'families,singleAdults', minimumPlaces: '40' }), page: 2 }, { weergave: 'kaart' }))
      .toBe('/locaties?text=de+brink&minimumPlaces=40&groups=families&groups=singleAdults&page=2&weergave=kaart');
  });

  it('loses one filter at a time; a day takes its question of readiness with it', () => {
    const query = read({ readyOn: TODAY, ready: 'false', province: 'PV22' });
    expect(filtersOf(query)).toEqual(['readyOn', 'province']);
    expect(listAddress('/', without(query, 'readyOn'))).toBe('/?province=PV22');
    expect(listAddress('/', without(query, 'province'))).toBe(`/?ready=false&readyOn=${TODAY}`);
  });
});
