import { Inject, Injectable } from '@nestjs/common';
import { addDays, dayOf, halfYearOf, newId, NO_GROUPS, SYSTEM_ACTOR } from '../kernel/index.js';
import { DirectoryWriter, Mandates } from '../organisations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { AnswerReserveRequest, CREATE_SCHEMA, CreateReserveRequest, ReserveRequests } from '../reserve/index.js';
import { actorOf, idOf, type Made } from './demo-actors.js';
import { newPassword, readCredentials, writeCredentials, type DemoCredential } from './demo-credentials.js';
import { DemoLocations } from './demo-locations.js';
import { addressOf, DEMO_ORGANISATIONS } from './demo-organisations.js';

/** Two processes that start at once must not both fill the database. The number is arbitrary and only has to be ours. */
const SEED_LOCK = 7_202_613;

/** On the record once everything is there. */
const COMPLETED = 'demo.completed';

type AnswerBody = Parameters<AnswerReserveRequest['run']>[2];

/** A number that nobody has, another one for each contact. */
const demoNumber = (n: number): string => `+31592000${String(n).padStart(3, '0')}`;

/** Fictional data that shows the case of the source. Made once, through the same use cases as real data. */
@Injectable()
export class DemoData {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly directory: DirectoryWriter,
    private readonly mandates: Mandates,
    private readonly createRequest: CreateReserveRequest,
    private readonly answerRequest: AnswerReserveRequest,
    private readonly requests: ReserveRequests,
    private readonly locations: DemoLocations,
    private readonly record: RecordBook,
  ) {}

  /**
   * Fills what is not there yet and gives the sign-ins, which it writes to the data folder: those written before, or new ones when
   * that file is gone. Each part is looked at by itself, because a start may have been killed between any two of them. Nothing is
   * added to a database with organisations that are not the demo's.
   */
  async ensure(): Promise<DemoCredential[]> {
    const known = await readCredentials(this.settings.dataDir);
    const seeded = await this.database.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '60s'`);
      await tx.query('SELECT pg_advisory_xact_lock($1)', [SEED_LOCK]);
      const [row] = await tx.query<{ any: boolean; foreign: boolean }>(
        'SELECT EXISTS (SELECT 1 FROM organisations) AS any, EXISTS (SELECT 1 FROM organisations WHERE NOT demo) AS foreign');
      return row!.any ? { credentials: known ?? (await this.reissue(tx)), complete: !row!.foreign } : { credentials: await this.makeOrganisations(tx), complete: true };
    });
    if (seeded.credentials !== known && seeded.credentials.length > 0) await writeCredentials(this.settings.dataDir, seeded.credentials);
    if (seeded.complete && !(await this.isComplete())) await this.complete();
    return seeded.credentials;
  }

  private async isComplete(): Promise<boolean> {
    const rows = await this.database.query(`SELECT 1 FROM record_entries WHERE action = $1 LIMIT 1`, [COMPLETED]);
    return rows.length > 0;
  }

  // One process at a time, on a connection of its own: the use cases below each have a transaction of theirs.
  private async complete(): Promise<void> {
    const guard = this.database.source.createQueryRunner();
    try {
      // Another process may be filling the same database; that takes a few seconds.
      await guard.query(`SET lock_timeout = '60s'`);
      await guard.query('SELECT pg_advisory_lock($1)', [SEED_LOCK]);
      if (await this.isComplete()) return;
      const made = await this.made();
      await this.makeRequests(made);
      await this.makeMandate(made);
      await this.locations.make(made);
      // From here on the data belongs to whoever tries the service out: what they change or withdraw is not put back.
      await this.database.transaction((tx) => this.record.add(tx, SYSTEM_ACTOR, { action: COMPLETED, subjectKind: 'demo', subjectId: newId() }));
    } finally {
      await guard.query('SELECT pg_advisory_unlock($1)', [SEED_LOCK]).catch(() => undefined);
      await guard.query('RESET lock_timeout').catch(() => undefined);
      await guard.release();
    }
  }

  private async made(): Promise<Made> {
    const rows = await this.database.query<{ id: string; name: string }>('SELECT id, name FROM organisations WHERE demo');
    const idOfName = new Map(rows.map(({ id, name }) => [name, id]));
    return new Map(DEMO_ORGANISATIONS.flatMap((organisation) => {
      const id = idOfName.get(organisation.name);
      return id === undefined ? [] : [[organisation.slug, { id, organisation }] as const];
    }));
  }

  private async makeOrganisations(tx: Tx): Promise<DemoCredential[]> {
    const credentials: DemoCredential[] = [];
    let numbers = 0;
    for (const organisation of DEMO_ORGANISATIONS) {
      const { slug, person, colleague, contacts, ...facts } = organisation;
      const id = await this.directory.createOrganisation(tx, SYSTEM_ACTOR, { ...facts, demo: true });
      for (const { name, function: role, mailbox, duty } of contacts) {
        await this.directory.createContact(tx, SYSTEM_ACTOR, { organisationId: id, name, function: role, email: addressOf(slug, mailbox), telephone: demoNumber(numbers++), duty, verifiedAt: await tx.now() });
      }
      for (const [mailbox, somebody] of [['demo', person], ['demo-2', colleague]] as const) {
        if (!somebody) continue;
        const email = addressOf(slug, mailbox);
        const password = newPassword();
        const personId = await this.directory.createPerson(tx, SYSTEM_ACTOR, { organisationId: id, ...somebody, email, password });
        const { key } = await this.directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId: id, personId, name: 'demo' });
        credentials.push({ name: organisation.name, kind: organisation.kind, email, password, apiKey: key });
      }
    }
    return credentials;
  }

  // The file with the sign-ins is gone: the people stay, their passwords and keys are made anew.
  private async reissue(tx: Tx): Promise<DemoCredential[]> {
    const credentials: DemoCredential[] = [];
    const people = await tx.query<{ id: string; email: string; organisation_id: string; name: string; kind: string }>(
      `SELECT p.id, p.email, p.organisation_id, o.name, o.kind FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE o.demo ORDER BY o.created_at, o.id, p.id`);
    for (const { id, email, organisation_id: organisationId, name, kind } of people) {
      const password = newPassword();
      await this.directory.changePassword(tx, SYSTEM_ACTOR, id, password);
      await tx.query('UPDATE api_keys SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [id, await tx.now()]);
      const { key } = await this.directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId, personId: id, name: 'demo' });
      credentials.push({ name, kind, email, password, apiKey: key });
    }
    return credentials;
  }

  /** Drenthe's accepted request, Groningen's declined and Friesland's exploring one, for the half-year that contains today. */
  private async makeRequests(made: Made): Promise<void> {
    const now = await this.database.now();
    const period = halfYearOf(dayOf(now));
    const ask = async (provinceSlug: string): Promise<string> =>
      this.createRequest.run(actorOf(made, 'pro'), CREATE_SCHEMA.parse({
        provinceId: idOf(made, provinceSlug), redCrossId: idOf(made, 'rodekruis'), coaId: idOf(made, 'coa'), operationsId: idOf(made, 'piketdienst'),
        places: 100, groups: { ...NO_GROUPS, families: 60, singleAdults: 40 }, periodFrom: period.from, periodTo: period.to,
      }));
    const answers: readonly (readonly [string, AnswerBody])[] = [
      ['drenthe', { step: 'accept' }],
      ['groningen', { step: 'decline', reason: 'De regietafel wil hieraan nu geen invulling geven.', askAgainOn: addDays(period.to, 1) }],
      ['friesland', { step: 'explore' }],
    ];
    for (const [slug, body] of answers) {
      const known = await this.database.query<{ id: string; answer: string }>('SELECT id, answer FROM reserve_requests WHERE province_id = $1 ORDER BY created_at LIMIT 1', [idOf(made, slug)]);
      const id = known[0]?.id ?? (await ask(slug));
      if ((known[0]?.answer ?? 'asked') === 'asked') await this.answer(made, slug, id, body);
    }
  }

  /** One official of PRO may order an activation by telephone, this half-year. */
  private async makeMandate(made: Made): Promise<void> {
    const known = await this.database.query('SELECT 1 FROM mandates LIMIT 1');
    if (known.length > 0) return;
    const { from, to } = halfYearOf(dayOf(await this.database.now()));
    const [contact] = await this.database.query<{ id: string }>(
      'SELECT id FROM contacts WHERE organisation_id = $1 AND NOT duty AND removed_at IS NULL ORDER BY rank LIMIT 1', [idOf(made, 'pro')]);
    if (!contact) return;
    const input = { contactId: contact.id, validFrom: from, validUntil: to, reference: 'Mandaatbesluit noodopvang, artikel 3 (voorbeeld)' };
    await this.database.transaction((tx) => this.mandates.give(tx, actorOf(made, 'pro'), input));
  }

  private async answer(made: Made, slug: string, requestId: string, body: AnswerBody): Promise<void> {
    const actor = actorOf(made, slug);
    const { version } = await this.requests.byId(this.database, actor.scope, requestId);
    await this.answerRequest.run(actor, requestId, body, version);
  }
}
