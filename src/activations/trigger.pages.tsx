import type { VNode } from 'preact';
import { addSeconds, dayOf, totalOf, type FieldError, type Groups, type Instant, type Problem } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, Checkbox, CheckboxGroup, Disclosure, EmptyState, Form, formatDayShort, formatInstant, GroupsFieldset, GroupsText, Layout, NumberInput, PageHeading, Panel, PATHS,
  RadioGroup, Select, SummaryConfirm, Textarea, TextInput, translator, useTranslator, windowText, type FormState, type Translator,
} from '../web/index.js';
import type { TriggerBody } from './activation-schemas.js';
import { PLAN_LOSSES, PLAN_REASONS, planLosses, type Plan, type ProposedPlan } from './domain/index.js';

export type RequestOption = { readonly id: string; readonly province: string; readonly places: number; readonly periodTo: string; readonly groups: Groups; readonly windowSeconds: number };
export type LocationOption = { readonly id: string; readonly name: string; readonly municipality: string; readonly places: number; readonly leadTimeHours: number; readonly inExercise: boolean };

type TriggerFormProps = {
  readonly frame: FrameProps;
  readonly requests: readonly RequestOption[];
  readonly chosen: RequestOption | undefined;
  readonly locations: readonly LocationOption[];
  readonly state: FormState | undefined;
  /** What stands in the way although every field is right: another activation, a busy location. */
  readonly problem: Problem | undefined;
  readonly mayTriggerReal: boolean;
};

const NEW = `${PATHS.activations}/nieuw`;

/** The first step: what is wanted. */
export function TriggerPage({ frame, requests, chosen, locations, state, problem, mayTriggerReal }: TriggerFormProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('trigger.title')}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.activations, label: t('navigation.activations') }]} current={t('trigger.title')} />
      <PageHeading title={t('trigger.title')} lead={t('trigger.lead')} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      {requests.length === 0 || !chosen ? <EmptyState text={t('trigger.none')} /> : (
        <Panel id="trigger" title={t('confirm.summary')} narrow>
          <Form action={NEW} hidden={{ step: 'preview' }} state={state} label={t('trigger.title')}>
            <Select name="reserveRequestId" label={t('trigger.request')} value={chosen.id}
              options={requests.map(({ id, province, places, periodTo }) => ({ value: id, label: t('trigger.request.option', { province, places, to: formatDayShort(periodTo, frame.language) }) }))} />
            <RadioGroup name="exercise" label={t('trigger.kind')} value={mayTriggerReal ? null : 'true'} options={[
              { value: 'true', label: t('trigger.kind.exercise'), hint: t('trigger.kind.exercise.hint') },
              ...(mayTriggerReal ? [{ value: 'false', label: t('trigger.kind.real'), hint: t('trigger.kind.real.hint') }] : []),
            ]} />
            <NumberInput name="places" label={t('trigger.places')} value={chosen.places} />
            <GroupsFieldset legend={t('trigger.groups')} hint={t('trigger.groups.hint')} value={chosen.groups} />
            <Textarea name="reason" label={t('trigger.reason')} hint={t('trigger.reason.hint')} rows={3} />
            <TextInput name="window" label={t('trigger.window')} hint={t('trigger.window.hint')} optional width="short" />
            <PickLocations locations={locations} />
            <Button>{t('trigger.next')}</Button>
          </Form>
        </Panel>
      )}
    </Layout>
  );
}

/** Buildings to pick by hand; nothing ticked: the service proposes. */
export function PickLocations({ locations }: { readonly locations: readonly LocationOption[] }): VNode | null {
  const t = useTranslator();
  return locations.length === 0 ? null : (
    <CheckboxGroup name="locations" label={t('trigger.locations')} hint={t('trigger.locations.hint')} optional
      options={locations.map(({ id, name, municipality, places, leadTimeHours, inExercise }) => ({
        value: id, label: t('trigger.location.option', { name, municipality }),
        hint: t(inExercise ? 'trigger.location.hint.in-exercise' : 'trigger.location.hint', { places, hours: leadTimeHours }),
      }))} />
  );
}

type ConfirmProps = {
  readonly frame: FrameProps;
  readonly body: TriggerBody;
  readonly request: RequestOption;
  readonly plan: Plan;
  /** What the service would choose; the plan itself unless locations were picked by hand. */
  readonly proposed: ProposedPlan;
  readonly municipalityOf: (locationId: string) => string;
  /** An exercise uses the location now; a real activation ends it. */
  readonly isInExercise: (locationId: string) => boolean;
  /** The database's time: the deadline if it were confirmed at once. */
  readonly now: Instant;
  /** The form as typed, carried along to the confirmation. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
  readonly errors: readonly FieldError[];
};

/** The second step: what will happen. Nothing has started until this is confirmed. */
export function ConfirmTriggerPage({ frame, body, request, plan, proposed, municipalityOf, isInExercise, now, hidden, problem, errors }: ConfirmProps): VNode {
  const t = translator(frame.language);
  const windowSeconds = body.window ?? request.windowSeconds;
  const window = windowText(windowSeconds, frame.language);
  const deadline = formatInstant(addSeconds(now, windowSeconds), frame.language);
  const query = new URLSearchParams(Object.entries(hidden).filter(([name]) => name !== 'idempotencyKey' && name !== 'step')).toString();
  return (
    <Layout {...frame} title={t('confirm.title')} exercise={body.exercise}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: NEW, label: t('trigger.title') }]} current={t('confirm.title')} />
      <PageHeading title={t('confirm.title')} lead={t('confirm.lead')} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      {plan.shortfall > 0 && <Alert kind="warning"><p>{t('confirm.shortfall', { shortfall: plan.shortfall })}</p></Alert>}
      <WorseThanProposed t={t} plan={plan} proposed={proposed} />
      <SummaryConfirm
        title={t('confirm.summary')}
        grave={!body.exercise}
        items={[
          { term: t('trigger.kind'), value: t(body.exercise ? 'trigger.kind.exercise' : 'trigger.kind.real') },
          { term: t('trigger.request'), value: request.province },
          { term: t('trigger.places'), value: <>{t.count('word.places', totalOf(body.groups))}: <GroupsText groups={body.groups} /></> },
          { term: t('confirm.planned'), value: t('confirm.planned.value', { planned: plan.total, places: plan.requested }) },
          { term: t('confirm.window'), value: window },
          { term: t('trigger.reason'), value: body.reason },
        ]}
        consequencesTitle={t('confirm.consequences')}
        consequences={[
          t('confirm.clock', { window, deadline }),
          ...plan.chosen.map(({ locationId, name, places, reason }) =>
            t('confirm.location', { name, municipality: municipalityOf(locationId), places, reason: t.of(PLAN_REASONS[reason.code], reason.params) })),
          ...(body.exercise ? [] : plan.chosen.filter(({ locationId }) => isInExercise(locationId)).map(({ name }) => t('confirm.take-over', { name }))),
          t('confirm.alerted'),
        ]}
        action={NEW}
        hidden={hidden}
        state={{ values: {}, errors }}
        confirmLabel={t(body.exercise ? 'confirm.button.exercise' : 'confirm.button.real')}
        backHref={`${NEW}?${query}`}
      >
        <Alternatives t={t} plan={plan} proposed={proposed} />
        {plan.shortfall > 0 && <Checkbox name="acceptShortfall" label={t('confirm.accept-shortfall', { shortfall: plan.shortfall })} />}
      </SummaryConfirm>
    </Layout>
  );
}

/** What else there is, and why it was not chosen. */
export function Alternatives({ t, plan, proposed }: { readonly t: Translator; readonly plan: Plan; readonly proposed: ProposedPlan }): VNode | null {
  const lines = [
    ...(proposed.runnerUp && plan === proposed ? [t('confirm.runner-up', setText(proposed.runnerUp))] : []),
    ...(proposed.proven ? [] : [t('confirm.unproven')]),
    ...plan.rejected.map(({ name, reason }) => t('confirm.rejected', { name, reason: t.of(PLAN_REASONS[reason.code], reason.params) })),
  ];
  return lines.length === 0 ? null : <Disclosure id="alternatives" title={t('confirm.alternatives')}><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></Disclosure>;
}

/** What a choice by hand makes worse. It is a warning: the official decides. */
export function WorseThanProposed({ t, plan, proposed }: { readonly t: Translator; readonly plan: Plan; readonly proposed: ProposedPlan }): VNode | null {
  const losses = planLosses(proposed, plan);
  if (losses.length === 0) return null;
  return (
    <Alert kind="warning" title={t('confirm.worse')}>
      <ul>{losses.map(({ code, params }) => <li>{t.of(PLAN_LOSSES[code], params)}</li>)}</ul>
      <p>{t('confirm.proposed', setText(proposed))}</p>
    </Alert>
  );
}

const setText = ({ chosen, excess, shortfall }: Plan): { names: string; empty: number; short: number } => ({
  names: chosen.map(({ name, places }) => `${name} (${places})`).join(', '), empty: excess, short: shortfall,
});

/** The request to start with: the one asked for, else the first that applies today. */
export const chosenRequest = (requests: readonly RequestOption[], id: string | undefined, today: Date): RequestOption | undefined =>
  requests.find((request) => request.id === id) ?? requests.find(({ periodTo }) => periodTo >= dayOf(today)) ?? requests[0];
