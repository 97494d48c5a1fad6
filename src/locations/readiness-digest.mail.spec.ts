import { describe, expect, it } from '@jest/globals';
import { DIGEST_POLICY } from '../../config/digest.js';
import { READINESS_POLICY } from '../../config/readiness.js';
import { expiriesOf, type Expiry } from './domain/index.js';
import { fullInspection, readyFacts } from './domain/ready-location.fixture.js';
import { digestMail, type DigestLine } from './readiness-digest.mail.js';

const RULES = { policy: READINESS_POLICY, context: { windowSeconds: 72 * 3600 } };
const context = { publicUrl: 'https://reserve.example', own: true, confirmUntil: new Date('2026-02-15T06:00:00Z') };
const location = (id: string, name: string) => ({ id, name, municipalityName: 'Assen' });
const expiry = (criterion: string, at: string): Expiry =>
  expiriesOf({ facts: readyFacts(), inspections: [fullInspection()] }, RULES, new Date(at)).find((one) => one.criterion === criterion)!;
const line = (name: string, criterion: string, at: string, more: Partial<DigestLine> = {}): DigestLine =>
  ({ location: location(name, name), status: 'ready-expiring', expiry: expiry(criterion, at), confirmable: false, ...more });

describe('the message of a day', () => {
  const lines = [
    line('Zaal B', 'contacts', '2026-02-01T06:00:00Z', { confirmable: true }), line('Zaal A', 'access', '2026-02-16T06:00:00Z', { status: 'not-ready' }),
    line('Zaal B', 'access', '2026-02-01T06:00:00Z'),
  ];

  it('says what has run out, what soon will and until when, what cures it, and where a press is enough', () => {
    const { subject, text } = digestMail({ lines, defects: [] }, { ...context, today: '2026-02-01' }).nl;
    expect(subject).toBe('Reservelocaties: 1 onderdeel verlopen, 2 onderdelen lopen af');
    expect(text).toBe(`VERLOPEN. Zolang dit niet is vernieuwd, telt de locatie niet mee:

Zaal A, Assen – nu niet inzetbaar
- Toegang en sleutels: De bevinding was geldig tot en met 15 februari 2026. Laat dit punt opnieuw schouwen en leg het bewijs vast.
  https://reserve.example/locaties/Zaal A

LOOPT AF. Handel vóór de genoemde dag, dan blijft de locatie meetellen:

Zaal B, Assen – nu inzetbaar, loopt af
- Bereikbare contacten: Bevestigd tot en met 15 februari 2026: wie het gebruik vrijgeeft, wie het gebouw opent, de vervanger. De locatie telt hiermee mee tot en met zondag 15 februari 2026: nog 14 dagen. Bel de contacten en bevestig dat zij dag en nacht bereikbaar zijn.
  Is er niets veranderd? Dan is bevestigen met de link hieronder genoeg.
- Toegang en sleutels: De bevinding is geldig tot en met 15 februari 2026. De locatie telt hiermee mee tot en met zondag 15 februari 2026: nog 14 dagen. Laat vóór die dag opnieuw schouwen.
  https://reserve.example/locaties/Zaal B

ONGEWIJZIGD BEVESTIGEN. De link toont wat u vernieuwt; pas als u daar op de knop drukt, is het bevestigd:
{confirmLink}

De link is persoonlijk en werkt tot zondag 15 februari 2026 om 07:00. Stuur deze mail niet door.
`);
  });

  it('in English says the same', () => {
    const { subject, text } = digestMail({ lines, defects: [] }, { ...context, today: '2026-02-01' }).en;
    expect(subject).toBe('Standby locations: 1 item has run out, 2 items run out soon');
    expect(text).toContain('Zaal A, Assen – now not ready\n- Access and keys: The finding was valid up to and including 15 February 2026.');
    expect(text).toContain('The location counts with it up to and including Sunday 15 February 2026: 14 days left.');
  });

  it('counts the days of a paper to the last call that it serves, and names the last day itself', () => {
    const { text } = digestMail({ lines: [line('Zaal A', 'permit', '2026-12-19T06:00:00Z')], defects: [] }, { ...context, today: '2026-12-19' }).nl;
    expect(text).toContain('Eindigt op 31 december 2026. De locatie telt hiermee mee tot en met maandag 21 december 2026: nog 2 dagen.');
    expect(digestMail({ lines: [line('Zaal A', 'permit', '2026-12-21T06:00:00Z')], defects: [] }, { ...context, today: '2026-12-21' }).nl.text).toContain('Vandaag is de laatste dag dat de locatie hiermee meetelt.');
  });

  it('holds no link for who only oversees, and none where a press is not enough', () => {
    expect(digestMail({ lines, defects: [] }, { ...context, today: '2026-02-01', own: false }).nl.text).not.toMatch(/confirmLink|link hieronder/);
    expect(digestMail({ lines: lines.slice(1), defects: [] }, { ...context, today: '2026-02-01' }).nl.text).not.toContain('confirmLink');
  });

  it('names defects in a line each, with who has to see to them and by when', () => {
    const defect = { locationId: 'a', locationName: 'Zaal A', criterion: 'fire-safety', description: `Tweede uitgang\nklemt ${'x'.repeat(300)}`, owner: { id: 'coa', name: 'COA' }, dueOn: '2026-02-03' } as const;
    const { subject, text } = digestMail({ lines: [], defects: [{ defect, news: 'overdue' }, { defect: { ...defect, description: 'Lamp stuk' }, news: 'opened' }] }, { ...context, today: '2026-02-04' }).nl;
    expect(subject).toBe('Reservelocaties: 1 gebrek over tijd, 1 nieuw gebrek');
    expect(text).toMatch(/^GEBREKEN OVER TIJD\. [^\n]+\n\n- Zaal A, Brandveiligheid: Tweede uitgang klemt x+… Uiterlijk dinsdag 3 februari 2026, door COA\.\n {2}https:\/\/reserve\.example\/locaties\/a#gebreken\n\nNIEUWE GEBREKEN\./);
    expect(text).toContain('- Zaal A, Brandveiligheid: Lamp stuk. Uiterlijk dinsdag 3 februari 2026.');
  });

  it('leaves out of a message that would be too long what runs out last, and says how much', () => {
    const most = DIGEST_POLICY.mostLines.value;
    const many = Array.from({ length: most + 3 }, (_, index) => line(`Zaal ${index}`, 'access', '2026-02-01T06:00:00Z'));
    const { subject, text } = digestMail({ lines: [...many, lines[1]!], defects: [] }, { ...context, today: '2026-02-01' }).nl;
    expect(subject).toBe(`Reservelocaties: 1 onderdeel verlopen, ${most + 3} onderdelen lopen af`);
    expect(text.match(/^- /gm)).toHaveLength(most);
    expect(text).toContain('En nog 4 onderdelen. Alles staat op https://reserve.example/locaties');
    expect(text).toContain('Zaal A, Assen');
  });
});
