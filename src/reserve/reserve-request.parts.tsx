import type { VNode } from 'preact';
import type { Norm, NormFromPaper, NormSet } from '../../config/norms.js';
import type { FormState } from '../web/index.js';
import {
  Badge, Button, DataTable, DateInput, Disclosure, Form, formatNumber, Panel, PATHS, RadioGroup, StatusBadge, Textarea, useTranslator, type Column, type TextKey, type Translator,
} from '../web/index.js';
import type { AnswerStep } from './domain/index.js';
import type { ReadyLocation } from './ready-places.js';
import type { LocationsSeen } from './request-page-reader.js';
import { requestPath } from './reserve-paths.pages.js';

type AnswerFormProps = { readonly id: string; readonly version: number; readonly steps: readonly AnswerStep[]; readonly state: FormState | undefined };

/** The steps that the reader may take now. */
export function AnswerForm({ id, version, steps, state }: AnswerFormProps): VNode {
  const t = useTranslator();
  return (
    <Form action={requestPath(id)} hidden={{ version: String(version) }} state={state} label={t('reserve.answer')}>
      <RadioGroup name="step" label={t('reserve.answer.step')} options={steps.map((step) => ({ value: step, label: t(`reserve.step.${step}`), hint: t(`reserve.step.${step}.hint`) }))} />
      {steps.includes('decline') && (
        <>
          <Textarea name="reason" label={t('reserve.answer.reason.field')} hint={t('reserve.answer.reason.hint')} rows={3} optional />
          <DateInput name="askAgainOn" label={t('reserve.answer.ask-again-on.field')} hint={t('reserve.answer.ask-again-on.hint')} optional />
        </>
      )}
      <Button>{t('reserve.answer.send')}</Button>
    </Form>
  );
}

function LocationBadge({ at: { status, readiness } }: { readonly at: ReadyLocation }): VNode {
  const t = useTranslator();
  if (status === 'busy') return <Badge tone="info" icon="forward">{t('reserve.location.busy')}</Badge>;
  if (status === 'ready' && readiness.status === 'ready-expiring') return <Badge tone="warning" icon="exclamation">{t('reserve.location.expiring')}</Badge>;
  return <StatusBadge of="readiness" state={readiness.status === 'unavailable' ? 'unavailable' : status} />;
}

/** The first thing that keeps it from counting, else what it soon stops counting for, else what limits its number. */
export function whyOf({ status, readiness: { reasons }, capacity }: Pick<ReadyLocation, 'status' | 'readiness' | 'capacity'>, t: Translator): string {
  const severity = status === 'ready' ? 'expiring' : 'blocking';
  const reason = reasons.find((candidate) => candidate.severity === severity);
  return reason ? `${t.of(reason.label)}: ${t.of(reason.text)}` : t.of(capacity.summary);
}

const locationColumns = (t: Translator): Column<ReadyLocation>[] => [
  { key: 'name', header: t('word.name'), rowHeader: true, cell: ({ location }) => <a href={`${PATHS.locations}/${location.id}`}>{location.name}</a> },
  { key: 'municipality', header: t('word.municipality'), cell: ({ location }) => location.municipalityName },
  { key: 'status', header: t('word.status'), cell: (at) => <LocationBadge at={at} /> },
  { key: 'counts', header: t('reserve.location.counts'), numeric: true, cell: ({ counts }) => formatNumber(counts, t.language) },
  { key: 'why', header: t('reserve.location.why'), cell: (at) => whyOf(at, t) },
];

export function LocationsPanel({ locations: { shown, others } }: { readonly locations: LocationsSeen }): VNode {
  const t = useTranslator();
  return (
    <Panel id="locations" title={t('reserve.locations')}>
      <DataTable caption={t('reserve.locations')} captionHidden columns={locationColumns(t)} rows={shown} rowKey={({ location }) => location.id} empty={t('reserve.locations.none')} />
      {others && <p>{t('reserve.locations.others', { n: formatNumber(others.count, t.language), places: formatNumber(others.places, t.language) })}</p>}
    </Panel>
  );
}

type NormKey = { [Key in keyof NormSet]: NormSet[Key] extends NormFromPaper ? Key : never }[keyof NormSet];

const UNITS: Partial<Record<NormKey, string>> = { sleepingAreaPerPerson: 'm²', minimumCeiling: 'm' };
const NORM_KEYS = [
  'collegeDecision', 'permit', 'sleepingAreaPerPerson', 'minimumCeiling', 'singleAdultsPerBedroom', 'unaccompaniedMinorsPerBedroom', 'familiesPerBedroom', 'personsPerToilet',
  'personsPerShower',
] as const satisfies readonly NormKey[];

const figureOf = (key: NormKey, norm: Norm | NormFromPaper, t: Translator): string =>
  'value' in norm ? [formatNumber(norm.value, t.language), UNITS[key]].filter(Boolean).join(' ') : t('reserve.norm.in-paper');

export function NormsPanel({ norms }: { readonly norms: NormSet }): VNode {
  const t = useTranslator();
  const columns: Column<NormKey>[] = [
    { key: 'norm', header: t('reserve.norm'), rowHeader: true, cell: (key) => t(`reserve.norm.${key}` as TextKey & `reserve.norm.${NormKey}`) },
    { key: 'figure', header: t('reserve.norm.figure'), cell: (key) => figureOf(key, norms[key], t) },
    { key: 'source', header: t('reserve.norm.source'), cell: (key) => t.of(norms[key].source) },
    { key: 'unknown', header: t('reserve.norm.unknown'), cell: (key) => t(norms[key].mandatory ? 'reserve.norm.mandatory' : 'reserve.norm.optional') },
  ];
  return (
    <Panel id="norms" title={t('reserve.norms')} aside={t.of(norms.name)}>
      <Disclosure id="norms-table" title={t('reserve.norms.each')}>
        <DataTable caption={t('reserve.norms')} captionHidden columns={columns} rows={NORM_KEYS} rowKey={(key) => key} />
      </Disclosure>
    </Panel>
  );
}
