import type { VNode } from 'preact';
import { dayOf, type Instant } from '../kernel/index.js';
import { may } from '../organisations/index.js';
import { Button, DateInput, Disclosure, Fieldset, Form, formatDay, InstantText, RadioGroup, StatusBadge, Textarea, TextInput, useTranslator } from '../web/index.js';
import type { DeploymentView, StayExtensionView } from './activation-view.js';
import { ByTelephone } from './by-telephone.js';
import { COMMITMENT_ANSWERS, nightsLeft } from './domain/index.js';
import { isOpenRequest } from './stay-extension.entity.js';
import { formOf, PersonFields, type AtDeployment } from './step-props.js';

const inUse = ({ state }: DeploymentView): boolean => state === 'preparing' || state === 'open';

/** How long people may stay at a location that is in use, and what was asked and answered about it. */
export function StayText({ deployment, now }: { readonly deployment: DeploymentView; readonly now: Instant }): VNode | null {
  const t = useTranslator();
  const { firstNight, lastNight, stayExtension } = deployment;
  if (!inUse(deployment)) return null;
  const left = lastNight ? nightsLeft(lastNight, now, deployment.state === 'open' ? dayOf(now) : firstNight) : 0;
  return (
    <>
      <p>{lastNight
        ? <>{t('stay.last-night', { lastNight: formatDay(lastNight, t.language) })}, <strong>{left > 0 ? t.count('stay.nights', left) : t('stay.over')}</strong>.</>
        : t('stay.none')}</p>
      {stayExtension && <ExtensionText extension={stayExtension} />}
    </>
  );
}

function ExtensionText({ extension }: { readonly extension: StayExtensionView }): VNode {
  const t = useTranslator();
  const { askedBy, lastNight, reason, answer, conditions, answerReason, decisionReference, byName, byFunction, channel, answeredAt } = extension;
  return (
    <p>
      {t('stay.asked', { organisation: askedBy.name, asked: formatDay(lastNight, t.language), reason: reason.replace(/[.\s]+$/, '') })}
      <br />
      {t('stay.answered')}: <StatusBadge of="commitment" state={answer ?? 'awaited'} />
      {answeredAt && <> {byName}, {byFunction}, <InstantText at={answeredAt} format="short" /><ByTelephone channel={channel} /></>}
      {conditions && <><br />{t('steps.conditions')}: {conditions}</>}
      {answerReason && <><br />{t('steps.refusal')}: {answerReason}</>}
      {decisionReference && <><br />{t('stay.decision', { reference: decisionReference })}</>}
    </p>
  );
}

/** The request that waits for the answer of the reader’s municipality. */
export const stayAskedOf = ({ deployment, actor }: Pick<AtDeployment, 'deployment' | 'actor'>): StayExtensionView | undefined => (may(actor, 'stay.answer') ? waitingAt(deployment) : undefined);

function waitingAt(deployment: DeploymentView): StayExtensionView | undefined {
  const { stayExtension } = deployment;
  return inUse(deployment) && stayExtension && isOpenRequest(stayExtension) ? stayExtension : undefined;
}

/** Asking for a longer stay; one question at a time. */
export function AskStayForm(props: AtDeployment): VNode | null {
  const t = useTranslator();
  const { deployment, actor } = props;
  const { id, location, stayExtension } = deployment;
  const waits = stayExtension !== null && isOpenRequest(stayExtension);
  if (!may(actor, 'stay.ask') || !inUse(deployment) || waits) return null;
  const legend = t('steps.ask-stay', { location: location.name });
  const form = formOf(props, 'ask-stay', id);
  return (
    <Disclosure id={`step-${form.scope}`} title={legend} open={Boolean(form.state)} small>
      <p>{t('steps.ask-stay.hint')}</p>
      <Form {...form} label={legend}>
        <DateInput name="lastNight" label={t('steps.ask-stay.last-night')} hint={t('steps.ask-stay.last-night.hint')} />
        <Textarea name="reason" label={t('steps.ask-stay.reason')} hint={t('steps.ask-stay.reason.hint')} rows={2} />
        <Button kind="secondary">{t('steps.ask-stay.send')}</Button>
      </Form>
    </Disclosure>
  );
}

/** The municipality’s fresh answer. */
export function AnswerStayForm({ extension, ...props }: AtDeployment & { readonly extension: StayExtensionView }): VNode {
  const legend = useTranslator()('steps.answer-stay', { location: props.deployment.location.name });
  return <StayAnswerForm {...props} step="answer-stay" legend={legend} extension={extension} />;
}

/** The municipality answers the duty desk by telephone: whoever does says who they are. */
export function NoteStayForm(props: AtDeployment): VNode | null {
  const t = useTranslator();
  const { deployment, actor, failed } = props;
  const extension = waitingAt(deployment);
  if (!extension || !may(actor, 'call-task.work')) return null;
  const legend = t('steps.note-stay', { location: deployment.location.name });
  return (
    <Disclosure id={`step-note-stay-${extension.id}`} title={legend} open={failed?.step === 'note-stay' && failed.subjectId === extension.id} small>
      <p>{t('call-task.answers.hint')}</p>
      <StayAnswerForm {...props} actor={{ ...actor, name: '', function: '' }} step="note-stay" legend={legend} extension={extension} />
    </Disclosure>
  );
}

function StayAnswerForm({ extension, step, legend, ...props }: AtDeployment & { readonly extension: StayExtensionView; readonly step: 'answer-stay' | 'note-stay'; readonly legend: string }): VNode {
  const t = useTranslator();
  return (
    <Form {...formOf(props, step, extension.id)} label={legend}>
      <Fieldset legend={legend} hint={t('steps.answer-stay.what', { asked: formatDay(extension.lastNight, t.language), reason: extension.reason.replace(/[.\s]+$/, '') })}>
        <RadioGroup name="answer" label={t('steps.answer')} options={COMMITMENT_ANSWERS.map((value) => ({ value, label: t(`steps.answer.${value}`) }))} />
        <Textarea name="conditions" label={t('steps.conditions')} hint={t('steps.conditions.hint')} optional rows={2} />
        <Textarea name="reason" label={t('steps.refusal')} hint={t('steps.refusal.hint')} optional rows={2} />
        <TextInput name="decisionReference" label={t('steps.answer-stay.decision')} hint={t('steps.answer-stay.decision.hint')} optional />
        <PersonFields actor={props.actor} />
        <TextInput name="mandate" label={t('steps.mandate')} hint={t('steps.mandate.hint')} />
        <Button>{t('steps.send-answer')}</Button>
      </Fieldset>
    </Form>
  );
}
