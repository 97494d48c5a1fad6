import { MUNICIPALITIES } from '../../config/places.js';
import type { NewOrganisation } from '../organisations/index.js';

/** One demo organisation with the person who signs in for it and the contacts its alerts go to. All of it is fictional. */
export type DemoOrganisation = NewOrganisation & {
  /** Used in made-up e-mail addresses and to refer to it from other demo data. */
  readonly slug: string;
  readonly person: { readonly name: string; readonly function: string };
  /** Somebody else who signs in, where two people are needed. */
  readonly colleague?: { readonly name: string; readonly function: string };
  readonly contacts: readonly { readonly name: string; readonly function: string; readonly mailbox: string; readonly duty: boolean }[];
};

const duty = (name: string) => ({ name, function: 'Piketdienst', mailbox: 'piket', duty: true });

const NATIONAL: readonly DemoOrganisation[] = [
  {
    slug: 'pro', kind: 'ministry', name: 'Programmadirectie Realisatie Onderdak (PRO)',
    person: { name: 'Marijke Ooststad', function: 'Coördinator noodopvang' },
    contacts: [duty('Piket PRO'), { name: 'Marijke Ooststad', function: 'Coördinator noodopvang', mailbox: 'm.ooststad', duty: false }],
  },
  {
    slug: 'piketdienst', kind: 'operations', name: 'Piketdienst reserve',
    person: { name: 'Ruben Veenhof', function: 'Dienstdoend coördinator' },
    colleague: { name: 'Yara Hoogeland', function: 'Tweede coördinator' },
    contacts: [duty('Meldtafel piketdienst'), { name: 'Ruben Veenhof', function: 'Dienstdoend coördinator', mailbox: 'r.veenhof', duty: false }],
  },
  {
    slug: 'rodekruis', kind: 'red-cross', name: 'Rode Kruis, district Noord',
    person: { name: 'Saskia Haverkort', function: 'Coördinator noodhulp' },
    contacts: [
      duty('Noodhulppiket district Noord'),
      { name: 'Saskia Haverkort', function: 'Coördinator noodhulp', mailbox: 's.haverkort', duty: false },
      { name: 'Bram Tolsma', function: 'Plaatsvervangend coördinator', mailbox: 'b.tolsma', duty: false },
    ],
  },
  {
    slug: 'coa', kind: 'coa', name: 'COA, regio Noord',
    person: { name: 'Hanna Lubbers', function: 'Regievoerder plaatsing' },
    contacts: [
      duty('Plaatsingspiket COA Noord'),
      { name: 'Hanna Lubbers', function: 'Regievoerder plaatsing', mailbox: 'h.lubbers', duty: false },
      { name: 'Ilse Wolters', function: 'Unitmanager', mailbox: 'i.wolters', duty: false },
    ],
  },
  { slug: 'auditor', kind: 'auditor', name: 'Auditdienst', person: { name: 'Thijs Kamerling', function: 'Auditor' }, contacts: [] },
];

const province = (slug: string, name: string, code: string, person: string): DemoOrganisation => ({
  slug, kind: 'province', name: `Provinciale Regietafel ${name}`, code, provinceCode: code,
  person: { name: person, function: 'Secretaris regietafel' },
  contacts: [duty(`Piket regietafel ${name}`), { name: person, function: 'Secretaris regietafel', mailbox: 'secretaris', duty: false }],
});

const PROVINCES: readonly DemoOrganisation[] = [
  province('drenthe', 'Drenthe', 'PV22', 'Geertje Hidding'),
  province('groningen', 'Groningen', 'PV20', 'Pieter Sikkema'),
  province('friesland', 'Friesland', 'PV21', 'Jeltje Hoekstra'),
];

const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '');

const municipality = ({ code, name, provinceCode }: (typeof MUNICIPALITIES)[number]): DemoOrganisation => ({
  slug: slugOf(name), kind: 'municipality', name: `Gemeente ${name}`, code, provinceCode,
  person: { name: `Beheerder ${name}`, function: 'Coördinator opvang' },
  contacts: [
    duty(`Gemeentelijk piket ${name}`),
    { name: `Coördinator ${name}`, function: 'Coördinator opvang', mailbox: 'opvang', duty: false },
    { name: `Vastgoed ${name}`, function: 'Beheerder vastgoed', mailbox: 'vastgoed', duty: false },
  ],
});

/** Everyone who plays a part in the case: Drenthe's twelve municipalities, and Leeuwarden and Westerwolde beside it. */
export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [...NATIONAL, ...PROVINCES, ...MUNICIPALITIES.map(municipality)];

/** `.example` is reserved: no mail can ever leave for it. */
export const addressOf = (slug: string, mailbox: string): string => `${mailbox}@${slug}.example`;
