import type { VNode } from 'preact';
import { DOCUMENT_POLICY } from '../../../config/documents.js';
import { dayOf } from '../../kernel/index.js';
import type { FrameProps } from '../../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, DateInput, DefaultButton, Disclosure, FileInput, Form, formatBytes, formatDay, Layout, PageHeading, Panel, PATHS, Select, Textarea, TextInput, translator, useTranslator,
  type Crumb, type FormState, type Option, type Translator,
} from '../../web/index.js';
import { documentsPath } from '../documents/documents-panel.js';
import type { DocumentOnFile } from '../documents/location-documents.js';
import { CRITERION_LABELS, type DatedFinding, type InspectedCriterion, type InspectionSteps, isAnswered, placeOf } from '../domain/index.js';
import { AnswerTiles, inspectionPath, StepKeeper, StepNav } from './inspecting-parts.js';

export type InspectedLocation = { readonly id: string; readonly name: string };

export const crumbsTo = (t: Translator, location: InspectedLocation): Crumb[] => [
  { href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.locations, label: t('navigation.locations') }, { href: `${PATHS.locations}/${location.id}`, label: location.name },
];

const MEGABYTES = DOCUMENT_POLICY.maximumBytes.value / (1024 * 1024);
const PICTURES = '.png,.jpg,.jpeg,image/png,image/jpeg';

function Photos({ locationId, photos }: { readonly locationId: string; readonly photos: readonly DocumentOnFile[] }): VNode {
  const t = useTranslator();
  return (
    <Panel id="foto" title={t('inspecting.photo')} level={2} quiet>
      {photos.length > 0 && (
        <ul class="plain-list">
          {photos.map(({ id, sizeBytes }, index) => (
            <li key={id} class="step-photo">
              <a href={`${documentsPath(locationId)}/${id}`} download>{t('inspecting.photo.number', { n: index + 1 })} ({formatBytes(sizeBytes, t.language)})</a>
              <Button kind="secondary" name="go" value={`drop:${id}`} about={t('inspecting.photo.number', { n: index + 1 })}>{t('inspecting.photo.drop')}</Button>
            </li>
          ))}
        </ul>
      )}
      <FileInput name="file" label={t('inspecting.photo')} hint={t('inspecting.photo.hint', { maximum: MEGABYTES })} accept={PICTURES} maximumBytes={DOCUMENT_POLICY.maximumBytes.value}
        tooLarge={t('documents.field.file.too-large', { maximum: MEGABYTES })} optional />
      <Button kind="secondary" name="go" value="photo">{t('inspecting.photo.add')}</Button>
    </Panel>
  );
}

function DefectFields({ owners, ownerId, open }: { readonly owners: readonly Option[]; readonly ownerId: string; readonly open: boolean }): VNode {
  const t = useTranslator();
  return (
    <Disclosure id="gebrek" title={t('inspecting.defect')} open={open}>
      <p>{t('inspecting.defect.about')}</p>
      <Textarea name="defect.description" label={t('defect.description')} rows={3} optional />
      <Select name="defect.ownerId" label={t('defect.owner')} options={owners} value={ownerId} optional />
      <DateInput name="defect.dueOn" label={t('defect.due')} optional />
    </Disclosure>
  );
}

function LastTime({ last }: { readonly last: DatedFinding | null }): VNode | null {
  const t = useTranslator();
  if (!last) return null;
  const { at, finding: { value, evidence } } = last;
  return <p class="step-last">{t('inspecting.last-time', { day: formatDay(dayOf(new Date(at)), t.language), state: t(`state.finding.${value}`).toLowerCase(), evidence: evidence ?? '' })}</p>;
}

export type InspectionStepPageProps = {
  readonly frame: FrameProps;
  readonly location: InspectedLocation;
  readonly criterion: InspectedCriterion;
  readonly steps: InspectionSteps;
  /** What stands in the fields, and what is wrong with it. */
  readonly state: FormState;
  readonly version: number;
  readonly photos: readonly DocumentOnFile[];
  /** What was found the last time that somebody looked. */
  readonly last: DatedFinding | null;
  readonly owners: readonly Option[];
  readonly ownerId: string;
  /** What stands in the way although no field is wrong. */
  readonly problem: { readonly title: string; readonly text: string } | undefined;
};

/** One criterion, on a telephone in a building. Every button keeps what was typed. */
export function InspectionStepPage(props: InspectionStepPageProps): VNode {
  const { frame, location, criterion, steps, state, version, photos, problem } = props;
  const t = translator(frame.language);
  const place = placeOf(criterion);
  const label = t.of(CRITERION_LABELS[criterion]);
  const path = `${inspectionPath(location.id)}/${criterion}`;
  const fields = { ...steps[criterion]?.fields, ...state.values };
  const hasDefect = fields['value'] === 'no' || Object.keys(fields).some((name) => name === 'defect.description') || state.errors.some((error) => error.path.startsWith('defect'));
  return (
    <Layout {...frame} title={`${t('inspecting.place', { n: place.number, of: place.of })}: ${label}`} islands={['inspection']}>
      <Breadcrumbs items={crumbsTo(t, location)} current={t('inspecting.title')} />
      <StepNav locationId={location.id} steps={steps} current={criterion} />
      <PageHeading kicker={t('inspecting.place', { n: place.number, of: place.of })} title={label} lead={t(`inspecting.look.${criterion}`)} />
      <LastTime last={props.last} />
      {problem && <Alert kind="error" title={problem.title}><p>{problem.text}</p></Alert>}
      <Form action={path} state={state} hidden={{ version: String(version) }} label={label} upload>
        <DefaultButton name="go" value={place.next ?? 'overzicht'} />
        <AnswerTiles name="value" label={t('inspecting.value')} />
        <TextInput name="evidence" label={t('inspecting.evidence')} hint={t('inspection.evidence.hint')} optional />
        <DateInput name="validUntil" label={t('inspecting.valid-until')} hint={t('inspecting.valid-until.hint')} optional />
        <Textarea name="note" label={t('inspection.note')} rows={2} optional />
        <Photos locationId={location.id} photos={photos} />
        <DefectFields owners={props.owners} ownerId={props.ownerId} open={hasDefect} />
        <StepKeeper src={path} />
        <div class="step-buttons">
          <Button name="go" value={place.next ?? 'overzicht'}>{t(place.next ? 'inspecting.next' : 'inspecting.to-overview')}</Button>
          {place.previous && <Button kind="secondary" name="go" value={place.previous}>{t('inspecting.previous')}</Button>}
          <Button kind="secondary" name="go" value="stop">{t('inspecting.stop')}</Button>
          {isAnswered(steps[criterion] ?? { fields: {}, photoIds: [] }) && <Button kind="secondary" name="go" value="clear">{t('inspecting.clear')}</Button>}
        </div>
      </Form>
    </Layout>
  );
}
