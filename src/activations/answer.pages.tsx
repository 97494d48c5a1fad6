import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Alert, Layout, PageHeading, translator, type Notice } from '../web/index.js';
import { ClockRegion } from './activation-regions.js';
import { DeploymentsRegion } from './deployment-region.js';
import { OwnSteps, type StepsProps } from './own-steps.js';

type AnswerProps = StepsProps & { readonly frame: FrameProps; readonly organisation: string; readonly notices: readonly Notice[] };

/** What the link in an alert opens: what is asked, and the forms to answer. Opening it answers nothing. */
export function AnswerPage({ frame, organisation, notices, ...steps }: AnswerProps): VNode {
  const t = translator(frame.language);
  const { view } = steps;
  const { exercise, status } = view.activation;
  return (
    <Layout {...frame} title={t('answer.title', { organisation })} exercise={exercise} notices={notices}>
      <PageHeading kicker={t(exercise ? 'activations.exercise' : 'activation.kicker')} title={t('answer.title', { organisation })} lead={t('answer.lead')} />
      {status !== 'running' && <Alert kind="info"><p>{t('answer.ended')}</p></Alert>}
      <OwnSteps {...steps} />
      <ClockRegion view={view} />
      <DeploymentsRegion view={view} />
    </Layout>
  );
}

/** The link is expired, withdrawn or not ours. */
export function DeadLinkPage({ frame }: { readonly frame: FrameProps }): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('answer.expired.title')}>
      <PageHeading title={t('answer.expired.title')} lead={t('answer.expired')} />
    </Layout>
  );
}
