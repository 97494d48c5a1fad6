import { Inject, Injectable } from '@nestjs/common';
import { addDays, dayOf, halfYearOf, NO_GROUPS, SYSTEM_ACTOR } from '../kernel/index.js';
import { DirectoryWriter } from '../organisations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { AnswerReserveRequest, CREATE_SCHEMA, CreateReserveRequest, ReserveRequests } from '../reserve/index.js';
import { actorOf, idOf, type Made } from './demo-actors.js';
import { newPassword, readCredentials, writeCredentials, type DemoCredential } from './demo-credentials.js';
import { DemoLocations } from './demo-locations.js';
import { addressOf, DEMO_ORGANISATIONS, type DemoOrganisation } from './demo-organisations.js';

/** Two processes that start at once must not both fill the database. The number is arbitrary and only has to be ours. */
const SEED_LOCK = 7_202_613;

/** Fictional data that shows the case of the source. Made once, through the same use cases as real data. */
@Injectable()
export class DemoData {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly directory: DirectoryWriter,
    private readonly createRequest: CreateReserveRequest,
    private readonly answerRequest: AnswerReserveRequest,
    private readonly requests: ReserveRequests,
    private readonly locations: DemoLocations,
  ) {}

  /**
   * Fills an empty database and writes the sign-ins to the data folder; on a filled one it gives the sign-ins written before,
   * or makes new ones when that file is gone. Returns them for the start to show.
   */
  async ensure(): Promise<DemoCredential[]> {
    const seeded = await this.database.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [SEED_LOCK]);
      const [row] = await tx.query<{ any: boolean }>('SELECT EXISTS (SELECT 1 FROM organisations) AS any');
      return row!.any ? undefined : this.makeOrganisations(tx);
    });
    if (!seeded) return (await readCredentials(this.settings.dataDir)) ?? (await this.reissue());
    await writeCredentials(this.settings.dataDir, seeded.credentials);
    await this.makeRequests(seeded.made);
    await this.locations.make(seeded.made);
    return seeded.credentials;
  }

  private async makeOrganisations(tx: Tx): Promise<{ made: Made; credentials: DemoCredential[] }> {
    const made = new Map<string, { id: string; organisation: DemoOrganisation }>();
    const credentials: DemoCredential[] = [];
    for (const organisation of DEMO_ORGANISATIONS) {
      const { slug, person, contacts, ...facts } = organisation;
      const id = await this.directory.createOrganisation(tx, SYSTEM_ACTOR, { ...facts, demo: true });
      for (const { name, function: role, mailbox, duty } of contacts) {
        await this.directory.createContact(tx, SYSTEM_ACTOR, { organisationId: id, name, function: role, email: addressOf(slug, mailbox), telephone: '+31592000000', duty });
      }
      const email = addressOf(slug, 'demo');
      const password = newPassword();
      const personId = await this.directory.createPerson(tx, SYSTEM_ACTOR, { organisationId: id, ...person, email, password });
      const { key } = await this.directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId: id, personId, name: 'demo' });
      made.set(slug, { id, organisation });
      credentials.push({ name: organisation.name, kind: organisation.kind, email, password, apiKey: key });
    }
    return { made, credentials };
  }

  // The file with the sign-ins is gone: the people stay, their passwords and keys are made anew.
  private async reissue(): Promise<DemoCredential[]> {
    const credentials: DemoCredential[] = [];
    await this.database.transaction(async (tx) => {
      const people = await tx.query<{ id: string; email: string; organisation_id: string; name: string; kind: string }>(
        `SELECT p.id, p.email, p.organisation_id, o.name, o.kind FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE o.demo ORDER BY o.created_at, o.id`);
      for (const { id, email, organisation_id: organisationId, name, kind } of people) {
        const password = newPassword();
        await this.directory.changePassword(tx, SYSTEM_ACTOR, id, password);
        await tx.query('UPDATE api_keys SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [id, await tx.now()]);
        const { key } = await this.directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId, personId: id, name: 'demo' });
        credentials.push({ name, kind, email, password, apiKey: key });
      }
    });
    if (credentials.length > 0) await writeCredentials(this.settings.dataDir, credentials);
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
    await this.answer(made, 'drenthe', await ask('drenthe'), { step: 'accept' });
    await this.answer(made, 'groningen', await ask('groningen'), { step: 'decline', reason: 'De regietafel wil hieraan nu geen invulling geven.', askAgainOn: addDays(period.to, 1) });
    await this.answer(made, 'friesland', await ask('friesland'), { step: 'explore' });
  }

  private async answer(made: Made, slug: string, requestId: string, body: Parameters<AnswerReserveRequest['run']>[2]): Promise<void> {
    const actor = actorOf(made, slug);
    const { version } = await this.requests.byId(this.database, actor.scope, requestId);
    await this.answerRequest.run(actor, requestId, body, version);
  }
}
