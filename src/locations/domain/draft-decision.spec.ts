import { describe, expect, it } from '@jest/globals';
import { draftDecision, type DraftDecision, type DraftSent } from './draft-decision.js';

const form = (formKey: string, version: number): DraftSent => ({ formKey, version });

describe('a form that is sent for a draft', () => {
  it.each<[string, DraftSent | null, DraftSent, DraftDecision]>([
    ['the first time', null, form('a', 0), 'create'],
    ['again, by the same form', form('a', 1), form('a', 1), 'replace'],
    ['again, by the same form, whose last save it never heard of', form('a', 2), form('a', 1), 'replace'],
    ['the first time, twice', form('a', 1), form('a', 0), 'replace'],
    ['by another form that opened what is kept', form('a', 3), form('b', 3), 'replace'],
    ['by a form that opened an older version', form('b', 4), form('a', 3), 'changed'],
    ['by a form that never opened it', form('b', 1), form('a', 0), 'changed'],
    ['after it was registered or thrown away', null, form('a', 2), 'gone'],
  ])('%s', (_case, kept, sent, decision) => {
    expect(draftDecision(kept, sent)).toBe(decision);
  });
});
