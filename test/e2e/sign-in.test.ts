import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import { addMember, MEMBER_PASSWORD, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

let site: Site;
let member: Member;

const who = '/api/v1/organisations';
const visitor = (): Visitor => new Visitor(site);
const signedIn = (): Promise<Visitor> => visitor().signIn(member.email);
const form = (more: Record<string, string> = {}): Record<string, string> => ({ email: member.email, password: MEMBER_PASSWORD, ...more });
const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code: unknown }).code;
const locationOf = (response: Response): string | null => response.headers.get('location');
const forgetFailures = (): Promise<unknown> => site.database.sql('DELETE FROM sign_in_failures');

beforeAll(async () => {
  site = await startSite();
  member = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
});
afterAll(() => site?.close());

describe('signing in', () => {
  it('shows a form in Dutch, and in English for who prefers that', async () => {
    const dutch = await visitor().get('/aanmelden');
    expect(dutch.status).toBe(200);
    expect(dutch.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await dutch.text();
    expect(html).toContain('<html lang="nl"');
    expect(html).not.toContain('demo-credentials');
    expect(await (await visitor().get('/aanmelden', { 'accept-language': 'en-GB' })).text()).toContain('<html lang="en"');
  });

  it('leads on to the page that was asked for', async () => {
    const person = visitor();
    const response = await person.post('/aanmelden', form({ returnTo: '/inzetten?a=b' }));
    expect([response.status, locationOf(response)]).toEqual([303, '/inzetten?a=b']);
    expect(person.cookies.get('zitting')).toMatch(/^[\w-]{43}$/);
    expect((await person.get(who)).status).toBe(200);
    expect(locationOf(await person.get('/aanmelden?returnTo=/locaties'))).toBe('/locaties');
  });

  it('gives a cookie that no script reads and no other site’s form carries', async () => {
    const [cookie] = (await visitor().post('/aanmelden', form())).headers.getSetCookie().filter((line) => line.startsWith('zitting='));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\/(;|$)/);
    expect(cookie).not.toMatch(/Secure|Domain/);
  });

  it('binds the cookie to host and https where there is https', async () => {
    const https = await startSite({ publicUrl: 'https://reserve.example.org' });
    const { email } = await addMember(https, 'coa');
    const person = new Visitor(https);
    const response = await person.post('/aanmelden', { email, password: MEMBER_PASSWORD }, { origin: 'https://reserve.example.org' });
    expect(response.headers.getSetCookie().find((line) => line.startsWith('__Host-zitting='))).toMatch(/Path=\/;.*HttpOnly; Secure; SameSite=Lax/);
    expect((await person.get(who)).status).toBe(200);
    // The name without the prefix could be set by a neighbour on the same domain.
    expect((await fetch(`${https.url}${who}`, { headers: { cookie: `zitting=${person.cookies.get('__Host-zitting')}` } })).status).toBe(401);
    await https.close();
  });

  it.each([
    ['an unknown address', { email: 'niemand@assen.example' }],
    ['a wrong password', { password: 'niet dit wachtwoord' }],
    ['the password with a blank behind it', { password: `${MEMBER_PASSWORD} ` }],
  ])('refuses %s with the same words, and keeps the address that was typed', async (_what, wrong) => {
    const person = visitor();
    const response = await person.post('/aanmelden', form({ ...wrong, returnTo: '/locaties' }));
    const html = await response.text();
    expect(response.status).toBe(401);
    expect(html).toContain('Het e-mailadres of het wachtwoord klopt niet.');
    expect(html).toContain(`value="${form(wrong)['email']}"`);
    expect(html).toContain('name="returnTo" value="/locaties"');
    expect(html).not.toContain(form(wrong)['password']!.trim());
    expect(person.cookies.has('zitting')).toBe(false);
    await forgetFailures();
  });

  it('names every field that is missing, and what does not belong', async () => {
    const response = await visitor().post('/aanmelden', { email: '', password: '' });
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain('<a href="#field-email">Vul uw e-mailadres in.</a>');
    expect(html).toContain('<a href="#field-password">Vul uw wachtwoord in.</a>');
    expect((await visitor().post('/aanmelden', form({ role: 'ministry' }))).status).toBe(400);
  });

  it('makes whoever guesses wait, and says how long', async () => {
    const other = await addMember(site, 'coa');
    for (let n = 0; n < SIGN_IN_POLICY.throttle.failuresPerEmail.value; n += 1) {
      expect((await visitor().post('/aanmelden', { email: other.email, password: 'fout' })).status).toBe(401);
    }
    const response = await visitor().post('/aanmelden', { email: other.email, password: MEMBER_PASSWORD });
    expect(response.status).toBe(429);
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(SIGN_IN_POLICY.throttle.windowSeconds.value - 60);
    expect(await response.text()).toContain(`over ${Math.ceil(seconds / 60)} min opnieuw`);
    // Another account at the same town hall is not locked out with it.
    await signedIn();
    await forgetFailures();
    await visitor().signIn(other.email);
  });
});

describe('returnTo', () => {
  it.each(['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/%0d%0aSet-Cookie:x=y\r\nX: y', 'evil.example', '', '/\n/evil.example'])(
    'never leads to %j', async (returnTo) => {
      const response = await visitor().post('/aanmelden', form({ returnTo }));
      expect([response.status, locationOf(response)]).toEqual([303, '/']);
      const person = await signedIn();
      const again = locationOf(await person.get(`/aanmelden?returnTo=${encodeURIComponent(returnTo)}`));
      expect(new URL(again!, site.url).origin).toBe(site.url);
      expect(locationOf(await person.post('/taal', { language: 'nl', returnTo }))).toBe('/');
    });

  it('given twice leads home', async () => {
    const person = await signedIn();
    expect(locationOf(await person.get('/aanmelden?returnTo=/locaties&returnTo=//evil.example'))).toBe('/');
  });
});

describe('a session', () => {
  it('cannot be planted: the token a browser comes with is never taken over', async () => {
    const attacker = await signedIn();
    const planted = attacker.cookies.get('zitting')!;
    const victim = visitor();
    victim.cookies.set('zitting', planted);
    await victim.signIn(member.email);
    expect(victim.cookies.get('zitting')).not.toBe(planted);
    expect((await victim.get(who)).status).toBe(200);
    expect((await attacker.get(who)).status).toBe(401);
  });

  it('cannot be made up or altered', async () => {
    const person = await signedIn();
    const token = person.cookies.get('zitting')!;
    const stored = await site.database.sql<{ hex: string }>(`SELECT encode(token_hash, 'hex') AS hex FROM sessions`);
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BA' : 'AA'}`;
    for (const cookie of [altered, token.toLowerCase(), `${token}.admin`, 'undefined', stored[0]!.hex, Buffer.from(stored[0]!.hex, 'hex').toString('base64url')]) {
      const response = await fetch(`${site.url}${who}`, { headers: { cookie: `zitting=${cookie}` } });
      expect([cookie, response.status]).toEqual([cookie, 401]);
    }
    expect((await person.get(who)).status).toBe(200);
  });

  it('ends at signing out, for every copy of the cookie', async () => {
    const person = await signedIn();
    const copy = person.cookies.get('zitting')!;
    const response = await person.post('/afmelden', {});
    expect([response.status, locationOf(response)]).toEqual([303, '/aanmelden']);
    expect(person.cookies.has('zitting')).toBe(false);
    expect((await fetch(`${site.url}${who}`, { headers: { cookie: `zitting=${copy}` } })).status).toBe(401);
    expect((await person.post('/afmelden', {})).status).toBe(303);
  });

  it('ends when the person is removed', async () => {
    const leaver = await addMember(site, 'red-cross');
    const person = await visitor().signIn(leaver.email);
    await site.database.sql('UPDATE people SET active = false WHERE id = $1', [leaver.personId]);
    expect((await person.get(who)).status).toBe(401);
    expect((await visitor().post('/aanmelden', { email: leaver.email, password: MEMBER_PASSWORD })).status).toBe(401);
    await forgetFailures();
  });
});

describe('a request from another site', () => {
  const FOREIGN: [string, Record<string, string> | null][] = [
    ['with another Origin', { origin: 'https://evil.example' }],
    ['with Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['with neither header', null],
  ];

  it.each(FOREIGN)('cannot sign a visitor in: %s', async (_what, headers) => {
    const person = visitor();
    const response = await person.post('/aanmelden', form(), headers);
    expect(response.status).toBe(403);
    expect(person.cookies.size).toBe(0);
  });

  it.each(FOREIGN)('cannot sign a person out or change the language: %s', async (_what, headers) => {
    const person = await signedIn();
    expect((await person.post('/afmelden', {}, headers)).status).toBe(403);
    expect((await person.post('/taal', { language: 'en' }, headers)).status).toBe(403);
    expect((await person.get(who)).status).toBe(200);
  });

  it.each(FOREIGN)('cannot use the cookie to change anything through the API: %s', async (_what, headers) => {
    const person = await signedIn();
    const body = JSON.stringify({ name: 'Piket', function: 'piket', telephone: '0592 000 001' });
    const response = await person.send('POST', '/api/v1/contacts', { 'content-type': 'application/json', ...headers }, body);
    expect([response.status, await codeOf(response)]).toEqual([403, 'AUTH.CROSS_SITE']);
    expect(await site.database.sql('SELECT 1 FROM contacts')).toEqual([]);
  });

  it('may read what the cookie may read: reading changes nothing', async () => {
    const person = await signedIn();
    expect((await person.get(who, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });

  it('is known from ours by what the browser says', async () => {
    const person = await signedIn();
    expect((await person.post('/taal', { language: 'nl' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('is nothing to a program with a key: it carries no cookie that others could use', async () => {
    const response = await fetch(`${site.url}/api/v1/contacts`, { method: 'POST', headers: { authorization: `Bearer ${member.apiKey}`, 'content-type': 'application/json', origin: 'https://evil.example' }, body: '{}' });
    expect([response.status, await codeOf(response)]).toEqual([400, 'REQUEST.INVALID']);
  });
});

describe('an API key', () => {
  const withKey = (authorization: string, cookie = ''): Promise<Response> => fetch(`${site.url}${who}`, { headers: { authorization, cookie } });

  it('opens the API', async () => {
    expect((await withKey(`Bearer ${member.apiKey}`)).status).toBe(200);
    expect((await withKey(`bearer ${member.apiKey}`)).status).toBe(200);
  });

  it.each([
    ['an altered key', () => `Bearer ${member.apiKey.slice(0, -2)}xx`],
    ['a session token', () => 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['nothing', () => 'Bearer '],
    ['a key under another scheme', () => `Basic ${member.apiKey}`],
  ])('is not %s, and the answer says what is wanted', async (_what, authorization) => {
    const response = await withKey(authorization());
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="achter-de-hand"');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await codeOf(response)).toBe('AUTH.REQUIRED');
  });

  it('that is wrong is not made good by a cookie', async () => {
    const person = await signedIn();
    expect((await withKey(`Bearer ${member.apiKey}x`, `zitting=${person.cookies.get('zitting')}`)).status).toBe(401);
  });

  it('is worth nothing once revoked', async () => {
    const other = await addMember(site, 'coa');
    expect((await withKey(`Bearer ${other.apiKey}`)).status).toBe(200);
    await site.database.sql('UPDATE api_keys SET revoked_at = app_now() WHERE organisation_id = $1', [other.organisationId]);
    expect((await withKey(`Bearer ${other.apiKey}`)).status).toBe(401);
  });
});

describe('the language', () => {
  it('is chosen on any page, comes back to it, and is remembered for the person', async () => {
    const person = await signedIn();
    const response = await person.post('/taal', { language: 'en', returnTo: '/aanmelden?returnTo=%2Flocaties' });
    expect([response.status, locationOf(response)]).toEqual([303, '/aanmelden?returnTo=%2Flocaties']);
    expect(await site.database.sql('SELECT language FROM people WHERE id = $1', [member.personId])).toEqual([{ language: 'en' }]);
    // On another device, where nothing was chosen, the person's own language holds.
    const elsewhere = await signedIn();
    expect(elsewhere.cookies.get('taal')).toBe('en');
    await person.post('/taal', { language: 'nl' });
  });

  it('works without signing in, and takes only languages we speak', async () => {
    const anybody = visitor();
    expect((await anybody.post('/taal', { language: 'en' })).status).toBe(303);
    expect(await (await anybody.get('/aanmelden')).text()).toContain('<html lang="en"');
    expect((await anybody.post('/taal', { language: 'de' })).status).toBe(400);
    expect((await anybody.post('/taal', {})).status).toBe(400);
  });
});
