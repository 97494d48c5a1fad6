import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { desk, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let room: Room;
let operations: string;
let redCross: string;
let lonely: string;

const pat = { name: 'Pat Eerste', email: 'pat@rodekruis.example', telephone: '+31 592 000 201' };
const sam = { name: 'Sam Tweede', email: 'sam@rodekruis.example', telephone: '+31 592 000 202', language: 'en' as const };
const kim = { name: 'Kim Derde', email: 'kim@rodekruis.example' };

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  room = await openRoom({ smtpUrl: smtp.url });
  operations = await desk(room);
  redCross = await room.organisation('red-cross', 'Rode Kruis', [pat, { name: 'Alleen Telefoon', telephone: '+31 592 000 200' }, sam, kim]);
  lonely = await room.organisation('coa', 'COA', [{ name: 'Max Enige', email: 'max@coa.example', telephone: '+31 592 000 301' }]);
});
beforeEach(async () => {
  await room.settleDown();
  smtp.clear();
});
afterAll(async () => {
  await room?.close();
  await smtp?.stop();
});

const recipients = (): string[] => smtp.messages.flatMap(({ to }) => to);
/** Moves the clock to this many seconds after the alert, carries out what is due and sends it. */
const passTo = async (seconds: number): Promise<void> => {
  await room.db.shiftClock(seconds);
  await room.carryOutDue();
  await room.send();
};

describe('steps while nobody answers', () => {
  it('remind the first contact, alert the next ones, and tell operations', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    smtp.clear();

    await passTo(1801);
    expect(smtp.messages.map(({ subject, to }) => [subject, to[0]])).toEqual([['Herinnering: Bemensing gevraagd', 'pat@rodekruis.example']]);
    expect(smtp.messages[0]!.text.split('\n')[0]).toMatch(/^Herinnering: de ontvangst van het bericht van .* is nog niet bevestigd/);
    expect(smtp.messages[0]!.text).toContain('Kom naar Bemensing gevraagd.');
    smtp.clear();

    await passTo(3601);
    expect(smtp.messages.map(({ subject, to }) => [subject, to[0]]).sort()).toEqual([
      ['Escalated: Bemensing gevraagd (en)', 'sam@rodekruis.example'], ['Herinnering: Bemensing gevraagd', 'pat@rodekruis.example'],
    ]);
    expect(smtp.to('sam@rodekruis.example')[0]!.text).toMatch(/^You get this message because receipt has not been confirmed yet by: Pat Eerste\./);
    smtp.clear();

    await passTo(7201);
    expect(recipients().sort()).toEqual(['kim@rodekruis.example', 'pat@rodekruis.example', 'sam@rodekruis.example']);
    smtp.clear();

    await passTo(14_401);
    expect(recipients()).toEqual(['piket@meldkamer.example']);
    const [notice] = smtp.messages;
    expect(notice!.subject).toBe('Geen antwoord van Rode Kruis: bel nu');
    expect(notice!.text).toContain('- Pat Eerste, piket: +31 592 000 201\n- Alleen Telefoon, piket: +31 592 000 200\n- Sam Tweede, piket: +31 592 000 202\n- Kim Derde, piket: geen nummer bekend');
    expect(notice!.text).not.toContain('/antwoord/');
  });

  it('thread: later messages answer the first one to the same address', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    await passTo(1801);
    const [first, reminder] = smtp.to('pat@rodekruis.example');
    expect(first!.headers.has('in-reply-to')).toBe(false);
    expect(reminder!.headers.get('in-reply-to')).toBe(first!.messageId);
    expect(reminder!.headers.get('references')).toBe(first!.messageId);
    expect(reminder!.messageId).not.toBe(first!.messageId);
  });

  it('collapse to the highest when they are overdue together', async () => {
    const about = topic();
    const alertId = await room.raise(about, redCross, operations);
    await room.send();
    smtp.clear();
    await passTo(7201);
    expect(recipients().sort()).toEqual(['pat@rodekruis.example', 'sam@rodekruis.example']);
    expect((await room.timeline(about)).filter(({ action }) => action === 'alert.step-taken').map(({ after }) => after)).toMatchObject([{ stepsTaken: 3 }]);
    expect(await room.db.sql('SELECT kind FROM due_moments WHERE subject_id = $1 AND done_at IS NOT NULL ORDER BY kind', [alertId])).toHaveLength(3);
  });

  it('tell operations when there is no next contact', async () => {
    await room.raise(topic(), lonely, operations);
    await room.send();
    smtp.clear();
    await passTo(3601);
    expect(smtp.messages.map(({ subject, to }) => [subject, to[0]])).toEqual([['Geen antwoord van COA: bel nu', 'piket@meldkamer.example']]);
    smtp.clear();
    await passTo(20_000);
    expect(recipients()).toEqual([]);
  });

  it('do not remind of what has not gone out yet', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.db.shiftClock(1801);
    await room.carryOutDue();
    expect((await room.view(about, redCross)).map(({ purpose }) => purpose)).toEqual(['staffing']);
  });

  it('stop for the organisation that received, and for that one only', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.raise(about, lonely, operations);
    await room.send();
    smtp.clear();
    expect(await room.receive(about, redCross)).toMatchObject({ alreadyReceived: false, late: false, receivedBy: 'Iris de Vries' });
    await passTo(1801);
    expect(recipients()).toEqual(['max@coa.example']);
  });

  it('follow the window of an exercise of 60 seconds', async () => {
    const about = topic();
    const alertId = await room.raise(about, redCross, operations, {
      exercise: true, escalation: { windowSeconds: 60, operationsId: operations, receiptDueAt: new Date(Date.now() + 1000) },
    });
    const rows = await room.db.sql<{ kind: string; seconds: string }>(
      `SELECT d.kind, extract(epoch FROM d.due_at - a.created_at)::numeric(6, 3) AS seconds FROM due_moments d JOIN alerts a ON a.id = d.subject_id WHERE a.id = $1 ORDER BY 2`, [alertId]);
    expect(rows.map(({ kind, seconds }) => [kind, Number(seconds)])).toEqual([['alert.step-1', 0.416], ['alert.step-2', 0.833], ['alert.step-3', 1.666], ['alert.step-4', 3.333]]);
  });

  it('do nothing once the topic is closed', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    const token = /antwoord\/([\w-]{43})/.exec(smtp.messages[0]!.text)![1]!;
    smtp.clear();
    await room.tx(async (tx) => {
      await room.alerts.lockTopic(tx, about);
      await room.alerts.close(tx, about);
    });
    await passTo(20_000);
    expect(recipients()).toEqual([]);
    expect(await room.links.resolve(room.database, token)).toMatchObject({ withdrawn: true });
  });
});

describe('an organisation that mail cannot reach', () => {
  it('is told to operations at once', async () => {
    const about = topic();
    const silent = await room.organisation('red-cross', 'Zonder Mail', [{ name: 'Bel Mij', telephone: '+31 592 000 400' }]);
    await room.raise(about, silent, operations);
    await room.send();
    expect(smtp.messages.map(({ subject, to }) => [subject, to[0]])).toEqual([['Zonder Mail is niet per mail bereikt: bel nu', 'piket@meldkamer.example']]);
    expect(smtp.messages[0]!.text).toContain('- Bel Mij, piket: +31 592 000 400');
    expect((await room.view(about, silent))[0]!.operationsToldAt).not.toBeNull();
    expect(await room.db.sql('SELECT 1 FROM due_moments d JOIN alerts a ON a.id = d.subject_id WHERE a.topic_id = $1', [about])).toHaveLength(0);
  });

  it('is on the record when operations cannot be reached either', async () => {
    const about = topic();
    const deaf = await room.organisation('operations', 'Meldkamer Zonder Mail', [{ name: 'Bel', telephone: '+31 592 000 500' }]);
    const silent = await room.organisation('coa', 'COA Zonder Mail', []);
    await room.raise(about, silent, deaf);
    expect((await room.timeline(about)).map(({ action }) => action)).toContain('alert.nobody-left');
  });
});

describe('a due moment that keeps failing', () => {
  it('is told to every duty desk once, as an exercise when it belongs to one', async () => {
    const about = topic();
    const alertId = await room.raise(about, redCross, operations, { exercise: true });
    const second = await room.organisation('operations', 'Tweede Meldkamer', [{ name: 'Piket Twee', email: 'twee@meldkamer.example' }]);
    const desks = await room.db.sql<{ id: string }>(`SELECT id FROM organisations WHERE kind = 'operations'`);
    expect(desks.map(({ id }) => id)).toContain(second);
    await room.send();
    smtp.clear();
    await room.db.sql(`UPDATE alerts SET content = '{"nl": {}}' WHERE id = $1`, [alertId]);
    // Its stack traces are what this test is about; nobody needs to read them.
    room.app.useLogger(false);
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      await room.db.shiftClock(1801 + attempt * 200);
      expect((await room.carryOutDue())['alert.step-1']).toBe('failed');
    }
    room.app.useLogger(['error', 'fatal']);
    await room.db.sql('UPDATE due_moments SET superseded_at = app_now() WHERE subject_id = $1 AND done_at IS NULL', [alertId]);
    await room.send();
    expect(recipients().sort()).toEqual(['piket@meldkamer.example', 'twee@meldkamer.example']);
    expect(smtp.messages[0]!.subject).toBe('OEFENING — Storing: alert.step-1 wordt niet uitgevoerd');
    expect(smtp.messages[0]!.text).toContain('is 5 keer mislukt');
  });
});

describe('a party of whose addresses none was ever shown to work', () => {
  it('is telephoned at the trigger; mail is tried all the same, and the steps go on', async () => {
    const unknown = await room.organisation('coa', 'COA Noord', [{ name: 'Bo Onbekend', email: 'bo@coa.example', telephone: '+31 592 000 401', verifiedAt: null }, { name: 'Al Ook', email: 'al@coa.example', verifiedAt: null }]);
    const half = await room.organisation('coa', 'COA Zuid', [{ name: 'Cas Onbekend', email: 'cas@coa.example', verifiedAt: null }, { name: 'Dirk Bekend', email: 'dirk@coa.example' }]);
    const about = topic();
    await room.raise(about, unknown, operations, { exercise: true });
    await room.raise(about, half, operations, { exercise: true });
    await room.send();
    expect(recipients().sort()).toEqual(['bo@coa.example', 'cas@coa.example', 'piket@meldkamer.example']);
    const notice = smtp.to('piket@meldkamer.example')[0]!;
    expect(notice.subject).toBe('OEFENING — COA Noord is misschien niet per mail te bereiken: bel nu');
    expect(notice.text).toContain('+31 592 000 401');
    expect(await room.db.sql('SELECT organisation_id, because FROM call_tasks WHERE topic_id = $1', [about])).toEqual([{ organisation_id: unknown, because: 'unverified' }]);
    await passTo(2 * 1800 + 1);
    expect(smtp.to('al@coa.example')).toHaveLength(1);
    smtp.clear();
    await passTo(8 * 1800 + 1);
    expect(smtp.to('piket@meldkamer.example').map(({ subject }) => subject)).toContain('OEFENING — Geen antwoord van COA Noord: bel nu');
  });
});
