import { DIGEST_POLICY } from '../../config/digest.js';
import type { Content } from '../alerts/index.js';
import { daysBetween, type Instant, type Language, LANGUAGES, type LocalDay } from '../kernel/index.js';
import { formatDay, formatInstant, translator, type TextKey, type Translator } from '../web/index.js';
import type { Defect } from './defects/defects.js';
import { CRITERION_LABELS, type Expiry, lastCountingDay, type ReadinessStatus, wordsOf } from './domain/index.js';

/** One thing to tell of a location. */
export type DigestLine = {
  readonly location: { readonly id: string; readonly name: string; readonly municipalityName: string };
  /** How the location stands as the message is written. */
  readonly status: ReadinessStatus;
  readonly expiry: Expiry;
  /** True when the municipality cures it by confirming that nothing has changed. */
  readonly confirmable: boolean;
};

/** A defect to tell of: new for the organisation, or past its day. */
export type DigestDefect = { readonly defect: Pick<Defect, 'locationId' | 'locationName' | 'criterion' | 'description' | 'owner' | 'dueOn'>; readonly news: 'opened' | 'overdue' };

export type DigestContents = { readonly lines: readonly DigestLine[]; readonly defects: readonly DigestDefect[] };

export type DigestContext = {
  readonly today: LocalDay;
  readonly publicUrl: string;
  /** True for the municipality whose locations these are: only it gets the link to confirm. */
  readonly own: boolean;
  readonly confirmUntil: Instant;
};

/** Lines of one location stand together under its name. */
function byLocation(lines: readonly DigestLine[]): DigestLine[][] {
  const groups = new Map<string, DigestLine[]>();
  for (const line of lines) groups.set(line.location.id, [...(groups.get(line.location.id) ?? []), line]);
  return [...groups.values()].sort(([a], [b]) => a!.location.name.localeCompare(b!.location.name, 'nl') || a!.location.id.localeCompare(b!.location.id));
}

function leftText(expiry: Expiry, today: LocalDay, t: Translator): string {
  const last = lastCountingDay(expiry);
  const days = daysBetween(today, last);
  return days <= 0 ? t('readiness-mail.left.none') : t.count('readiness-mail.left', days, { day: formatDay(last, t.language) });
}

function lineText({ expiry }: DigestLine, today: LocalDay, t: Translator): string {
  const words = wordsOf(expiry.notice);
  const parts = { criterion: t.of(CRITERION_LABELS[expiry.criterion]), text: t.of(words.text), cure: t.of(words.cure) };
  return expiry.expired ? t('readiness-mail.line', parts) : t('readiness-mail.line.left', { ...parts, left: leftText(expiry, today, t) });
}

function section(head: string, lines: readonly DigestLine[], { today, publicUrl, own }: DigestContext, t: Translator): string[] {
  if (lines.length === 0) return [];
  const locations = byLocation(lines).map((group) => {
    const { location, status } = group[0]!;
    const state = t(`state.readiness.${status}` as TextKey & `state.readiness.${ReadinessStatus}`).toLowerCase();
    return [
      t('readiness-mail.location', { name: location.name, municipality: location.municipalityName, status: state }),
      ...group.flatMap((line) => [lineText(line, today, t), ...(own && line.confirmable ? [t('readiness-mail.confirmable')] : [])]),
      t('readiness-mail.page', { url: `${publicUrl}/locaties/${location.id}` }),
    ].join('\n');
  });
  return [head, ...locations];
}

/** A description in one line, not too long for a message: the page has all of it. */
const MOST_CHARACTERS = 200;
function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS).trimEnd()}…` : line;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

function defectSection(news: DigestDefect['news'], defects: readonly DigestDefect[], publicUrl: string, t: Translator): string[] {
  const lines = defects.filter((one) => one.news === news).map(({ defect }) => {
    const parts = { location: defect.locationName, criterion: t.of(CRITERION_LABELS[defect.criterion]), description: inOneLine(defect.description), day: formatDay(defect.dueOn, t.language) };
    const line = news === 'overdue' ? t('readiness-mail.defect.overdue', { ...parts, owner: defect.owner.name }) : t('readiness-mail.defect.opened', parts);
    return `${line}\n${t('readiness-mail.page', { url: `${publicUrl}/locaties/${defect.locationId}#gebreken` })}`;
  });
  return lines.length === 0 ? [] : [t(`readiness-mail.defects.${news}`), ...lines];
}

function subjectOf({ lines, defects }: DigestContents, t: Translator): string {
  const counts = {
    expired: lines.filter(({ expiry }) => expiry.expired).length, expiring: lines.filter(({ expiry }) => !expiry.expired).length,
    'defects-overdue': defects.filter(({ news }) => news === 'overdue').length, 'defects-opened': defects.filter(({ news }) => news === 'opened').length,
  } as const;
  const kinds = Object.keys(counts) as (keyof typeof counts)[];
  const parts = kinds.filter((kind) => counts[kind] > 0).map((kind) => t.count(`readiness-mail.subject.${kind}`, counts[kind]));
  return t('readiness-mail.subject', { what: parts.join(', ') });
}

function textOf({ lines, defects }: DigestContents, context: DigestContext, t: Translator): string {
  // What has run out is told first, and is the last to be left out of a message that would be too long.
  const all = [...lines.filter(({ expiry }) => expiry.expired), ...lines.filter(({ expiry }) => !expiry.expired)];
  const shown = all.slice(0, DIGEST_POLICY.mostLines.value);
  const more = all.length - shown.length;
  const asksToConfirm = context.own && lines.some(({ confirmable }) => confirmable);
  return [
    ...section(t(context.own ? 'readiness-mail.expired.own' : 'readiness-mail.expired.others'), shown.filter(({ expiry }) => expiry.expired), context, t),
    ...section(t('readiness-mail.expiring'), shown.filter(({ expiry }) => !expiry.expired), context, t),
    ...defectSection('overdue', defects, context.publicUrl, t),
    ...defectSection('opened', defects, context.publicUrl, t),
    ...(more > 0 ? [t.count('readiness-mail.more', more, { url: `${context.publicUrl}/locaties` })] : []),
    ...(asksToConfirm ? [`${t('readiness-mail.confirm')}\n{confirmLink}`, t('readiness-mail.confirm.note', { until: formatInstant(context.confirmUntil, t.language) })] : []),
  ].join('\n\n');
}

/** The one message of a day to an organisation: what runs out or has run out, what cures it, where a press is enough, and its defects. */
export function digestMail(contents: DigestContents, context: DigestContext): Content {
  const entries = LANGUAGES.map((language: Language) => {
    const t = translator(language);
    return [language, { subject: subjectOf(contents, t), text: `${textOf(contents, context, t)}\n` }] as const;
  });
  return Object.fromEntries(entries) as Content;
}
