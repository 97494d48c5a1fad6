import { describe, expect, it } from '@jest/globals';
import { canonicalJson, firstFault, GENESIS, personalDigest, sealOf, type ChainLink, type SealedFacts } from './chain.js';

const facts = (action: string): SealedFacts => ({
  id: '0190f3a2-0000-7000-8000-000000000001', at: new Date('2026-02-05T11:00:00Z'), action, subjectKind: 'activation',
  subjectId: '0190f3a2-0000-7000-8000-000000000002', activationId: null, organisationId: null, personId: null, apiKeyId: null,
  actorKind: 'ministry', channel: 'page', exercise: false, before: null, after: { places: 100 }, personalDigest: null,
});

function chainOf(...actions: string[]): ChainLink[] {
  let previousHash: Buffer = GENESIS;
  return actions.map((action, index) => {
    const link = { position: index + 1, previousHash, hash: sealOf(previousHash, index + 1, facts(action)), facts: facts(action), personal: null };
    previousHash = link.hash;
    return link;
  });
}

describe('the chain', () => {
  it('holds when nothing was touched', () => {
    expect(firstFault(chainOf('a', 'b', 'c'))).toBeUndefined();
  });

  it('finds a changed entry', () => {
    const chain = chainOf('a', 'b', 'c');
    chain[1] = { ...chain[1]!, facts: { ...chain[1]!.facts, after: { places: 80 } } };
    expect(firstFault(chain)).toEqual({ position: 2, fault: 'changed' });
  });

  it('finds a removed entry', () => {
    const chain = chainOf('a', 'b', 'c');
    chain.splice(1, 1);
    expect(firstFault(chain)).toEqual({ position: 2, fault: 'gap' });
  });

  it('finds an entry whose hash was made anew', () => {
    const chain = chainOf('a', 'b', 'c');
    const forged = { ...facts('x') };
    chain[1] = { ...chain[1]!, facts: forged, hash: sealOf(chain[0]!.hash, 2, forged) };
    expect(firstFault(chain)).toEqual({ position: 3, fault: 'broken-link' });
  });

  it('finds personal values that are not those that were sealed, and none where they were purged', () => {
    const salt = Buffer.from('salt');
    const sealed = { ...facts('a'), personalDigest: personalDigest(salt, { name: 'J. de Vries' }) };
    const link: ChainLink = { position: 1, previousHash: GENESIS, hash: sealOf(GENESIS, 1, sealed), facts: sealed, personal: null };
    const withValues = (name: string): ChainLink[] => [{ ...link, personal: { salt, values: { name } } }];
    expect(firstFault(withValues('J. de Vries'))).toBeUndefined();
    expect(firstFault(withValues('P. de Vries'))).toEqual({ position: 1, fault: 'personal-changed' });
    expect(firstFault([link])).toBeUndefined();
  });

  it('finds personal values that were put beside an entry without any', () => {
    const [link] = chainOf('a');
    expect(firstFault([{ ...link!, personal: { salt: Buffer.from('x'), values: {} } }])).toEqual({ position: 1, fault: 'personal-changed' });
  });

  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, null], c: 'x' } })).toBe(canonicalJson({ a: { c: 'x', d: [1, null] }, b: 1 }));
  });

  it('gives another digest for another salt', () => {
    const personal = { name: 'J. de Vries' };
    expect(personalDigest(Buffer.from('a'), personal)).not.toEqual(personalDigest(Buffer.from('b'), personal));
  });
});
