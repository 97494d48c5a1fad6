import { describe, expect, it } from '@jest/globals';
import { type OrganisationKind, type Scope, SYSTEM_SCOPE } from '../../kernel/index.js';
import { seesPlace } from './address-sight.js';
import { CONFIDENTIALITIES, type Confidentiality } from './location.js';

const OWNER = 'assen';
const PROVINCE = 'PV22';
const scope = (kind: OrganisationKind, organisationId: string, provinceCode: string | null): Scope => ({ kind, organisationId, provinceCode });

const ALWAYS: readonly Confidentiality[] = CONFIDENTIALITIES;
const PUBLIC_ONLY: readonly Confidentiality[] = ['public'];

describe('who sees the address of a location', () => {
  it.each<[string, Scope, readonly Confidentiality[]]>([
    ['the system', SYSTEM_SCOPE, ALWAYS],
    ['the ministry', scope('ministry', 'pro', null), ALWAYS],
    ['operations', scope('operations', 'ops', null), ALWAYS],
    ['an auditor', scope('auditor', 'audit', null), ALWAYS],
    ['its municipality', scope('municipality', OWNER, PROVINCE), ALWAYS],
    ['its province', scope('province', 'drenthe', PROVINCE), ALWAYS],
    ['another municipality in its province', scope('municipality', 'emmen', PROVINCE), PUBLIC_ONLY],
    ['a municipality elsewhere', scope('municipality', 'leeuwarden', 'PV21'), PUBLIC_ONLY],
    ['another province', scope('province', 'groningen', 'PV20'), PUBLIC_ONLY],
    ['a province without a code', scope('province', 'nowhere', null), PUBLIC_ONLY],
    ['the Red Cross', scope('red-cross', 'rk', null), PUBLIC_ONLY],
    ['COA', scope('coa', 'coa', null), PUBLIC_ONLY],
    ['a Red Cross organisation that stands in its province', scope('red-cross', 'rk', PROVINCE), PUBLIC_ONLY],
  ])('%s', (_who, who, seen) => {
    const shown = CONFIDENTIALITIES.filter((confidentiality) => seesPlace(who, { organisationId: OWNER, provinceCode: PROVINCE, confidentiality }));
    expect(shown).toEqual(seen);
  });
});
