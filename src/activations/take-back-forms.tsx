import type { VNode } from 'preact';
import { Button, Form, formatTime, useTranslator } from '../web/index.js';
import { isLive, takeBackUntil } from './domain/index.js';
import { formOf, type StepsProps } from './step-props.js';

type Answer = { readonly step: 'take-receipt-back' | 'take-commitment-back'; readonly subjectId: string; readonly location: string | null; readonly at: Date };

/** The reader's own answers that may still be taken back; the rule itself is asked when somebody does. */
export function takeBackable({ view, actor }: StepsProps): Answer[] {
  const { serverNow, activation, deployments, alerts } = view;
  if (activation.status !== 'running' || actor.organisationId === null) return [];
  const commitments = deployments.filter(({ state }) => state !== 'open').flatMap(({ id, state, municipality, location, commitments: given }) =>
    given.filter(({ organisation }) => organisation.id === actor.organisationId && (isLive(state) || (state === 'refused' && municipality.id === actor.organisationId))).map(({ at }): Answer => ({ step: 'take-commitment-back', subjectId: id, location: location.name, at })));
  const own = deployments.flatMap(({ commitments: given }) => given).some(({ organisation }) => organisation.id === actor.organisationId);
  const receipt = own ? undefined : alerts.find(({ rootId, organisationId }) => rootId === null && organisationId === actor.organisationId)?.receipt;
  const receipts: Answer[] = receipt ? [{ step: 'take-receipt-back', subjectId: activation.id, location: null, at: receipt.at }] : [];
  return [...receipts, ...commitments].filter(({ at }) => serverNow < takeBackUntil(at));
}

/** One press undoes a slip of the hand, for as long as that is allowed. */
export function TakeBackForms(props: StepsProps): VNode {
  const t = useTranslator();
  return (
    <>
      {takeBackable(props).map(({ step, subjectId, location, at }) => {
        const what = location === null ? t('steps.take-back.receipt') : t('steps.take-back.commitment', { location });
        return (
          <Form key={`${step}-${subjectId}`} {...formOf(props, step, subjectId)} label={what}>
            <p>{what} {t('steps.take-back.until', { until: formatTime(takeBackUntil(at), t.language) })}</p>
            <Button kind="secondary" about={what}>{t('steps.take-back')}</Button>
          </Form>
        );
      })}
    </>
  );
}
