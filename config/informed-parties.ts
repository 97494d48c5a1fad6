import type { GroupKey, Translated } from '../src/kernel/index.js';

/** Who the municipality informs before the first person arrives. They need no account. */
export const INFORMED_KINDS = ['council', 'neighbours', 'police', 'safety-region', 'health', 'school'] as const;
export type InformedKind = (typeof INFORMED_KINDS)[number];

export type InformedParty = {
  readonly kind: InformedKind;
  readonly name: Translated;
  /** Fraction of the activation window, from its start. */
  readonly due: number;
  /** Asked only where one of these groups comes; absent: always. */
  readonly onlyFor?: readonly GroupKey[];
  readonly source: string;
};

const OWN_DEFAULT = 'Our own default; the papers of the regietafel name no times';

/** In the order in which they are shown. */
export const INFORMED_PARTIES: readonly InformedParty[] = [
  { kind: 'council', name: { nl: 'gemeenteraad', en: 'municipal council' }, due: 1 / 6, source: `${OWN_DEFAULT}: 12 h of 72 h, so that the council does not read it in the newspaper` },
  { kind: 'neighbours', name: { nl: 'omwonenden', en: 'neighbours' }, due: 1 / 3, source: `${OWN_DEFAULT}: 24 h of 72 h, after the council and well before anybody arrives` },
  { kind: 'police', name: { nl: 'politie', en: 'police' }, due: 1 / 6, source: `${OWN_DEFAULT}: 12 h of 72 h, before the neighbours know` },
  { kind: 'safety-region', name: { nl: 'veiligheidsregio', en: 'safety region' }, due: 1 / 6, source: `${OWN_DEFAULT}: 12 h of 72 h, before the neighbours know` },
  { kind: 'health', name: { nl: 'GHOR en GGD', en: 'GHOR and GGD (public health)' }, due: 1 / 3, source: `${OWN_DEFAULT}: 24 h of 72 h, with a day left to plan care in` },
  { kind: 'school', name: { nl: 'school', en: 'school' }, due: 1 / 2, onlyFor: ['families', 'unaccompaniedMinors'], source: `${OWN_DEFAULT}: 36 h of 72 h; only where children come` },
];
