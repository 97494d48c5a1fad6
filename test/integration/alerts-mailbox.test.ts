import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { content, desk, openRoom, topic, type Room } from './alerts-room.js';

let room: Room;
let url: string;
let cookie: string;

const SIGN_IN = { email: 'piket@meldkamer.example', password: 'een lang wachtwoord' };

beforeAll(async () => {
  room = await openRoom();
  await room.app.listen(0, '127.0.0.1');
  url = await room.app.getUrl();
  const operations = await desk(room);
  await room.tx((tx) => room.app.get(DirectoryWriter).createPerson(tx, SYSTEM_ACTOR, { organisationId: operations, name: 'Piket', function: 'dienst', ...SIGN_IN }));
  cookie = await signIn(url);
  await room.raise(topic(), operations, operations, { exercise: true, content: content('Inzet <b>nu</b>', 'Regel één\nRegel twee\n\nAntwoord: {answerLink} <script>') });
  await room.send();
});
afterAll(() => room?.close());

const signIn = async (at: string, who = SIGN_IN): Promise<string> => {
  const response = await fetch(`${at}/aanmelden`, { method: 'POST', body: new URLSearchParams(who), headers: { Origin: at }, redirect: 'manual' });
  return response.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ');
};
const get = async (path: string, headers: Record<string, string> = { Cookie: cookie }): Promise<{ status: number; html: string }> => {
  const response = await fetch(url + path, { headers, redirect: 'manual' });
  return { status: response.status, html: await response.text() };
};
const idIn = (html: string): string => /\/postvak\/([0-9a-f-]{36})/.exec(html)![1]!;

describe('the built-in mailbox', () => {
  it('gets its mail over SMTP and lists it', async () => {
    const { status, html } = await get('/postvak');
    expect(status).toBe(200);
    expect(html).toContain('OEFENING — Inzet &lt;b>nu&lt;/b>');
    expect(html).toContain('piket@meldkamer.example');
    expect(await room.db.sql('SELECT message_id FROM mailbox_messages')).toEqual(await room.db.sql('SELECT message_id FROM deliveries'));
  });

  it('shows a message with links that can be followed, and nothing else of it as markup', async () => {
    const { status, html } = await get(`/postvak/${idIn((await get('/postvak')).html)}`);
    expect(status).toBe(200);
    expect(html).toMatch(/<a href="(http:\/\/127\.0\.0\.1:3000\/antwoord\/[\w-]{43})">\1<\/a>/);
    expect(html).toContain('Regel één<br/>Regel twee');
    expect(html).not.toContain('<script>');
    expect(html).toContain('exercise-banner');
  });

  it('shows an organisation its own mail only: a link in it answers for whoever it was sent to', async () => {
    const other = { email: 'auditor@elders.example', password: 'nog een lang wachtwoord' };
    const organisationId = await room.organisation('auditor', 'Auditdienst', [{ name: 'Auditor', email: 'auditor@elders.example' }]);
    await room.tx((tx) => room.app.get(DirectoryWriter).createPerson(tx, SYSTEM_ACTOR, { organisationId, name: 'Auditor', function: 'auditor', ...other }));
    const id = idIn((await get('/postvak')).html);
    const headers = { Cookie: await signIn(url, other) };
    expect((await get('/postvak', headers)).html).not.toContain('OEFENING — Inzet');
    expect((await get(`/postvak/${id}`, headers)).status).toBe(404);
  });

  it('is for those who are signed in', async () => {
    expect((await get('/postvak', {})).status).toBe(303);
  });

  it.each(['/postvak/0192f0c8-0000-7000-8000-000000000000', '/postvak/geen-id', '/postvak?page=0'])('answers %s with a clear error', async (path) => {
    expect([400, 404]).toContain((await get(path)).status);
  });
});

describe('with a mail server', () => {
  it('there is no mailbox', async () => {
    const other = await openRoom({ smtpUrl: 'smtp://127.0.0.1:9', db: room.db });
    try {
      await other.app.listen(0, '127.0.0.1');
      const at = await other.app.getUrl();
      const response = await fetch(`${at}/postvak`, { headers: { Cookie: await signIn(at) } });
      expect(response.status).toBe(404);
    } finally {
      await other.close();
    }
  });
});
