import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { newId, ORGANISATION_KINDS, type OrganisationKind } from '../../src/kernel/index.js';
import { isPermitted, RouteCheck, type Action } from '../../src/organisations/index.js';
import { ACCESS, type Access } from '../../src/organisations/allow.js';
import { addMember, addOneOfEach, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

let site: Site;
let members: Readonly<Record<OrganisationKind, Member>>;
let visitors: Readonly<Record<OrganisationKind, Visitor>>;

beforeAll(async () => {
  site = await startSite();
  members = await addOneOfEach(site);
  const signedIn = await Promise.all(ORGANISATION_KINDS.map(async (kind) => [kind, await new Visitor(site).signIn(members[kind].email)] as const));
  visitors = Object.fromEntries(signedIn) as Record<OrganisationKind, Visitor>;
});
afterAll(() => site?.close());

type Route = { readonly method: string; readonly path: string; readonly access: Access };

/** Every route that the application has registered, whichever room it is of. */
function allRoutes(): Route[] {
  const scanner = new MetadataScanner();
  return site.app.get(DiscoveryService, { strict: false }).getControllers().flatMap(({ metatype }) => {
    const controller = metatype as new () => Record<string, object>;
    const prefixes = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
    const prototype = controller.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!)).flatMap((name) => {
      const access = (Reflect.getMetadata(ACCESS, prototype[name]!) ?? Reflect.getMetadata(ACCESS, controller)) as Access;
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as number]!;
      const paths = [Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string | string[]].flat();
      return prefixes.flatMap((prefix) => paths.map((path) => ({ method, access, path: `/${[prefix, path].map((part) => part.replace(/^\/|\/$/g, '')).filter(Boolean).join('/')}` })));
    });
  });
}

const concrete = (path: string): string => path.replace(/:\w+/g, () => newId());
const isApi = (path: string): boolean => path.startsWith('/api/');
const withKey = (kind: OrganisationKind, method: string, path: string): Promise<Response> =>
  fetch(`${site.url}${path}`, { method, redirect: 'manual', headers: { authorization: `Bearer ${members[kind].apiKey}` } });
const withCookie = (kind: OrganisationKind, method: string, path: string): Promise<Response> => visitors[kind].send(method, path, { origin: site.url });

describe('every route of the service', () => {
  it('says who may use it', () => {
    expect(allRoutes().length).toBeGreaterThan(8);
    expect(() => site.app.get(RouteCheck, { strict: false }).assertEveryRouteDecides()).not.toThrow();
    expect(allRoutes().filter(({ access }) => !access).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is public only where that is meant', () => {
    const open = allRoutes().filter(({ access }) => access.kind === 'public').map(({ method, path }) => `${method} ${path}`);
    const meant = ['GET /aanmelden', 'POST /aanmelden', 'POST /afmelden', 'POST /taal', 'GET /antwoord/:token', 'POST /antwoord/:token', 'GET /bevestigen/:token', 'POST /bevestigen/:token', 'GET /agenda/:file', 'GET /proefbericht/:token', 'POST /proefbericht/:token', 'GET /healthz', 'GET /readyz'];
    expect(open.filter((route) => !meant.includes(route))).toEqual([]);
  });

  it('asks a stranger to sign in', async () => {
    for (const { method, path, access } of allRoutes()) {
      if (access.kind === 'public') continue;
      const response = await fetch(`${site.url}${concrete(path)}`, { method, redirect: 'manual' });
      await response.body?.cancel();
      expect([method, path, response.status]).toEqual([method, path, isApi(path) ? 401 : 303]);
      if (!isApi(path)) expect(response.headers.get('location')).toMatch(/^\/aanmelden\?returnTo=%2F/);
    }
  });

  it('refuses each role that the table does not name, before anything else is looked at', async () => {
    for (const { method, path, access } of allRoutes()) {
      if (access.kind === 'public') continue;
      for (const kind of ORGANISATION_KINDS.filter((each) => !access.actions.some((action: Action) => isPermitted(each, action)))) {
        const response = await (isApi(path) ? withKey : withCookie)(kind, method, concrete(path));
        const body = await response.text();
        expect([kind, method, path, response.status]).toEqual([kind, method, path, 403]);
        if (isApi(path)) expect(JSON.parse(body)).toMatchObject({ code: 'AUTH.FORBIDDEN', allowedKinds: expect.not.arrayContaining([kind]) });
      }
    }
  });

  it('lets each role that the table names read', async () => {
    for (const { method, path, access } of allRoutes()) {
      if (access.kind === 'public' || method !== 'GET' || path.includes(':')) continue;
      for (const kind of ORGANISATION_KINDS.filter((each) => access.actions.some((action: Action) => isPermitted(each, action)))) {
        const response = await (isApi(path) ? withKey : withCookie)(kind, method, path);
        await response.body?.cancel();
        // Some lists of the API ask for a filter first.
        expect([kind, path, response.status]).toEqual([kind, path, isApi(path) && response.status === 400 ? 400 : 200]);
      }
    }
  });
});

describe('organisations and contacts over the API', () => {
  const json = async (response: Response): Promise<Record<string, unknown>> => (await response.json()) as Record<string, unknown>;
  const call = (kind: OrganisationKind, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${site.url}${path}`, {
      method, headers: { authorization: `Bearer ${members[kind].apiKey}`, 'content-type': 'application/json', ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const DESK = { name: 'Piket', function: 'piketdienst', telephone: '+31592000001', duty: true };

  it('shows everyone who takes part', async () => {
    const { items, total } = await json(await call('municipality', 'GET', '/api/v1/organisations?pageSize=100'));
    expect(total).toBe(7);
    expect((items as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual([...ORGANISATION_KINDS].sort());
    expect(await json(await call('coa', 'GET', `/api/v1/organisations/${members.municipality.organisationId}`)))
      .toEqual({ id: members.municipality.organisationId, kind: 'municipality', name: 'Proef municipality', code: 'GM0106', provinceCode: 'PV22', language: 'nl' });
    expect((await call('coa', 'GET', `/api/v1/organisations/${newId()}`)).status).toBe(404);
    expect((await call('coa', 'GET', '/api/v1/organisations/1')).status).toBe(404);
  });

  it('names every wrong part of a query', async () => {
    const body = await json(await call('ministry', 'GET', '/api/v1/organisations?page=0&kind=king&wrong=1'));
    expect((body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['kind', 'page', 'wrong']);
  });

  it('adds, reads, changes and removes a contact, each time with its version', async () => {
    const added = await call('municipality', 'POST', '/api/v1/contacts', { ...DESK, telephone: '0592 - 000 001' }, { 'idempotency-key': 'een' });
    expect([added.status, added.headers.get('etag')]).toEqual([201, '"1"']);
    const contact = await json(added);
    const path = added.headers.get('location')!;
    expect(contact).toMatchObject({ ...DESK, organisationId: members.municipality.organisationId, email: null, language: 'nl', rank: 1 });
    const again = await call('municipality', 'POST', '/api/v1/contacts', DESK, { 'idempotency-key': 'een' });
    expect((await json(again))['id']).toBe(contact['id']);
    expect((await call('municipality', 'POST', '/api/v1/contacts', { ...DESK, name: 'Ander' }, { 'idempotency-key': 'een' })).status).toBe(422);

    expect((await call('municipality', 'PATCH', path, { name: 'Nieuw' })).status).toBe(428);
    const changed = await call('municipality', 'PATCH', path, { name: 'Nieuw' }, { 'if-match': '"1"' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    const stale = await call('operations', 'PATCH', path, { name: 'Te laat' }, { 'if-match': '"1"' });
    expect([stale.status, (await json(stale))['currentVersion']]).toEqual([412, 2]);
    expect((await call('municipality', 'DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await call('municipality', 'DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(204);
    expect((await call('municipality', 'GET', path)).status).toBe(404);
  });

  it('keeps one municipality’s contacts from another', async () => {
    const other = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
    const theirs = await json(await call('operations', 'POST', '/api/v1/contacts', { ...DESK, organisationId: other.organisationId }));
    const path = `/api/v1/contacts/${String(theirs['id'])}`;
    expect((await call('municipality', 'GET', path)).status).toBe(404);
    expect((await json(await call('municipality', 'GET', `/api/v1/contacts?organisationId=${other.organisationId}`)))['total']).toBe(0);
    expect((await call('municipality', 'PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(404);
    expect((await call('municipality', 'DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(404);
    const add = await call('municipality', 'POST', '/api/v1/contacts', { ...DESK, organisationId: other.organisationId });
    expect([add.status, (await json(add))['code']]).toEqual([403, 'CONTACT.NOT_YOURS']);
    expect((await json(await call('province', 'GET', `/api/v1/contacts?organisationId=${other.organisationId}`)))['total']).toBe(1);
    expect((await call('operations', 'POST', '/api/v1/contacts', { ...DESK, organisationId: newId() })).status).toBe(400);
  });

  it('tells a program in its own language what is wrong, with every wrong field', async () => {
    const response = await call('coa', 'POST', '/api/v1/contacts', { name: '', rank: 'een', organization: 1 }, { 'accept-language': 'en' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const body = await json(response);
    expect(body['title']).toBe('The input is not valid');
    expect((body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['email', 'function', 'name', 'organization', 'rank']);
  });

  it('describes itself', async () => {
    const document = await json(await fetch(`${site.url}/api/v1/openapi.json`));
    const paths = Object.keys(document['paths'] as object);
    expect(paths).toEqual(expect.arrayContaining(['/api/v1/organisations', '/api/v1/organisations/{id}', '/api/v1/contacts', '/api/v1/contacts/{id}']));
    expect(paths.filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
  });
});
