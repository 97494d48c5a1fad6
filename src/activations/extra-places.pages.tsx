import type { VNode } from 'preact';
import type { FieldError, Problem } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Checkbox, formatInstant, GroupsText, Layout, PageHeading, Panel, PATHS, SummaryConfirm, translator, type FormState,
} from '../web/index.js';
import type { Activation } from './activation.entity.js';
import { PLAN_REASONS } from './domain/index.js';
import { ExtraPlacesForm, extraPlacesPath } from './extra-places-region.js';
import type { ExtraPlacesBody } from './extra-places-schemas.js';
import type { PlannedExtraPlaces } from './plan-extra-places.js';
import type { AddableLocation } from './step-props.js';
import { Alternatives, WorseThanProposed } from './trigger.pages.js';

type Common = { readonly frame: FrameProps; readonly activation: Activation; readonly problem: Problem | undefined };

const crumbsOf = ({ frame, activation: { id, exercise, places } }: Common): { href: string; label: string }[] => {
  const t = translator(frame.language);
  return [{ href: PATHS.activations, label: t('navigation.activations') }, { href: `${PATHS.activations}/${id}`, label: t(exercise ? 'activation.title.exercise' : 'activation.title', { places }) }];
};

const ProblemAlert = ({ problem, language }: { readonly problem: Problem | undefined; readonly language: FrameProps['language'] }): VNode =>
  <>{problem && <Alert kind="error" title={problem.titleIn(language)}><p>{problem.detailIn(language)}</p></Alert>}</>;

/** The first step, on a page of its own: what is wanted. */
export function ExtraPlacesPage({ addable, state, ...common }: Common & { readonly addable: readonly AddableLocation[]; readonly state: FormState | undefined }): VNode {
  const { frame, activation, problem } = common;
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('extra.ask')} exercise={activation.exercise}>
      <Breadcrumbs items={crumbsOf(common)} current={t('extra.ask')} />
      <PageHeading title={t('extra.ask')} />
      <ProblemAlert problem={problem} language={frame.language} />
      <Panel id="extra" title={t('confirm.summary')} narrow>
        <ExtraPlacesForm id={activation.id} addable={addable} state={state} />
      </Panel>
    </Layout>
  );
}

type ConfirmProps = Common & {
  readonly body: ExtraPlacesBody;
  readonly planned: PlannedExtraPlaces;
  /** An exercise uses the location now; a real activation ends it. */
  readonly isInExercise: (locationId: string) => boolean;
  /** The form as typed, carried along to the confirmation. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** The second step: what will happen. Nobody is asked until this is confirmed. */
export function ConfirmExtraPlacesPage({ body, planned, isInExercise, hidden, errors, ...common }: ConfirmProps): VNode {
  const { frame, activation, problem } = common;
  const t = translator(frame.language);
  const { plan, deadlineAt, locationOf } = planned;
  const proposed = planned.proposed();
  const deadline = formatInstant(deadlineAt, frame.language);
  const query = new URLSearchParams(Object.entries(hidden).filter(([name]) => name !== 'idempotencyKey' && name !== 'step')).toString();
  const takenOver = activation.exercise ? [] : plan.chosen.filter(({ locationId }) => isInExercise(locationId));
  return (
    <Layout {...frame} title={t('confirm.title')} exercise={activation.exercise}>
      <Breadcrumbs items={crumbsOf(common)} current={t('confirm.title')} />
      <PageHeading title={t('confirm.title')} lead={t('extra.confirm.lead')} />
      <ProblemAlert problem={problem} language={frame.language} />
      {plan.shortfall > 0 && <Alert kind="warning"><p>{t('confirm.shortfall', { shortfall: plan.shortfall })}</p></Alert>}
      <WorseThanProposed t={t} plan={plan} proposed={proposed} />
      <SummaryConfirm
        title={t('confirm.summary')}
        grave={!activation.exercise}
        items={[
          { term: t('extra.places'), value: <>{t.count('word.places', body.places)}: <GroupsText groups={body.groups} /></> },
          { term: t('confirm.planned'), value: t('confirm.planned.value', { planned: plan.total, places: plan.requested }) },
          { term: t('word.deadline'), value: deadline },
          { term: t('trigger.reason'), value: body.reason },
        ]}
        consequencesTitle={t('confirm.consequences')}
        consequences={[
          t('extra.confirm.clock', { deadline }),
          ...plan.chosen.map(({ locationId, name, places, reason }) =>
            t('confirm.location', { name, municipality: locationOf(locationId).municipalityName, places, reason: t.of(PLAN_REASONS[reason.code], reason.params) })),
          ...takenOver.map(({ name }) => t('confirm.take-over', { name })),
          t('extra.confirm.apart', { places: activation.places }),
        ]}
        action={extraPlacesPath(activation.id)}
        hidden={hidden}
        state={{ values: {}, errors }}
        confirmLabel={t('extra.confirm.button')}
        backHref={`${extraPlacesPath(activation.id)}?${query}`}
      >
        <Alternatives t={t} plan={plan} proposed={proposed} />
        {plan.shortfall > 0 && <Checkbox name="acceptShortfall" label={t('confirm.accept-shortfall', { shortfall: plan.shortfall })} />}
      </SummaryConfirm>
    </Layout>
  );
}
