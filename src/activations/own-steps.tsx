import type { VNode } from 'preact';
import type { Party } from '../../config/activation.js';
import { may } from '../organisations/index.js';
import type { Actor } from '../kernel/index.js';
import {
  Button, DateInput, EmptyState, Fieldset, Form, GroupsFieldset, NumberInput, Panel, RadioGroup, Select, Textarea, TextInput, useTranslator, type FormState,
} from '../web/index.js';
import type { ActivationView, DeploymentView } from './activation-view.js';
import { COMMITMENT_ANSWERS, isLive } from './domain/index.js';

/** What was sent and was wrong, for the one form on the page that sent it. */
export type FailedForm = { readonly step: string; readonly subjectId: string; readonly state: FormState };

export type AddableLocation = { readonly id: string; readonly name: string; readonly places: number };

export type StepsProps = {
  readonly view: ActivationView;
  readonly actor: Pick<Actor, 'kind' | 'organisationId' | 'name' | 'function' | 'personId'>;
  readonly failed: FailedForm | undefined;
  /** Where the forms are sent: the page of the activation, or the answer link. */
  readonly action: string;
  /** Ready locations that may be put in; empty where that is not for this reader. */
  readonly addable: readonly AddableLocation[];
};

const stateFor = (failed: FailedForm | undefined, step: string, subjectId: string): FormState | undefined =>
  failed?.step === step && failed.subjectId === subjectId ? failed.state : undefined;

/** What party the reader's organisation is at a location. */
export function partyAt({ view, actor }: Pick<StepsProps, 'view' | 'actor'>): Party | undefined {
  const { redCrossId, coaId } = view.activation.parties;
  if (actor.organisationId === redCrossId) return 'red-cross';
  if (actor.organisationId === coaId) return 'coa';
  return actor.kind === 'municipality' ? 'municipality' : undefined;
}

/** PRO ends any activation, operations an exercise. */
const mayEnd = (view: ActivationView, actor: StepsProps['actor']): boolean =>
  may(actor, 'activation.stand-down') || (view.activation.exercise && may(actor, 'activation.end-exercise'));

/** Everything the reader's own organisation can do now, and nothing else. */
export function OwnSteps(props: StepsProps): VNode {
  const t = useTranslator();
  const { view, actor } = props;
  if (view.activation.status !== 'running') return <></>;
  const forms = [
    <ReceiptForm key="receipt" {...props} />,
    ...view.deployments.map((deployment) => <DeploymentForms key={deployment.id} {...props} deployment={deployment} />),
    ...(may(actor, 'deployment.add') ? [<AddForm key="add" {...props} />] : []),
    ...(mayEnd(view, actor) ? [<EndForms key="end" {...props} />] : []),
  ];
  const anything = hasSteps(props);
  return (
    <Panel id="steps" title={t(may(actor, 'deployment.add') ? 'activation.manage' : 'activation.your-steps')}>
      {anything ? forms : <EmptyState text={t('activation.your-steps.none')} />}
    </Panel>
  );
}

function hasSteps({ view, actor }: StepsProps): boolean {
  if (may(actor, 'deployment.add') || mayEnd(view, actor)) return true;
  const { organisationId } = actor;
  return view.deployments.some(({ state, milestones }) =>
    isLive(state) && (state === 'open' || milestones.some((milestone) => milestone.owner.id === organisationId && milestone.state === 'open')));
}

const PersonFields = ({ actor }: Pick<StepsProps, 'actor'>): VNode => {
  const t = useTranslator();
  return (
    <div class="field-grid">
      <TextInput name="name" label={t('word.name')} value={actor.name} autocomplete="name" />
      <TextInput name="function" label={t('word.function')} value={actor.function} autocomplete="organization-title" />
    </div>
  );
};

function ReceiptForm({ view, actor, failed, action }: StepsProps): VNode | null {
  const t = useTranslator();
  const root = view.alerts.find(({ rootId, organisationId, asksReceipt }) => rootId === null && asksReceipt && organisationId === actor.organisationId);
  if (!root || root.receipt) return null;
  return (
    <Form action={action} hidden={{ step: 'receive', subjectId: view.activation.id }} state={stateFor(failed, 'receive', view.activation.id)} label={t('steps.receive')}>
      <Fieldset legend={t('steps.receive')} hint={t('steps.receive.explanation')}>
        <PersonFields actor={actor} />
        <Button>{t('steps.receive')}</Button>
      </Fieldset>
    </Form>
  );
}

type AtDeployment = StepsProps & { readonly deployment: DeploymentView };

function DeploymentForms(props: AtDeployment): VNode | null {
  const { deployment, actor } = props;
  if (!isLive(deployment.state)) return null;
  const party = partyAt(props);
  const answered = deployment.commitments.some(({ organisation }) => organisation.id === actor.organisationId);
  return (
    <>
      {party && !answered && may(actor, 'commitment.give') && <CommitmentForm {...props} party={party} />}
      {party && <MilestoneForms {...props} />}
      {deployment.state === 'open' && may(actor, 'presence.report') && <PresenceForm {...props} />}
      {may(actor, 'deployment.fail') && <FailForm {...props} />}
    </>
  );
}

function CommitmentForm({ deployment, actor, failed, action, party }: AtDeployment & { party: Party }): VNode {
  const t = useTranslator();
  const legend = t('steps.commit', { location: deployment.location.name });
  return (
    <Form action={action} hidden={{ step: 'commit', subjectId: deployment.id }} state={stateFor(failed, 'commit', deployment.id)} label={legend}>
      <Fieldset legend={legend}>
        <RadioGroup name="answer" label={t('steps.answer')} options={COMMITMENT_ANSWERS.map((value) => ({ value, label: t(`steps.answer.${value}`) }))} />
        {party === 'red-cross' && (
          <>
            <NumberInput name="teamSize" label={t('steps.team-size')} optional />
            <DateInput name="arrivalAt" label={t('steps.arrival')} withTime optional />
            <Textarea name="reliefShifts" label={t('steps.shifts')} hint={t('steps.shifts.hint')} optional rows={3} />
          </>
        )}
        {party === 'coa' && <Textarea name="intakePlan" label={t('steps.intake')} hint={t('steps.intake.hint')} optional />}
        <Textarea name="conditions" label={t('steps.conditions')} hint={t('steps.conditions.hint')} optional rows={2} />
        <Textarea name="reason" label={t('steps.refusal')} hint={t('steps.refusal.hint')} optional rows={2} />
        <PersonFields actor={actor} />
        <TextInput name="mandate" label={t('steps.mandate')} hint={t('steps.mandate.hint')} />
        <Button>{t('steps.send-answer')}</Button>
      </Fieldset>
    </Form>
  );
}

function MilestoneForms({ deployment, actor, failed, action }: AtDeployment): VNode | null {
  const t = useTranslator();
  const own = deployment.milestones.filter(({ owner, state, kind }) => owner.id === actor.organisationId && state === 'open' && kind !== 'received' && kind !== 'committed');
  if (own.length === 0) return null;
  return (
    <>
      {own.map((milestone) => {
        const name = t(`milestone.${milestone.kind}`);
        const about = t('steps.complete.about', { milestone: name, location: deployment.location.name });
        return (
          <Form key={milestone.id} action={action} hidden={{ step: 'complete', subjectId: milestone.id }} state={stateFor(failed, 'complete', milestone.id)} label={about}>
            <Fieldset legend={about}>
              {!actor.personId && <PersonFields actor={actor} />}
              <TextInput name="note" label={t('steps.note', { milestone: name })} optional />
              <Button kind="secondary" about={about}>{t('steps.complete')}</Button>
            </Fieldset>
          </Form>
        );
      })}
    </>
  );
}

function PresenceForm({ deployment, failed, action }: AtDeployment): VNode {
  const t = useTranslator();
  const legend = t('steps.present', { location: deployment.location.name });
  return (
    <Form action={action} hidden={{ step: 'present', subjectId: deployment.id }} state={stateFor(failed, 'present', deployment.id)} label={legend}>
      <GroupsFieldset legend={legend} hint={t('steps.present.hint')} name="present" {...(deployment.present ? { value: deployment.present.groups } : {})} />
      <Button kind="secondary">{t('steps.present.send')}</Button>
    </Form>
  );
}

function FailForm({ deployment, failed, action }: AtDeployment): VNode {
  const t = useTranslator();
  const legend = t('steps.fail', { location: deployment.location.name });
  const state = stateFor(failed, 'fail', deployment.id);
  return (
    <details open={Boolean(state)}>
      <summary>{legend}</summary>
      <Form action={action} hidden={{ step: 'fail', subjectId: deployment.id }} state={state} label={legend}>
        <Textarea name="reason" label={t('steps.fail.reason')} rows={2} />
        <Button kind="danger">{t('steps.fail.send')}</Button>
      </Form>
    </details>
  );
}

function AddForm({ view, failed, action, addable }: StepsProps): VNode {
  const t = useTranslator();
  const subjectId = view.activation.id;
  if (addable.length === 0) return <EmptyState text={t('steps.add.none')} />;
  return (
    <Form action={action} hidden={{ step: 'add', subjectId }} state={stateFor(failed, 'add', subjectId)} label={t('steps.add')}>
      <Fieldset legend={t('steps.add')}>
        <Select name="standbyLocationId" label={t('steps.add.location')} options={addable.map(({ id, name, places }) => ({ value: id, label: `${name} (${t.count('word.places', places)})` }))} />
        <Button kind="secondary">{t('steps.add.send')}</Button>
      </Fieldset>
    </Form>
  );
}

function EndForms({ view, failed, action }: StepsProps): VNode {
  const t = useTranslator();
  const subjectId = view.activation.id;
  const anyonePresent = view.deployments.some(({ present }) => (present?.total ?? 0) > 0);
  const form = (step: 'stand-down' | 'cancel'): VNode => (
    <details open={Boolean(stateFor(failed, step, subjectId))}>
      <summary>{t(`steps.${step}`)}</summary>
      <Form action={action} hidden={{ step, subjectId }} state={stateFor(failed, step, subjectId)} label={t(`steps.${step}`)}>
        <Textarea name="reason" label={t('steps.end.reason')} rows={2} />
        <Button kind="danger">{t(`steps.${step}`)}</Button>
      </Form>
    </details>
  );
  return (
    <>
      {form('stand-down')}
      {!anyonePresent && form('cancel')}
    </>
  );
}
