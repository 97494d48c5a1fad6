import type { VNode } from 'preact';
import { Alert, Button, DateInput, Disclosure, EmptyState, Form, Select, Textarea, useTranslator } from '../web/index.js';
import { ExtraPlacesForm } from './extra-places-region.js';
import { personsUnderWay } from './domain/index.js';
import { formOf, type AtDeployment, type StepsProps } from './step-props.js';

/** A building that drops out. */
export function FailForm(props: AtDeployment): VNode {
  const t = useTranslator();
  const { id, location } = props.deployment;
  const legend = t('steps.fail', { location: location.name });
  const form = formOf(props, 'fail', id);
  return (
    <Disclosure id={`step-${form.scope}`} title={legend} open={Boolean(form.state)} small>
      <Form {...form} label={legend}>
        <Textarea name="reason" label={t('steps.fail.reason')} rows={2} />
        <Button kind="danger">{t('steps.fail.send')}</Button>
      </Form>
    </Disclosure>
  );
}

/** Another location in place of one that was lost, or beside the others. */
export function AddForm(props: StepsProps): VNode {
  const t = useTranslator();
  const { addable, view } = props;
  const form = formOf(props, 'add', view.activation.id);
  return (
    <Disclosure id={`step-${form.scope}`} title={t('steps.add')} open={Boolean(form.state)}>
      {addable.length === 0 ? <EmptyState text={t('steps.add.none')} /> : (
        <Form {...form} label={t('steps.add')}>
          <Select name="standbyLocationId" label={t('steps.add.location')} options={addable.map(({ id, name, places }) => ({ value: id, label: `${name} (${t.count('word.places', places)})` }))} />
          <Button kind="secondary">{t('steps.add.send')}</Button>
        </Form>
      )}
    </Disclosure>
  );
}

/** More places than at the trigger: the next page shows what would be chosen before anything is asked. */
export function ExtraPlacesStep({ addable, view }: StepsProps): VNode {
  const t = useTranslator();
  const { id } = view.activation;
  return (
    <Disclosure id={`step-extra-places-${id}`} title={t('extra.ask')}>
      <ExtraPlacesForm id={id} addable={addable} state={undefined} />
    </Disclosure>
  );
}

/** Putting the deadline off, as long as there is no outcome. */
export function ExtendForm(props: StepsProps): VNode | null {
  const t = useTranslator();
  const { activation, serverNow } = props.view;
  if (activation.outcome || activation.deadlineAt <= serverNow) return null;
  const form = formOf(props, 'extend', activation.id);
  return (
    <Disclosure id={`step-${form.scope}`} title={t('steps.extend')} open={Boolean(form.state)}>
      <p>{t('steps.extend.hint')}</p>
      <Form {...form} label={t('steps.extend')}>
        <DateInput name="deadlineAt" label={t('steps.extend.deadline')} withTime />
        <Textarea name="reason" label={t('steps.extend.reason')} hint={t('steps.extend.reason.hint')} rows={2} />
        <Button kind="secondary">{t('steps.extend')}</Button>
      </Form>
    </Disclosure>
  );
}

/** Standing down; cancelling only while nobody is present. */
export function EndForms(props: StepsProps): VNode {
  const anyonePresent = props.view.deployments.some(({ present }) => (present?.total ?? 0) > 0);
  return (
    <>
      <EndForm {...props} step="stand-down" />
      {!anyonePresent && <EndForm {...props} step="cancel" />}
    </>
  );
}

function EndForm({ step, ...props }: StepsProps & { readonly step: 'stand-down' | 'cancel' }): VNode {
  const t = useTranslator();
  const form = formOf(props, step, props.view.activation.id);
  const underWay = personsUnderWay(props.view.deployments.flatMap(({ rides }) => rides));
  return (
    <Disclosure id={`step-${form.scope}`} title={t(`steps.${step}`)} open={Boolean(form.state)}>
      {step === 'cancel' && <p>{t('steps.cancel.hint')}</p>}
      {underWay > 0 && <Alert kind="warning"><p>{t.count('steps.end.under-way', underWay)}</p></Alert>}
      <Form {...form} label={t(`steps.${step}`)}>
        <Textarea name="reason" label={t('steps.end.reason')} rows={2} />
        <Button kind="danger">{t(`steps.${step}`)}</Button>
      </Form>
    </Disclosure>
  );
}
