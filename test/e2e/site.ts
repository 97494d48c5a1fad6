import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication } from '../../src/application.js';
import { ENTITIES } from '../../src/entities.js';
import { newId, ORGANISATION_KINDS, SYSTEM_ACTOR, type OrganisationKind } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { connect } from '../../src/platform/connect.js';
import { Database } from '../../src/platform/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/ports.js';

/** The whole service in this process, reached over real HTTP, with a database of its own. */
export type Site = {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly database: TestDatabase;
  close(): Promise<void>;
};

/** Starts the service on a free port of this machine, as the web role: no jobs run by themselves. On an empty database unless one is given. */
export async function startSite(overrides: Partial<Settings> = {}, given?: TestDatabase): Promise<Site> {
  const database = given ?? (await createTestDatabase());
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'adh-site-'));
  const settings: Settings = {
    production: false, role: 'web', host: '127.0.0.1', port, publicUrl: `http://127.0.0.1:${port}`,
    databaseUrl: database.appUrl, databaseDirectUrl: database.appUrl, redisUrl: undefined, smtpUrl: undefined, storageUrl: undefined, clamdUrl: undefined, webhookSource: 'urn:nld:proef:systeem:reserve', webhooksToLoopback: false, addressLookupUrl: undefined,
    mailFrom: 'Achter de Hand <dienst@achterdehand.example>', appSecret: 'secret-of-the-tests-0123456789abcdef', dataDir, demoData: false,
    embeddedDatabase: false, trustProxy: false, sweepSeconds: 5, ...overrides,
  };
  const app = await createApplication(settings, await connect(settings, ENTITIES), 'error');
  await app.listen(port, '127.0.0.1');
  const close = async (): Promise<void> => {
    await app.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, app, database, close };
}

export type Member = { readonly organisationId: string; readonly personId: string; readonly email: string; readonly apiKey: string };
export const MEMBER_PASSWORD = 'achter-de-hand-0001';

/** One organisation of the kind, with a person who can sign in and that person's API key. */
export async function addMember(site: Site, kind: OrganisationKind, place: { code?: string; provinceCode?: string } = {}): Promise<Member> {
  const directory = site.app.get(DirectoryWriter);
  const email = `${kind}-${newId()}@proef.example`;
  return site.app.get(Database).transaction(async (tx) => {
    const organisationId = await directory.createOrganisation(tx, SYSTEM_ACTOR, { kind, name: `Proef ${kind}`, ...place });
    const personId = await directory.createPerson(tx, SYSTEM_ACTOR, { organisationId, name: 'Bo Proef', function: 'tester', email, password: MEMBER_PASSWORD });
    const { key } = await directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId, personId, name: 'sleutel van Bo' });
    return { organisationId, personId, email, apiKey: key };
  });
}

const PLACES: Partial<Record<OrganisationKind, { code: string; provinceCode: string }>> = {
  province: { code: 'PV22', provinceCode: 'PV22' },
  municipality: { code: 'GM0106', provinceCode: 'PV22' },
};

/** One member of every kind; the province and the municipality are Drenthe and Assen. */
export async function addOneOfEach(site: Site): Promise<Readonly<Record<OrganisationKind, Member>>> {
  const entries: [OrganisationKind, Member][] = [];
  for (const kind of ORGANISATION_KINDS) entries.push([kind, await addMember(site, kind, PLACES[kind])]);
  return Object.fromEntries(entries) as Record<OrganisationKind, Member>;
}
