import type { VNode } from 'preact';
import { may } from '../organisations/index.js';
import { Alert, Button, Fieldset, Form, InstantText, RadioGroup, Textarea, useTranslator } from '../web/index.js';
import type { ActivationView } from './activation-view.js';
import { formOf, type StepsProps } from './step-props.js';

type ViewProps = { readonly view: ActivationView };

/** Says that operations triggered on behalf of PRO, and whether PRO confirmed it. Nothing when PRO triggered by itself. */
export function OnBehalfRegion({ view: { onBehalf } }: ViewProps): VNode | null {
  const t = useTranslator();
  if (!onBehalf) return null;
  const { officialFunction, answer, overdueAt } = onBehalf;
  const kind = answer === 'confirmed' ? 'info' : answer === 'disputed' || overdueAt ? 'error' : 'warning';
  return (
    <Alert kind={kind} title={t('pro-confirm.triggered')}>
      <p>{t('pro-confirm.by', { function: officialFunction })}</p>
      <p><Standing onBehalf={onBehalf} /></p>
    </Alert>
  );
}

function Standing({ onBehalf: { answer, answeredAt, reason, dueAt, overdueAt } }: { readonly onBehalf: NonNullable<ActivationView['onBehalf']> }): VNode {
  const t = useTranslator();
  if (answer === 'disputed') return <>{t('pro-confirm.disputed', { reason: reason ?? '' })}</>;
  if (answer === 'confirmed') return <>{t('pro-confirm.confirmed')} <InstantText at={answeredAt!} />.</>;
  return <>{t(overdueAt ? 'pro-confirm.overdue' : 'pro-confirm.awaited')} <InstantText at={dueAt} />.</>;
}

/** Whether the reader is a person of PRO who is asked to confirm; after disputing it too, but not after confirming. */
export const confirmationAsked = ({ view: { activation, onBehalf }, actor }: Pick<StepsProps, 'view' | 'actor'>): boolean =>
  onBehalf !== null && onBehalf.answer !== 'confirmed' && activation.status === 'running' && may(actor, 'activation.confirm') && actor.personId !== null;

/** PRO confirms or disputes. Neither is chosen beforehand. */
export function ProConfirmForm(props: StepsProps): VNode | null {
  const t = useTranslator();
  if (!confirmationAsked(props)) return null;
  return (
    <Form {...formOf(props, 'pro-confirm', props.view.activation.id)} label={t('steps.pro-confirm')}>
      <Fieldset legend={t('steps.pro-confirm')}>
        <RadioGroup name="confirmed" label={t('steps.pro-confirm.question')} options={[{ value: 'true', label: t('steps.pro-confirm.yes') }, { value: 'false', label: t('steps.pro-confirm.no') }]} />
        <Textarea name="reason" label={t('steps.pro-confirm.reason')} hint={t('steps.pro-confirm.reason.hint')} optional rows={2} />
        <Button>{t('steps.send-answer')}</Button>
      </Fieldset>
    </Form>
  );
}
