import { z } from 'zod';
import { INFORMED_KINDS } from '../../config/informed-parties.js';
import { GROUP_KEYS } from '../kernel/index.js';
import { TELEPHONE } from '../organisations/index.js';
import { bagId, houseNumber, latitude, longitude, postcode } from './address-schemas.js';
import { BUILDING_FIELDS } from './building-schemas.js';
import { CONFIDENTIALITIES, CONTACT_ROLES, KNOWN_MUNICIPALITIES, OTHER_PURPOSES, PERMIT_BASES, ROOM_USES, STAY_MODES } from './domain/index.js';
import { answer, day, email, line, orNull, rule, text } from './field-schemas.js';

const MAXIMUM_PLACES = 10_000;
const persons = z.int().min(1).max(MAXIMUM_PLACES);
const squareMetres = z.number().positive().max(1_000_000);
const fixtures = z.int().min(0).max(1000);
const unknownUnlessGiven = answer.default('unknown');

/** True unless both are given and the second comes before the first. */
const inOrder = (first: unknown, second: unknown): boolean => typeof first !== 'string' || typeof second !== 'string' || first <= second;
const END_FIRST = ['inverted-period', 'Het einde ligt vóór het begin.', 'The end lies before the beginning.'] as const;

/** The rules run beside the checks of the fields: what they get may be of any type yet. */
const notMoreThan = (part: unknown, all: unknown): boolean => typeof part !== 'number' || typeof all !== 'number' || part <= all;
const MORE_THAN_ALL = ['Dit zijn er meer dan er in totaal zijn.', 'These are more than there are in all.'] as const;
const namesUnaccompaniedMinors = (decision: { groups?: unknown } | null | undefined): boolean => Array.isArray(decision?.groups) && decision.groups.includes('unaccompaniedMinors');

const ownerAgreement = z
  .strictObject({
    signedOn: orNull(day).describe('Null: drawn up, not signed.'),
    signatory: orNull(line(200)),
    endsOn: orNull(day).describe('Last day, included.'),
    whoPays: z
      .strictObject({ reserving: orNull(line(200)), use: orNull(line(200)), damage: orNull(line(200)) })
      .default({ reserving: null, use: null, damage: null }),
    insurerTold: unknownUnlessGiven.describe('Whether the owner\'s insurer knows that people are to sleep there.'),
  })
  .refine((agreement) => inOrder(agreement.signedOn, agreement.endsOn), rule('endsOn', ...END_FIRST));

const collegeDecision = z
  .strictObject({
    decidedOn: day,
    reference: orNull(line(100)),
    maximumPersons: orNull(persons),
    groups: z.array(z.enum(GROUP_KEYS)).max(GROUP_KEYS.length).default([]).describe('Unaccompanied minors only when named here.'),
    longestStayDays: orNull(z.int().min(1).max(3650)),
    conditions: orNull(text(4000)),
    informBeforeOpening: z.array(z.enum(INFORMED_KINDS)).max(INFORMED_KINDS.length).default([]).describe('Whom the municipality must have informed before the building opens in an activation.'),
    endsOn: orNull(day).describe('Last day, included.'),
    mandatedOfficial: orNull(line(200)).describe('Function of who may release the building out of hours.'),
  })
  .refine((decision) => inOrder(decision.decidedOn, decision.endsOn), rule('endsOn', ...END_FIRST));

const permit = z.strictObject({ basis: z.enum(PERMIT_BASES).default('unknown'), endsOn: orNull(day), maximumPersons: orNull(persons) });

const contact = z
  .strictObject({
    role: z.enum(CONTACT_ROLES),
    name: line(120),
    function: line(120),
    telephone: orNull(TELEPHONE),
    email: orNull(email),
    confirmedOn: orNull(day).describe('Day on which they were last confirmed to be reachable day and night.'),
    notReachedOn: orNull(day).describe('Day on which they were last called and did not answer.'),
  })
  .refine(
    (value) => Boolean(value.telephone || value.email),
    rule('telephone', 'unreachable', 'Geef een telefoonnummer of een e-mailadres.', 'Give a telephone number or an e-mail address.'),
  );

const room = z.strictObject({ count: z.int().min(1).max(1000), use: z.enum(ROOM_USES), areaM2: orNull(squareMetres) });
const blockedPlaces = z.strictObject({ places: persons, reason: line(500), until: orNull(day) });
const suits = z
  .strictObject({ families: unknownUnlessGiven, singleAdults: unknownUnlessGiven, unaccompaniedMinors: unknownUnlessGiven, wheelchairUsers: unknownUnlessGiven })
  .default({ families: 'unknown', singleAdults: 'unknown', unaccompaniedMinors: 'unknown', wheelchairUsers: 'unknown' });

/** A standby location as a municipality gives it, new or changed as a whole. What is left out is unknown, never zero. */
export const LOCATION_SCHEMA = z
  .strictObject({
    reference: orNull(line(100)).describe('Your own; unique within the municipality.'),
    name: line(200),
    street: line(200),
    houseNumber: houseNumber.describe('With its letter and addition.'),
    postcode: postcode.describe('Dutch postcode; stored as `1234 AB`.'),
    place: line(100),
    municipalityCode: z.enum(KNOWN_MUNICIPALITIES.map(({ code }) => code)).optional().describe('CBS code as of today; yours, also when left out. A code from before a merger is refused with the new one.'),
    bagId: orNull(bagId).describe('16 digits, as text.'),
    latitude: orNull(latitude).describe('WGS84, degrees.'),
    longitude: orNull(longitude).describe('WGS84, degrees.'),
    claimedPlaces: persons.describe('What you offer. It can lower the verified capacity, never raise it.'),
    stayMode: z.enum(STAY_MODES).default('unknown'),
    wholeBuilding: unknownUnlessGiven,
    floorAreaM2: orNull(squareMetres),
    sleepingAreaM2: orNull(squareMetres),
    ceilingHeightM: orNull(z.number().positive().max(100)),
    rooms: orNull(z.array(room).max(50)),
    toilets: orNull(fixtures),
    showers: orNull(fixtures),
    empty: unknownUnlessGiven,
    ownerAgreement: orNull(ownerAgreement),
    collegeDecision: orNull(collegeDecision),
    permit: orNull(permit),
    fireUseNotificationOn: orNull(day),
    alsoPromisedTo: z.union([z.literal('unknown'), z.array(z.enum(OTHER_PURPOSES)).max(OTHER_PURPOSES.length)]).default('unknown').describe('An empty list: to nobody else.'),
    blockedPlaces: z.array(blockedPlaces).max(20).default([]),
    leadTimeHours: orNull(z.number().positive().max(2000)).describe('From the call until people can come in.'),
    contacts: z.array(contact).max(10).default([]),
    floorPlanOnFile: unknownUnlessGiven,
    suits,
    confidentiality: z.enum(CONFIDENTIALITIES).default('confidential').describe('Who sees the address: everybody only when it is public.'),
    ...BUILDING_FIELDS,
  })
  .refine(
    ({ latitude, longitude }) => (latitude ?? null) === null === ((longitude ?? null) === null),
    rule('longitude', 'half-a-point', 'Geef breedte- en lengtegraad allebei, of geen van beide.', 'Give latitude and longitude both, or neither.'),
  )
  .refine(
    ({ floorAreaM2, sleepingAreaM2 }) => typeof floorAreaM2 !== 'number' || typeof sleepingAreaM2 !== 'number' || sleepingAreaM2 <= floorAreaM2,
    rule('sleepingAreaM2', 'larger-than-floor', 'Het slaapoppervlak is groter dan het vloeroppervlak.', 'The sleeping area is larger than the floor area.'),
  )
  .refine(({ toilets, accessibleToilets }) => notMoreThan(accessibleToilets, toilets), rule('accessibleToilets', 'more-than-all', ...MORE_THAN_ALL))
  .refine(({ showers, accessibleShowers }) => notMoreThan(accessibleShowers, showers), rule('accessibleShowers', 'more-than-all', ...MORE_THAN_ALL))
  .refine(
    ({ suits: given, collegeDecision: decision }) => given?.unaccompaniedMinors !== 'yes' || namesUnaccompaniedMinors(decision),
    rule('suits.unaccompaniedMinors', 'not-in-the-decision', 'Amv alleen als het collegebesluit hen noemt. Kies nee of onbekend, of vul het besluit aan.',
      'Unaccompanied minors only when the college decision names them. Choose no or unknown, or complete the decision.'),
  );

/** Checked input. */
export type LocationBody = z.output<typeof LOCATION_SCHEMA>;
