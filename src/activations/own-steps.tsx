import { Fragment, type VNode } from 'preact';
import type { Party } from '../../config/activation.js';
import { may } from '../organisations/index.js';
import {
  Button, DateInput, Disclosure, EmptyState, Fieldset, Form, InstantText, NumberInput, Panel, RadioGroup, Textarea, TextInput, useTranslator,
} from '../web/index.js';
import type { ActivationView, DeploymentView, InformationTaskView, MilestoneView, RideView, StayExtensionView } from './activation-view.js';
import { COMMITMENT_ANSWERS, isLive } from './domain/index.js';
import { BeforeOpening, InformForms, toInform } from './information-region.js';
import { AddForm, EndForms, ExtendForm, ExtraPlacesStep, FailForm } from './manage-steps.js';
import { TakeBackForms, takeBackable } from './take-back-forms.js';
import { PressLineForm } from './press-region.js';
import { ProConfirmForm } from './on-behalf-region.js';
import { ArrivalForm, awaitedRides, CancelRideForm, PresenceForm, RideForm } from './presence-region.js';
import { AnswerStayForm, AskStayForm, NoteStayForm, stayAskedOf } from './stay-region.js';
import { formOf, PersonFields, type AtDeployment, type StepsProps } from './step-props.js';

export type { AddableLocation, FailedForm, StepsProps } from './step-props.js';

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
  if (view.activation.status !== 'running') return <RidesAfterEnd {...props} />;
  const openId = view.deployments.find((deployment) => isOwed(deployment, actor))?.id;
  const forms = [
    <ProConfirmForm key="pro-confirm" {...props} />,
    <ReceiptForm key="receipt" {...props} />,
    ...view.deployments.map((deployment) => <DeploymentForms key={deployment.id} {...props} deployment={deployment} open={deployment.id === openId} />),
    <TakeBackForms key="take-back" {...props} />,
    ...(may(actor, 'deployment.add') ? [<AddForm key="add" {...props} />] : []),
    ...(may(actor, 'deployment.add-extra') ? [<ExtraPlacesStep key="extra-places" {...props} />] : []),
    ...(may(actor, 'press-line.write') ? [<PressLineForm key="press-line" {...props} />] : []),
    ...(may(actor, 'activation.extend') ? [<ExtendForm key="extend" {...props} />] : []),
    ...(mayEnd(view, actor) ? [<EndForms key="end" {...props} />] : []),
  ];
  const anything = hasSteps(props);
  return (
    <Panel id="steps" title={t(may(actor, 'deployment.add') ? 'activation.manage' : 'activation.your-steps')}>
      {anything ? forms : <EmptyState text={t('activation.your-steps.none')} />}
    </Panel>
  );
}

/** Who was under way when the activation ended still arrives somewhere. */
function RidesAfterEnd(props: StepsProps): VNode {
  const t = useTranslator();
  const { view, actor } = props;
  const awaited = view.deployments.filter((deployment) => awaitedRides({ deployment, actor }).length > 0);
  if (awaited.length === 0) return <></>;
  return <Panel id="steps" title={t('activation.your-steps')}>{awaited.map((deployment) => <DeploymentForms key={deployment.id} {...props} deployment={deployment} open />)}</Panel>;
}

const isOwed = ({ state, milestones }: DeploymentView, { organisationId }: StepsProps['actor']): boolean =>
  isLive(state) && milestones.some((milestone) => milestone.owner.id === organisationId && milestone.state === 'open');

function hasSteps(props: StepsProps): boolean {
  const { view, actor } = props;
  if (may(actor, 'deployment.add') || mayEnd(view, actor) || takeBackable(props).length > 0) return true;
  return view.deployments.some((deployment) => awaitedRides({ deployment, actor }).length > 0 || isLive(deployment.state) && (deployment.state === 'open' || isOwed(deployment, actor) || stayAskedOf({ deployment, actor }) !== undefined || toInform({ deployment, actor }).length > 0));
}

/** Whether the reader's organisation still has to confirm receipt. */
export const receiptAsked = ({ view, actor }: StepsProps): boolean =>
  view.alerts.some(({ rootId, organisationId, asksReceipt, receipt }) => rootId === null && asksReceipt && receipt === null && organisationId === actor.organisationId);

/** "We have seen this"; nothing once that was said. */
export function ReceiptForm(props: StepsProps): VNode | null {
  const t = useTranslator();
  const { view, actor } = props;
  if (!receiptAsked(props)) return null;
  return (
    <Form {...formOf(props, 'receive', view.activation.id)} label={t('steps.receive')}>
      <Fieldset legend={t('steps.receive')} hint={t('steps.receive.explanation')}>
        <PersonFields actor={actor} />
        <Button>{t('steps.receive')}</Button>
      </Fieldset>
    </Form>
  );
}

/** One location's steps under its name; only the first that waits for the reader is open. */
function DeploymentForms(props: AtDeployment & { readonly open: boolean }): VNode | null {
  const { deployment, open } = props;
  const steps = stepsAt(props);
  const aside = useAsked(steps);
  const { commits, milestones, asked, presence, rides, informs } = steps;
  if (!isLive(deployment.state)) return rides.length > 0 ? <Disclosure id={`steps-${deployment.id}`} title={deployment.location.name} open><RideForms {...props} rides={rides} /></Disclosure> : null;
  if (asksNothing(steps)) return <OversightForms {...props} />;
  return (
    <Disclosure id={`steps-${deployment.id}`} title={deployment.location.name} open={open || asked !== undefined || hasFailed(props, steps)} {...aside}>
      {commits && <CommitmentForm {...props} party={commits} />}
      {asked && <AnswerStayForm {...props} extension={asked} />}
      {milestones.length > 0 && <MilestoneForms {...props} milestones={milestones} />}
      {informs.length > 0 && <InformForms {...props} tasks={informs} />}
      <RideForms {...props} rides={rides} />
      {presence && <><PresenceForm {...props} /><RideForm {...props} /></>}
      <OversightForms {...props} />
    </Disclosure>
  );
}

/** People may be on their way to a location that has dropped out meanwhile. */
const RideForms = ({ rides, ...props }: AtDeployment & { readonly rides: readonly RideView[] }): VNode =>
  <>{rides.map((ride) => <Fragment key={ride.id}><ArrivalForm {...props} ride={ride} /><CancelRideForm {...props} ride={ride} /></Fragment>)}</>;

/** What is not owed, and may be needed: a longer stay, a building that drops out. */
const OversightForms = (props: AtDeployment): VNode => <><AskStayForm {...props} /><NoteStayForm {...props} />{may(props.actor, 'deployment.fail') && <FailForm {...props} />}</>;

const asksNothing = ({ commits, milestones, asked, presence, informs }: StepsAt): boolean =>
  !commits && !asked && milestones.length + informs.length === 0 && !presence;

type StepsAt = { readonly commits: Party | undefined; readonly milestones: readonly MilestoneView[]; readonly asked: StayExtensionView | undefined; readonly presence: boolean; readonly rides: readonly RideView[]; readonly informs: readonly InformationTaskView[] };

/** What the reader's organisation can do at a location now. */
function stepsAt(props: AtDeployment): StepsAt {
  const party = partyAt(props);
  return {
    commits: asksCommitment(props) ? party : undefined,
    milestones: party ? ownMilestones(props) : [],
    asked: stayAskedOf(props),
    presence: props.deployment.state === 'open' && may(props.actor, 'presence.report'),
    rides: awaitedRides(props),
    informs: toInform(props),
  };
}

const hasFailed = ({ deployment, failed }: AtDeployment, { milestones, asked, rides, informs }: StepsAt): boolean =>
  failed !== undefined && [deployment.id, asked?.id, ...[...milestones, ...rides, ...informs].map(({ id }) => id)].includes(failed.subjectId);

/** Whether the reader's organisation still has to answer for this location. */
export function asksCommitment({ deployment, actor, ...props }: AtDeployment): boolean {
  const answered = deployment.commitments.some(({ organisation }) => organisation.id === actor.organisationId);
  return partyAt({ ...props, actor }) !== undefined && may(actor, 'commitment.give') && !answered;
}

// What is asked, in a few words beside the location's name.
function useAsked({ commits, asked, milestones, informs }: StepsAt): { aside?: string } {
  const t = useTranslator();
  const words = [
    ...(commits ? [t('steps.asked.answer')] : []),
    ...(asked ? [t('steps.answer-stay.asked')] : []),
    ...(milestones.length > 0 ? [t.count('steps.asked.milestones', milestones.length)] : []),
    ...(informs.length > 0 ? [t.count('steps.inform.asked', informs.length)] : []),
  ];
  return words.length > 0 ? { aside: words.join(', ') } : {};
}

/** "We will do this", or not, at one location. */
export function CommitmentForm({ party, ...props }: AtDeployment & { party: Party }): VNode {
  const t = useTranslator();
  const { deployment, actor } = props;
  const legend = t('steps.commit', { location: deployment.location.name });
  return (
    <Form {...formOf(props, 'commit', deployment.id)} label={legend}>
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
        {party === 'municipality' && <DateInput name="lastNight" label={t('steps.last-night')} hint={t('steps.last-night.hint')} optional />}
        <Textarea name="conditions" label={t('steps.conditions')} hint={t('steps.conditions.hint')} optional rows={2} />
        <Textarea name="reason" label={t('steps.refusal')} hint={t('steps.refusal.hint')} optional rows={2} />
        <PersonFields actor={actor} />
        <TextInput name="mandate" label={t('steps.mandate')} hint={t('steps.mandate.hint')} />
        <Button>{t('steps.send-answer')}</Button>
      </Fieldset>
    </Form>
  );
}

// Receipt and commitment are answers, with forms of their own.
const ownMilestones = ({ deployment, actor }: AtDeployment): MilestoneView[] =>
  deployment.milestones.filter(({ owner, state, kind }) => owner.id === actor.organisationId && state === 'open' && kind !== 'received' && kind !== 'committed');

function MilestoneForms({ milestones, ...props }: AtDeployment & { readonly milestones: readonly MilestoneView[] }): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={t('steps.milestones')}>
      <ul class="step-list">
        {milestones.map((milestone) => <li key={milestone.id}><MilestoneForm {...props} milestone={milestone} /></li>)}
      </ul>
    </Fieldset>
  );
}

/** One press reports it; a note, and for who is not signed in the name, are there for who needs them. */
function MilestoneForm({ milestone, ...props }: AtDeployment & { readonly milestone: MilestoneView }): VNode {
  const t = useTranslator();
  const { deployment, actor } = props;
  const name = t(`milestone.${milestone.kind}`);
  const about = t('steps.complete.about', { milestone: name, location: deployment.location.name });
  const form = formOf(props, 'complete', milestone.id);
  const signedIn = actor.personId !== null;
  const [before, after] = t('steps.due', { at: '\u0000' }).split('\u0000');
  return (
    <Form {...form} label={about}>
      <p class="step__what">{name}</p>
      <p class="step__due">{before}<InstantText at={milestone.dueAt} format="short" />{after}</p>
      {milestone.kind === 'open' && <BeforeOpening deployment={deployment} />}
      <Disclosure id={`note-${milestone.id}`} title={signedIn ? t('steps.note.add') : t('steps.note.as', { name: actor.name })} open={Boolean(form.state) || (!signedIn && actor.name === '')} small>
        {!signedIn && <PersonFields actor={actor} />}
        <TextInput name="note" label={t('steps.note', { milestone: name })} optional />
      </Disclosure>
      <Button kind="secondary" about={about}>{t('steps.complete')}</Button>
    </Form>
  );
}
