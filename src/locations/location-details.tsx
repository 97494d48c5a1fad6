import type { VNode } from 'preact';
import { NORM_SETS } from '../../config/norms.js';
import { dayOf } from '../kernel/index.js';
import type { TimelineEntry } from '../record/index.js';
import {
  Badge, Button, DataTable, DateInput, DayText, EmptyState, Form, formatInstant, formatNumber, InstantText, Panel, PATHS, StatusBadge, TextInput, Timeline, useLanguage, useTranslator,
  type FormState, type Tone,
} from '../web/index.js';
import type { AssessedLocation } from './assess-location.js';
import { type CapacityFactor, CRITERION_LABELS, type Finding, type Inspection, type Reason } from './domain/index.js';
import { lastDayOf } from './location-json.js';
import { byWeight, PlacesText } from './locations.pages.js';

type Part = { readonly assessed: AssessedLocation };
const TONES: Readonly<Record<Reason['severity'], Tone>> = { blocking: 'critical', expiring: 'warning', advice: 'neutral' };

/** Every reason with what cures it, and what expires first. */
export function ReadinessPanel({ assessed: { readiness } }: Part): VNode {
  const t = useTranslator();
  const { nextExpiry } = readiness;
  return (
    <Panel id="inzetbaarheid" title={t('location.readiness')} aside={<StatusBadge of="readiness" state={readiness.status} />}>
      {readiness.reasons.length === 0 ? <p>{t('location.readiness.all-met')}</p> : (
        <DataTable<Reason>
          caption={t('location.readiness')}
          captionHidden
          rows={byWeight(readiness.reasons)}
          rowKey={(reason) => `${reason.criterion} ${reason.code} ${reason.since}`}
          columns={[
            { key: 'criterion', header: t('location.reason.criterion'), rowHeader: true, cell: (reason) => t.of(reason.label) },
            { key: 'what', header: t('location.reason.what'), cell: (reason) => <><Badge tone={TONES[reason.severity]}>{t(`location.severity.${reason.severity}`)}</Badge> {t.of(reason.text)}</> },
            { key: 'cure', header: t('location.reason.cure'), cell: (reason) => t.of(reason.cure) },
          ]}
        />
      )}
      {nextExpiry && <p>{t('location.readiness.next', { at: formatInstant(nextExpiry.notReadyFrom, t.language), criterion: t.of(CRITERION_LABELS[nextExpiry.criterion]) })}</p>}
    </Panel>
  );
}

/** What each factor allows, by which norm, from which source. */
export function CapacityPanel({ assessed: { capacity } }: Part): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const allows = ({ allows: persons, known }: CapacityFactor): string => {
    if (!known) return persons === null ? t('word.unknown') : t('location.capacity.unknown', { n: formatNumber(persons, language) });
    return persons === null ? t('location.capacity.no-limit') : formatNumber(persons, language);
  };
  return (
    <Panel id="plekken" title={t('location.capacity')} aside={t('location.capacity.norm-set', { name: t.of(NORM_SETS[capacity.normSetId]!.name) })}>
      <p><strong><PlacesText capacity={capacity} /></strong></p>
      <DataTable<CapacityFactor>
        caption={t('location.capacity.caption')}
        rows={capacity.factors}
        rowKey={({ factor }) => factor}
        columns={[
          { key: 'factor', header: t('location.capacity.factor'), rowHeader: true, cell: (factor) => t.of(factor.label) },
          { key: 'allows', header: t('location.capacity.allows'), numeric: true, cell: allows },
          { key: 'norm', header: t('location.capacity.norm'), cell: (factor) => t.of(factor.figure) },
          { key: 'source', header: t('location.capacity.source'), cell: (factor) => t.of(factor.source) },
        ]}
      />
    </Panel>
  );
}

function PhotoLinks({ locationId, photoIds }: { readonly locationId: string; readonly photoIds: readonly string[] }): VNode {
  const t = useTranslator();
  return <>{photoIds.map((id, index) => <p key={id}><a href={`${PATHS.locations}/${locationId}/documenten/${id}`} download>{t('inspecting.photo.number', { n: index + 1 })}</a></p>)}</>;
}

type OneInspectionProps = { readonly locationId: string; readonly inspection: Inspection; readonly evidenceVisible: boolean };

function OneInspection({ locationId, inspection, evidenceVisible }: OneInspectionProps): VNode {
  const t = useTranslator();
  const { inspectedAt, inspector, findings } = inspection;
  return (
    <>
      <h3 class="utrecht-heading-3"><InstantText at={inspectedAt} /></h3>
      {inspector && <p>{t('location.inspection.by', { inspector })}</p>}
      <DataTable<Finding>
        caption={t('location.inspections')}
        captionHidden
        rows={findings}
        rowKey={({ criterion }) => criterion}
        columns={[
          { key: 'criterion', header: t('location.finding.criterion'), rowHeader: true, cell: ({ criterion }) => t.of(CRITERION_LABELS[criterion]) },
          { key: 'value', header: t('location.finding.value'), cell: ({ value }) => <StatusBadge of="finding" state={value} /> },
          { key: 'evidence', header: t('location.finding.evidence'), cell: ({ evidence, note, photoIds = [] }) => (evidence !== null && !evidenceVisible ? t('word.confidential') : <>{evidence ?? (photoIds.length > 0 ? '' : t('word.none'))}{note && <p>{note}</p>}<PhotoLinks locationId={locationId} photoIds={photoIds} /></>) },
          { key: 'valid', header: t('location.finding.valid-until'), cell: ({ validUntil }) => (validUntil ? <DayText day={validUntil} format="short" /> : t('location.finding.by-term')) },
        ]}
      />
    </>
  );
}

export function InspectionsPanel({ assessed: { location } }: Part): VNode {
  const t = useTranslator();
  return (
    <Panel id="schouwen" title={t('location.inspections')}>
      {location.inspections.length === 0 && <EmptyState text={t('location.inspections.none')} />}
      {[...location.inspections].reverse().map((inspection) => <OneInspection key={inspection.id} locationId={location.id} inspection={inspection} evidenceVisible={location.addressVisible} />)}
    </Panel>
  );
}

type AvailabilityProps = Part & { readonly own: boolean; readonly state: FormState | undefined };

/** What keeps the building from being used, and a form to say so. */
export function AvailabilityPanel({ assessed: { location }, own, state }: AvailabilityProps): VNode {
  const t = useTranslator();
  const { unavailable, holds } = location.availability;
  const path = `${PATHS.locations}/${location.id}/onbeschikbaar`;
  return (
    <Panel id="beschikbaarheid" title={t('location.availability')}>
      {unavailable.length + holds.length === 0 ? <p>{t('location.availability.none')}</p> : <ul>
        {holds.map(({ activationId, exercise, from }) => (
          <li key={activationId}>
            <a href={`${PATHS.activations}/${activationId}`}>{t(exercise ? 'location.availability.held-exercise' : 'location.availability.held')}</a> <InstantText at={from} format="short" />
          </li>
        ))}
        {unavailable.map(({ id, from, until, reason }) => (
          <li key={id}>
            <DayText day={dayOf(from)} format="short" /> – {until ? <DayText day={lastDayOf(until)!} format="short" /> : t('location.availability.until-unknown')}: {reason}
            {own && <Form action={`${path}/${id}/verwijderen`}><Button kind="secondary" about={reason}>{t('button.remove')}</Button></Form>}
          </li>
        ))}
      </ul>}
      {own && (
        <Form action={path} state={state} label={t('location.availability.add')}>
          <DateInput name="from" label={t('location.availability.from')} />
          <DateInput name="until" label={t('location.availability.until')} hint={t('location.availability.until.hint')} optional />
          <TextInput name="reason" label={t('word.reason')} />
          <Button kind="secondary">{t('location.availability.add')}</Button>
        </Form>
      )}
    </Panel>
  );
}

/** What was decided about it, newest first. */
/** So many of the newest entries stand on the page of a location; the rest is a page of its own. */
export const NEWEST_ENTRIES = 6;

export function HistoryPanel({ locationId, entries }: { readonly locationId: string; readonly entries: readonly TimelineEntry[] }): VNode {
  const t = useTranslator();
  return (
    <Panel id="geschiedenis" title={t('location.history')}>
      <Timeline label={t('location.history')} entries={[...entries].reverse().map(({ id, at, action, personal }) => {
        const by = (personal?.['by'] as { name?: string } | undefined)?.name;
        return { id, at, text: t.text(`location.history.${action}`), ...(by ? { actor: by } : {}) };
      })} />
      <p><a href={`${PATHS.locations}/${locationId}/geschiedenis`}>{t('history.all')}</a></p>
    </Panel>
  );
}
