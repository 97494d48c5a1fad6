import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Breadcrumbs, Button, ButtonGroup, DateInput, Fieldset, Form, Layout, LinkButton, PageHeading, PATHS, RadioGroup, Textarea, TextInput, translator, type FormState } from '../web/index.js';
import { ANSWERS, CRITERION_LABELS, INSPECTED_CRITERIA } from './domain/index.js';
import { crumbs } from './location.pages.js';

export type InspectionFormProps = {
  readonly frame: FrameProps;
  readonly location: { readonly id: string; readonly name: string };
  readonly state: FormState | undefined;
  readonly idempotencyKey: string;
  /** Now, as a form writes it. */
  readonly inspectedAt: string;
  readonly inspector: string;
};

/** One criterion under the other, each with three large choices: made for a telephone in a building. */
export function InspectionFormPage({ frame, location, state, idempotencyKey, inspectedAt, inspector }: InspectionFormProps): VNode {
  const t = translator(frame.language);
  const back = `${PATHS.locations}/${location.id}`;
  return (
    <Layout {...frame} title={t('inspection.title')}>
      <Breadcrumbs items={[...crumbs(t), { href: back, label: location.name }]} current={t('inspection.title')} />
      <PageHeading kicker={location.name} title={t('inspection.title')} lead={t('inspection.lead')} />
      <Form action={`${back}/schouw`} state={state} hidden={{ idempotencyKey }} label={t('inspection.title')}>
        <DateInput name="inspectedAt" label={t('inspection.when')} value={inspectedAt} withTime />
        <TextInput name="inspector" label={t('inspection.inspector')} value={inspector} />
        <Fieldset legend={t('location.inspections')} name="findings">
          {INSPECTED_CRITERIA.map((criterion, index) => (
            <Fieldset key={criterion} legend={t.of(CRITERION_LABELS[criterion])} optional>
              <input type="hidden" name={`findings.${index}.criterion`} value={criterion} />
              <RadioGroup name={`findings.${index}.value`} label={t('inspection.value')} optional options={ANSWERS.map((value) => ({ value, label: t(`word.${value}`) }))} />
              <TextInput name={`findings.${index}.evidence`} label={t('inspection.evidence')} hint={t('inspection.evidence.hint')} optional />
              <DateInput name={`findings.${index}.validUntil`} label={t('inspection.valid-until')} optional />
              <Textarea name={`findings.${index}.note`} label={t('inspection.note')} rows={2} optional />
            </Fieldset>
          ))}
        </Fieldset>
        <ButtonGroup><Button>{t('button.save')}</Button><LinkButton kind="secondary" href={back}>{t('button.cancel')}</LinkButton></ButtonGroup>
      </Form>
    </Layout>
  );
}
