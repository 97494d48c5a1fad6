import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import type { Page } from '../platform/http/index.js';
import {
  Alert, Badge, BadgeRow, Breadcrumbs, Button, ButtonGroup, DataTable, DescriptionList, Disclosure, EmptyState, Form, InstantText, Layout, PageHeading, Pagination, Panel, PATHS, StatusBadge, translator, useTranslator,
  type FormState, type Notice,
} from '../web/index.js';
import type { EndpointView } from './webhook-json.js';
import type { WebhookDelivery } from './webhook-schemas.js';
import type { SecretView } from './webhook-secrets.js';
import { EndpointFields, fieldName, standingOf, toldTo } from './webhook.pages.js';

export type EndpointPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly view: EndpointView;
  readonly organisation: string;
  readonly mayManage: boolean;
  /** The key that was just made. */
  readonly secret: string | undefined;
  /** The form of its facts as it was sent, when it was refused. */
  readonly state: FormState | undefined;
  readonly log: Page<WebhookDelivery>;
  /** Makes every form of this page count once. */
  readonly pageKey: string;
};

const pathOf = ({ id }: EndpointView): string => `${PATHS.webhooks}/${id}`;

/** One endpoint: how it stands, its keys, what was sent to it. */
export function EndpointPage(props: EndpointPageProps): VNode {
  const { frame, notices, view, organisation, mayManage, secret } = props;
  const t = translator(frame.language);
  const { host } = new URL(view.url);
  return (
    <Layout {...frame} title={host} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.webhooks, label: t('webhook.title') }]} current={host} />
      <PageHeading kicker={organisation} title={host} status={<StatusBadge of="endpoint" state={standingOf(view)} />} />
      <div class="flow-wide">
        {secret !== undefined && <SecretShown secret={secret} />}
        {standingOf(view) === 'gone' && <Alert kind="warning"><p>{t('webhook.gone.why')}</p></Alert>}
        <FactsPanel {...props} />
        <SecretsPanel {...props} />
        <LogPanel {...props} />
        {mayManage && (
          <Disclosure id="verwijderen" title={t('webhook.remove')}>
            <p>{t('webhook.remove.lead')}</p>
            <Form action={`${pathOf(view)}/verwijderen`} hidden={{ version: String(view.version) }}><Button kind="danger">{t('webhook.remove')}</Button></Form>
          </Disclosure>
        )}
      </div>
    </Layout>
  );
}

function SecretShown({ secret }: { readonly secret: string }): VNode {
  const t = useTranslator();
  return (
    <Panel id="nieuwe-sleutel" title={t('webhook.secret.new')}>
      <Alert kind="warning"><p>{t('webhook.secret.once')}</p></Alert>
      <p><code class="secret-text">{secret}</code></p>
      <p>{t('webhook.secret.use')}</p>
    </Panel>
  );
}

function FactsPanel({ view, mayManage, state }: EndpointPageProps): VNode {
  const t = useTranslator();
  const version = String(view.version);
  return (
    <Panel id="koppeling" title={t('webhook.facts')}>
      <DescriptionList
        items={[
          { term: t('word.address'), value: <span class="breakable">{view.url}</span> },
          { term: t('webhook.told'), value: toldTo(view, t) },
          ...(view.failingSince ? [{ term: t('webhook.failing-since'), value: <InstantText at={view.failingSince} /> }] : []),
          ...(view.disabledAt ? [{ term: t('webhook.off-since'), value: <InstantText at={view.disabledAt} /> }] : []),
        ]}
      />
      {mayManage && (
        <>
          <ButtonGroup>
            {view.enabled && <Form action={`${pathOf(view)}/proef`}><Button>{t('webhook.test')}</Button></Form>}
            <Form action={`${pathOf(view)}/${view.enabled ? 'uit' : 'aan'}`} hidden={{ version }}><Button kind={view.enabled ? 'secondary' : 'primary'}>{t(view.enabled ? 'webhook.switch-off' : 'webhook.switch-on')}</Button></Form>
          </ButtonGroup>
          <Disclosure id="wijzigen" title={t('button.change')} open={state !== undefined}>
            <Form action={pathOf(view)} state={state} hidden={{ version }} label={t('webhook.facts')} nameOf={(path) => fieldName(path, t)}>
              <EndpointFields endpoint={view} />
              <Button>{t('button.save')}</Button>
            </Form>
          </Disclosure>
        </>
      )}
    </Panel>
  );
}

function SecretsPanel({ view, mayManage, pageKey }: EndpointPageProps): VNode {
  const t = useTranslator();
  const { secrets } = view;
  const isOld = ({ id }: SecretView): boolean => id !== secrets[0]?.id;
  return (
    <Panel id="sleutels" title={t('webhook.secrets')}>
      <p>{t(secrets.length > 1 ? 'webhook.secrets.two' : 'webhook.secrets.lead')}</p>
      <DataTable<SecretView>
        caption={t('webhook.secrets')}
        captionHidden
        rows={secrets}
        rowKey={({ id }) => id}
        columns={[
          { key: 'which', header: t('webhook.secret'), rowHeader: true, cell: (secret) => t(isOld(secret) ? 'webhook.secret.old' : 'webhook.secret.current') },
          { key: 'made', header: t('webhook.secret.made'), cell: ({ createdAt }) => <InstantText at={createdAt} format="short" /> },
          { key: 'until', header: t('webhook.secret.until'), cell: ({ expiresAt }) => (expiresAt ? <InstantText at={expiresAt} format="short" /> : t('webhook.secret.no-end')) },
        ]}
      />
      {mayManage && secrets.filter(isOld).map(({ id }) => (
        <Form key={id} action={`${pathOf(view)}/sleutels/${id}/intrekken`}><Button kind="secondary">{t('webhook.secret.withdraw')}</Button></Form>
      ))}
      {mayManage && secrets.length < 2 && (
        <Form action={`${pathOf(view)}/sleutels`} hidden={{ idempotencyKey: `${pageKey}.secret` }}><Button kind="secondary">{t('webhook.secret.renew')}</Button></Form>
      )}
    </Panel>
  );
}

function LogPanel({ view, mayManage, log, pageKey }: EndpointPageProps): VNode {
  const t = useTranslator();
  return (
    <Panel id="zendingen" title={t('webhook.log')}>
      {log.items.length === 0 ? <EmptyState text={t('webhook.log.none')} /> : (
        <DataTable<WebhookDelivery>
          caption={t('webhook.log.caption')}
          rows={log.items}
          rowKey={({ id }) => id}
          columns={[
            { key: 'event', header: t('webhook.event'), rowHeader: true, cell: (delivery) => <EventOf delivery={delivery} /> },
            { key: 'made', header: t('webhook.log.made'), cell: ({ createdAt }) => <InstantText at={createdAt} format="short" /> },
            { key: 'state', header: t('word.status'), cell: (delivery) => <StateOf delivery={delivery} /> },
            { key: 'attempts', header: t('webhook.log.attempts'), numeric: true, cell: ({ attempts }) => attempts },
            ...(mayManage && view.enabled ? [{
              key: 'actions', header: t('word.actions'), cell: (delivery: WebhookDelivery) => (
                <Form action={`${pathOf(view)}/zendingen/${delivery.id}/opnieuw`} hidden={{ idempotencyKey: `${pageKey}.${delivery.id}` }}>
                  <Button kind="secondary" about={t.text(`webhook.event.${delivery.name}`)}>{t('webhook.replay')}</Button>
                </Form>
              ),
            }] : []),
          ]}
        />
      )}
      <Pagination page={log.page} pageSize={log.pageSize} total={log.total} hrefFor={(page) => `${pathOf(view)}?page=${page}#zendingen`} />
    </Panel>
  );
}

function EventOf({ delivery: { name, exercise, activationId } }: { readonly delivery: WebhookDelivery }): VNode {
  const t = useTranslator();
  const text = t.text(`webhook.event.${name}`);
  return (
    <div class="flow-tight">
      {activationId ? <a href={`${PATHS.activations}/${activationId}`}>{text}</a> : text}
      {exercise && activationId && <BadgeRow><Badge tone="warning" icon="exclamation">{t('exercise.word')}</Badge></BadgeRow>}
    </div>
  );
}

function StateOf({ delivery }: { readonly delivery: WebhookDelivery }): VNode {
  const t = useTranslator();
  const { state, responseStatus, lastError, nextTryAt, possiblySentTwice } = delivery;
  const waits = state === 'failed-retrying' && nextTryAt !== null;
  return (
    <div class="flow-tight">
      <BadgeRow><StatusBadge of="webhook" state={state} /></BadgeRow>
      {lastError && <p class="data-table__note">{t(`webhook.error.${lastError}`, { status: responseStatus ?? '–' })}</p>}
      {state === 'accepted' && responseStatus && <p class="data-table__note">{t('webhook.answered', { status: responseStatus })}</p>}
      {waits && <p class="data-table__note">{t('webhook.next-try')} <InstantText at={nextTryAt} format="short" /></p>}
      {possiblySentTwice && <p class="data-table__note">{t('webhook.twice')}</p>}
    </div>
  );
}
