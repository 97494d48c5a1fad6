import type { VNode } from 'preact';
import type { FrameProps } from '../../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, ButtonGroup, DataTable, DateInput, Form, formatInstant, formatInstantShort, Layout, LinkButton, PageHeading, Panel, StatusBadge, TextInput, translator,
  type FormState, type Notice, type Translator,
} from '../../web/index.js';
import { CRITERION_LABELS, EMPTY_STEP, firstOpenStep, INSPECTED_CRITERIA, type InspectedCriterion, type InspectionSteps, isAnswered, type ReadinessStatus, type YesNoUnknown } from '../domain/index.js';
import type { InspectionDraft } from './inspection-drafts.js';
import { inspectionPath, StepNav } from './inspecting-parts.js';
import { crumbsTo, type InspectedLocation } from './inspection-step.pages.js';

/** Where one goes on: at the first criterion that was not looked at, else at the overview. */
export const goOnPath = (locationId: string, steps: InspectionSteps): string => `${inspectionPath(locationId)}/${firstOpenStep(steps) ?? 'overzicht'}`;

const lookedAt = (steps: InspectionSteps): number => INSPECTED_CRITERIA.filter((criterion) => isAnswered(steps[criterion] ?? EMPTY_STEP)).length;

function UnderWay({ location, draft, t }: { readonly location: InspectedLocation; readonly draft: InspectionDraft; readonly t: Translator }): VNode {
  const at = formatInstantShort(draft.inspectedAt, t.language);
  return (
    <Panel id="bezig" title={t('inspecting.under-way')} narrow>
      <p>{t.count('inspecting.under-way.text', lookedAt(draft.steps), { at, saved: formatInstantShort(draft.updatedAt, t.language) })}</p>
      <LinkButton href={goOnPath(location.id, draft.steps)}>{t('inspecting.go-on')}</LinkButton>
      <Form action={`${inspectionPath(location.id)}/weggooien`} label={t('inspecting.discard.about')}>
        <p>{t('inspecting.discard.explanation')}</p>
        <Button kind="secondary">{t('inspecting.discard')}</Button>
      </Form>
    </Panel>
  );
}

export type InspectionStartPageProps = {
  readonly frame: FrameProps;
  readonly location: InspectedLocation;
  readonly draft: InspectionDraft | undefined;
  readonly state: FormState | undefined;
  /** As a form writes it. */
  readonly inspectedAt: string;
  readonly inspector: string;
  /** The criterion that one came for: one goes there first. */
  readonly criterion: InspectedCriterion | undefined;
};

/** When and who; or going on where one was. */
export function InspectionStartPage({ frame, location, draft, state, inspectedAt, inspector, criterion }: InspectionStartPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('inspecting.title')}>
      <Breadcrumbs items={crumbsTo(t, location)} current={t('inspecting.title')} />
      <PageHeading kicker={location.name} title={t('inspecting.title')} lead={t('inspecting.start.lead')} />
      {draft && <UnderWay location={location} draft={draft} t={t} />}
      <Form action={inspectionPath(location.id)} state={state} hidden={criterion ? { punt: criterion } : {}} label={t('inspecting.start')}>
        <DateInput name="inspectedAt" label={t('inspection.when')} value={inspectedAt} withTime />
        <TextInput name="inspector" label={t('inspection.inspector')} value={inspector} />
        <Button kind={draft ? 'secondary' : 'primary'}>{draft ? t('inspecting.overview.change') : t('inspecting.start')}</Button>
      </Form>
    </Layout>
  );
}

export type InspectionOverviewPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly location: InspectedLocation;
  readonly draft: InspectionDraft;
  /** How the location would stand once this is recorded; undefined while something is wrong or nothing was looked at. */
  readonly afterwards: ReadinessStatus | undefined;
};

/** What was found, criterion by criterion, before it is recorded. */
export function InspectionOverviewPage({ frame, notices, location, draft, afterwards }: InspectionOverviewPageProps): VNode {
  const t = translator(frame.language);
  const { steps } = draft;
  const path = inspectionPath(location.id);
  return (
    <Layout {...frame} title={t('inspecting.overview.title')} notices={notices}>
      <Breadcrumbs items={crumbsTo(t, location)} current={t('inspecting.title')} />
      <StepNav locationId={location.id} steps={steps} current="overview" />
      <PageHeading kicker={location.name} title={t('inspecting.overview.title')} lead={t('inspecting.overview.lead')} />
      <p>{t('inspecting.overview.when', { at: formatInstant(draft.inspectedAt, t.language), inspector: draft.inspector })} <a href={path}>{t('inspecting.overview.change')}</a></p>
      <DataTable<InspectedCriterion>
        caption={t('inspecting.overview.title')}
        captionHidden
        rows={INSPECTED_CRITERIA}
        rowKey={(criterion) => criterion}
        columns={[
          { key: 'criterion', header: t('location.finding.criterion'), rowHeader: true, cell: (criterion) => <a href={`${path}/${criterion}`}>{t.of(CRITERION_LABELS[criterion])}</a> },
          { key: 'found', header: t('inspecting.overview.found'), cell: (criterion) => <Found criterion={criterion} steps={steps} t={t} /> },
          { key: 'evidence', header: t('location.finding.evidence'), cell: (criterion) => <Evidence criterion={criterion} steps={steps} t={t} /> },
        ]}
      />
      {afterwards && <p>{t('inspecting.overview.afterwards')}: <StatusBadge of="readiness" state={afterwards} /></p>}
      {lookedAt(steps) === 0 ? <Alert kind="info"><p>{t('inspecting.nothing-yet')}</p></Alert> : (
        <Form action={`${path}/afronden`} label={t('inspecting.finish')}>
          <ButtonGroup><Button>{t('inspecting.finish')}</Button><LinkButton kind="secondary" href={goOnPath(location.id, steps)}>{t('button.back')}</LinkButton></ButtonGroup>
        </Form>
      )}
    </Layout>
  );
}

type CellProps = { readonly criterion: InspectedCriterion; readonly steps: InspectionSteps; readonly t: Translator };
const VALUES: readonly YesNoUnknown[] = ['yes', 'no', 'unknown'];

function Found({ criterion, steps, t }: CellProps): VNode {
  const value = VALUES.find((one) => one === steps[criterion]?.fields['value']);
  return value ? <StatusBadge of="finding" state={value} /> : <>{t('inspecting.skipped')}</>;
}

function Evidence({ criterion, steps, t }: CellProps): VNode {
  const { fields, photoIds } = steps[criterion] ?? EMPTY_STEP;
  const texts = [fields['evidence'], fields['note'], photoIds.length > 0 && t.count('inspecting.photos', photoIds.length), fields['defect.description'] && t('inspecting.overview.defect', { description: fields['defect.description'] })];
  const said = texts.filter((text): text is string => Boolean(text));
  return said.length === 0 ? <>{t('word.none')}</> : <>{said.map((text) => <p key={text}>{text}</p>)}</>;
}
