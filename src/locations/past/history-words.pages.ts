import { formatDay, formatInstant, type Translator } from '../../web/index.js';
import { dayOf } from '../../kernel/index.js';
import type { TimelineEntry } from '../../record/index.js';
import { CRITERION_LABELS, DOCUMENT_KIND_LABELS } from '../domain/index.js';
import { ANSWER_CHOICES } from '../import/choices.js';

type Values = Readonly<Record<string, unknown>>;
type Criterion = keyof typeof CRITERION_LABELS;
type Finding = { readonly criterion: Criterion; readonly value: string; readonly validUntil: string | null };

const criterionText = (criterion: unknown, t: Translator): string => (typeof criterion === 'string' && criterion in CRITERION_LABELS ? t.of(CRITERION_LABELS[criterion as Criterion]) : String(criterion ?? ''));

function findingText({ criterion, value, validUntil }: Finding, t: Translator): string {
  const params = { criterion: criterionText(criterion, t), value: t.of(ANSWER_CHOICES[value] ?? { nl: value, en: value }) };
  return validUntil === null ? t('history.detail.finding', params) : t('history.detail.finding-until', { ...params, day: formatDay(validUntil, t.language) });
}

/** A period as days: an end is the first instant after it. */
function periodText(from: unknown, until: unknown, t: Translator): string {
  const dayText = (value: unknown): string => (String(value).length === 10 ? formatDay(String(value), t.language) : formatDay(dayOf(new Date(String(value))), t.language));
  return until === null || until === undefined ? t('history.detail.period-open', { from: dayText(from) }) : t('history.detail.period', { from: dayText(from), until: dayText(until) });
}

/** The last day of what ends at the first instant after it. */
const lastDay = (endsAt: unknown): string | null => (endsAt === null || endsAt === undefined ? null : dayOf(new Date(new Date(String(endsAt)).getTime() - 1)));

const DETAILS: Readonly<Record<string, (before: Values, after: Values, t: Translator) => readonly string[]>> = {
  'location.inspected': (_before, { findings = [] }, t) => (findings as Finding[]).map((finding) => findingText(finding, t)),
  'location.confirmed': (_before, { findings = [] }, t) => (findings as Finding[]).map((finding) => findingText(finding, t)),
  'location.unavailable': (_before, { from, until }, t) => [periodText(from, until, t)],
  'location.available-again': ({ startsAt, endsAt }, _after, t) => [periodText(startsAt, lastDay(endsAt), t)],
  'location.criterion-expired': (_before, { criterion }, t) => [criterionText(criterion, t)],
  'location.defect-opened': (_before, { criterion, dueOn }, t) => [t('history.detail.due', { criterion: criterionText(criterion, t), day: formatDay(String(dueOn), t.language) })],
  'location.defect-overdue': (_before, { criterion }, t) => [criterionText(criterion, t)],
  'location.defect-solved': (_before, { criterion }, t) => [criterionText(criterion, t)],
  'location.defect-withdrawn': (_before, { criterion }, t) => [criterionText(criterion, t)],
  'location.document-added': (_before, { kind }, t) => [kindText(kind, t)],
  'location.document-removed': ({ kind }, _after, t) => [kindText(kind, t)],
  'location.lead-time-measured': (_before, { measured }, t) => {
    const { hours } = (measured ?? {}) as { hours?: number };
    return hours === undefined ? [] : [t('history.detail.lead-time', { hours: t.count('word.hours', Math.round(hours * 10) / 10) })];
  },
  'location.withdrawn': (_before, { withdrawnAt }, t) => (typeof withdrawnAt === 'string' ? [formatInstant(new Date(withdrawnAt), t.language)] : []),
};

const kindText = (kind: unknown, t: Translator): string => t.of(DOCUMENT_KIND_LABELS[kind as keyof typeof DOCUMENT_KIND_LABELS] ?? DOCUMENT_KIND_LABELS.other);

/** Free text of the entry, which is gone once it has been purged. */
const PERSONAL_DETAIL: Readonly<Record<string, (personal: Values) => unknown>> = {
  'location.unavailable': ({ reason }) => reason, 'location.defect-opened': ({ description }) => description,
  'location.document-added': ({ label }) => label, 'location.document-removed': ({ label }) => label,
};

/** What an entry says beside the facts that changed, in words. Who may read a location's history may see its contacts, and so these. */
export function entryDetails({ action, before, after, personal }: TimelineEntry, t: Translator): readonly string[] {
  const details = DETAILS[action]?.((before ?? {}) as Values, (after ?? {}) as Values, t) ?? [];
  const said = PERSONAL_DETAIL[action]?.(personal ?? {});
  if (typeof said !== 'string' || said === '') return details;
  return [...details, action === 'location.unavailable' ? t('history.detail.reason', { reason: said }) : said];
}

/** "Bo Proef, Gemeente Assen, op de site"; the organisation alone once the name has been erased. */
export function actorText({ personal, actorKind, channel }: TimelineEntry, organisation: string | null, t: Translator): string {
  const name = (personal?.['by'] as { name?: string } | undefined)?.name;
  const who = actorKind === 'system' || organisation === null ? t('history.service') : name ? t('history.by', { name, organisation }) : organisation;
  return t.has(`history.channel.${channel}`) && channel !== 'system' ? `${who}, ${t.text(`history.channel.${channel}`)}` : who;
}
