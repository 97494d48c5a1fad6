import { DIGEST_POLICY } from '../../config/digest.js';
import { DeliveryClaimer } from '../../src/alerts/delivery-claimer.js';
import { DeliveryClaims } from '../../src/alerts/delivery-claims.js';
import { DeliveryOutcomes } from '../../src/alerts/delivery-outcomes.js';
import { MailTransport } from '../../src/alerts/mail-transport.js';
import { newId, startOfDay, SYSTEM_ACTOR, type Actor, type LocalDay, type OrganisationKind } from '../../src/kernel/index.js';
import { digestOf, INSPECTION_SCHEMA, LOCATION_SCHEMA, RecordInspection, RegisterLocation, type InspectedCriterion } from '../../src/locations/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database, type Tx } from '../../src/platform/database/index.js';
import { Sweep } from '../../src/platform/due-moments/index.js';
import { startSite, type Site } from '../e2e/site.js';
import { readyBody } from '../integration/location-body.js';
import { startSmtpReceiver, type ReceivedMessage, type SmtpReceiver } from '../support/smtp-receiver.js';
import { withoutMonthlyCheck } from './monthly-check.js';

/** One organisation with a person who acts for it and the address that its messages go to. */
export type Party = { readonly id: string; readonly actor: Actor; readonly address: string };

/**
 * Locations with the whole service around them on a database whose clock is moved, and a real mail server. Nothing happens by
 * itself: `goTo` moves the clock, `carryOut` does what is due by then and sends what is to be sent.
 */
export type ReadinessRoom = {
  readonly site: Site;
  readonly smtp: SmtpReceiver;
  readonly province: Party;
  readonly operations: Party;
  party(kind: OrganisationKind, name: string, place?: { readonly code: string; readonly provinceCode: string }): Promise<Party>;
  /** Each call a municipality of its own: the next of Drenthe that is not taken yet. */
  municipality(): Promise<Party>;
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  goTo(instant: string): Promise<void>;
  carryOut(): Promise<void>;
  /** Goes there and carries out what is due. */
  at(instant: string): Promise<void>;
  /** The small hours and then seven o'clock of the day, in Amsterdam, with what is due at each. */
  morning(day: LocalDay): Promise<void>;
  /** A location whose papers have no end and that has no contacts: nothing of it runs out unless `changes` or an inspection say so. */
  register(owner: Party, changes?: Record<string, unknown>): Promise<string>;
  inspect(owner: Party, locationId: string, at: string, findings: Partial<Record<InspectedCriterion, { readonly value?: string; readonly validUntil?: string }>>): Promise<void>;
  /** Messages to the party since the last time it was asked. */
  mail(party: Party): ReceivedMessage[];
  close(): Promise<void>;
};

const DRENTHE = [
  ['GM0106', 'Assen'], ['GM0114', 'Emmen'], ['GM0109', 'Coevorden'], ['GM0118', 'Hoogeveen'], ['GM0119', 'Meppel'], ['GM1680', 'Aa en Hunze'], ['GM1681', 'Borger-Odoorn'], ['GM1690', 'De Wolden'],
  ['GM1699', 'Noordenveld'], ['GM1701', 'Westerveld'], ['GM1730', 'Tynaarlo'], ['GM1731', 'Midden-Drenthe'],
] as const;
const PV22 = { code: 'PV22', provinceCode: 'PV22' };
const paper = { ownerAgreement: { signedOn: '2025-01-01', signatory: 'directeur', endsOn: null, whoPays: { reserving: 'COA', use: 'COA', damage: 'COA' } },
  collegeDecision: { decidedOn: '2025-01-01', reference: 'B-1', maximumPersons: 100, groups: ['families'], longestStayDays: 28, endsOn: null, mandatedOfficial: 'secretaris' },
  permit: { basis: 'environmental-permit', endsOn: null }, fireUseNotificationOn: '2025-01-01', contacts: [] };

export async function openReadinessRoom(): Promise<ReadinessRoom> {
  const smtp = await startSmtpReceiver();
  const site = await startSite({ smtpUrl: smtp.url });
  const database = site.app.get(Database);
  const seen = new Map<string, number>();
  let taken = 0;

  const party: ReadinessRoom['party'] = async (kind, name, place) => {
    const directory = site.app.get(DirectoryWriter);
    const address = `${newId()}@${kind}.example`;
    const id = await database.transaction(async (tx) => {
      const made = await directory.createOrganisation(tx, SYSTEM_ACTOR, { kind, name, ...place });
      await directory.createContact(tx, SYSTEM_ACTOR, { organisationId: made, name: `Piket ${name}`, function: 'piket', email: address, telephone: '0592 000 100' });
      return made;
    });
    await withoutMonthlyCheck(site.database);
    const actor: Actor = { ...SYSTEM_ACTOR, scope: { kind, organisationId: id, provinceCode: place?.provinceCode ?? null }, kind, organisationId: id, name: 'Bo Proef', function: 'tester', channel: 'page' };
    return { id, actor, address };
  };
  const carryOut = async (): Promise<void> => {
    await site.app.get(Sweep).sweep();
    const parts = { claims: site.app.get(DeliveryClaims), outcomes: site.app.get(DeliveryOutcomes), transport: site.app.get(MailTransport), renewOn: database };
    const claimer = new DeliveryClaimer({ ...parts, database, lines: 5, most: 10 });
    claimer.wake();
    await claimer.idle();
    await claimer.stop();
  };
  const goTo = (instant: string): Promise<void> => site.database.shiftClock((Date.parse(instant) - Date.now()) / 1000);

  const at = async (instant: string): Promise<void> => {
    await goTo(instant);
    await carryOut();
  };

  const room: Omit<ReadinessRoom, 'province' | 'operations'> = {
    site, smtp, party, carryOut, goTo,
    municipality: async () => {
      const [code, name] = DRENTHE[taken++]!;
      return party('municipality', `Gemeente ${name}`, { code, provinceCode: 'PV22' });
    },
    tx: (work) => database.transaction(work),
    at,
    morning: async (day) => {
      for (const instant of [startOfDay(day), digestOf(day, DIGEST_POLICY).sendAt]) await at(new Date(instant.getTime() + 1000).toISOString());
    },
    register: async (owner, changes = {}) => {
      const body = LOCATION_SCHEMA.parse({ ...readyBody(), ...paper, name: `Hal ${newId()}`, ...changes });
      return (await site.app.get(RegisterLocation).run(owner.actor, body)).locationId;
    },
    inspect: async (owner, standbyLocationId, at, findings) => {
      const list = Object.entries(findings).map(([criterion, finding]) => ({ criterion, value: 'yes', evidence: 'gezien', ...finding }));
      await site.app.get(RecordInspection).run(owner.actor, INSPECTION_SCHEMA.parse({ standbyLocationId, inspectedAt: at, inspector: 'Kim Schouw, toezichthouder', findings: list }));
    },
    mail: ({ address }) => {
      const all = smtp.to(address);
      const fresh = all.slice(seen.get(address) ?? 0);
      seen.set(address, all.length);
      return fresh;
    },
    close: async () => {
      await site.close();
      await smtp.stop();
    },
  };
  return { ...room, province: await party('province', 'Provincie Drenthe', PV22), operations: await party('operations', 'Meldkamer') };
}
