import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Problem } from '../../kernel/index.js';
import { fieldIssue, parseInput } from './fields.js';

const SCHEMA = z.strictObject({
  places: z.int().min(1).max(100),
  name: z.string().min(1).max(5),
  day: z.iso.date().optional(),
  id: z.uuid().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  kind: z.enum(['a', 'b']).optional(),
  choice: z.strictObject({ of: z.enum(['a', 'b']) }).optional(),
  groups: z.strictObject({ families: z.int() }).optional(),
  own: z.string().optional().superRefine((value, ctx) => {
    if (value === 'x') fieldIssue(ctx, [], 'own-code', { nl: 'Niet {what}.', en: 'Not {what}.' }, { what: 'x' });
  }),
});

function fieldsOf(input: unknown): [string, string][] {
  try {
    parseInput(SCHEMA, input);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.type.code).toBe('REQUEST.INVALID');
    return error.fields.map(({ path, code }) => [path, code]);
  }
}

describe('parseInput', () => {
  it('gives the checked value', () => {
    expect(parseInput(SCHEMA, { places: 3, name: 'x' })).toEqual({ places: 3, name: 'x' });
  });

  it.each<[string, unknown, [string, string][]]>([
    ['nothing', undefined, [['places', 'required'], ['name', 'required']]],
    ['a wrong type', { places: '3', name: 'x' }, [['places', 'wrong-type']]],
    ['half a place', { places: 1.5, name: 'x' }, [['places', 'wrong-type']]],
    ['too few', { places: 0, name: 'x' }, [['places', 'too-small']]],
    ['too many', { places: 101, name: 'x' }, [['places', 'too-large']]],
    ['an empty text', { places: 1, name: '' }, [['name', 'required']]],
    ['a long text', { places: 1, name: 'abcdef' }, [['name', 'too-long']]],
    ['unknown fields', { places: 1, name: 'x', admin: true, groups: { families: 1, x: 1 } }, [['groups.x', 'unknown'], ['admin', 'unknown']]],
    ['a day that is none', { places: 1, name: 'x', day: '2026-02-30' }, [['day', 'not-a-day']]],
    ['no id', { places: 1, name: 'x', id: '1' }, [['id', 'not-an-id']]],
    ['no time', { places: 1, name: 'x', at: 'now' }, [['at', 'not-a-time']]],
    ['no choice', { places: 1, name: 'x', kind: 'c' }, [['kind', 'not-a-choice']]],
    ['a choice left open', { places: 1, name: 'x', choice: {} }, [['choice.of', 'required']]],
    ['our own rule', { places: 1, name: 'x', own: 'x' }, [['own', 'own-code']]],
    ['a NUL and half a character', { places: 1, name: 'a\u0000', own: '\ud800' }, [['name', 'unreadable'], ['own', 'unreadable']]],
    ['a list instead of an object', [], [['', 'wrong-type']]],
  ])('names every wrong field: %s', (_, input, expected) => {
    expect(fieldsOf(input)).toEqual(expected);
  });
});
