import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, ButtonGroup, CheckboxGroup, DataTable, EmptyState, Form, Layout, LinkButton, PageHeading, Panel, PATHS, RadioGroup, StatusBadge, TextInput, translator, useTranslator,
  type FormState, type Notice, type Translator,
} from '../web/index.js';
import { AUDIENCES, EVENT_NAMES } from './domain/event-types.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** How an endpoint stands, in one word. */
export const standingOf = ({ enabled, disabledBecause, failingSince }: Pick<WebhookEndpoint, 'enabled' | 'disabledBecause' | 'failingSince'>): 'on' | 'failing' | 'off' | 'gone' => {
  if (!enabled) return disabledBecause === 'gone' ? 'gone' : 'off';
  return failingSince === null ? 'on' : 'failing';
};

/** What is told to an endpoint, in words. */
export const toldTo = ({ events, audience }: Pick<WebhookEndpoint, 'events' | 'audience'>, t: Translator): string =>
  `${t(`webhook.audience.${audience}`)}; ${events === null ? t('webhook.events.all') : t.count('webhook.events.some', events.length)}`;

type Row = { readonly endpoint: WebhookEndpoint; readonly organisation: string };
export type WebhooksPageProps = { readonly frame: FrameProps; readonly notices: readonly Notice[]; readonly rows: readonly Row[]; readonly mayManage: boolean };

/** Where systems are told of activations. */
export function WebhooksPage({ frame, notices, rows, mayManage }: WebhooksPageProps): VNode {
  const t = translator(frame.language);
  const add = mayManage && <LinkButton href={`${PATHS.webhooks}/nieuw`}>{t('webhook.add')}</LinkButton>;
  return (
    <Layout {...frame} title={t('webhook.title')} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }]} current={t('webhook.title')} />
      <PageHeading title={t('webhook.title')} lead={t('webhook.lead')} actions={rows.length > 0 && add} />
      <Panel id="koppelingen" title={mayManage ? t('webhook.own') : t('webhook.everyone')}>
        {rows.length === 0 ? <EmptyState text={t('webhook.none')} action={add} /> : (
          <DataTable<Row>
            caption={t('webhook.caption')}
            captionHidden
            rows={rows}
            rowKey={({ endpoint }) => endpoint.id}
            columns={[
              {
                key: 'url', header: t('word.address'), rowHeader: true, cell: ({ endpoint, organisation }) => (
                  <><a class="breakable" href={`${PATHS.webhooks}/${endpoint.id}`}>{endpoint.url}</a>{!mayManage && <p class="data-table__note">{organisation}</p>}</>
                ),
              },
              { key: 'told', header: t('webhook.told'), cell: ({ endpoint }) => toldTo(endpoint, t) },
              { key: 'state', header: t('word.status'), cell: ({ endpoint }) => <StatusBadge of="endpoint" state={standingOf(endpoint)} /> },
            ]}
          />
        )}
      </Panel>
    </Layout>
  );
}

/** What an endpoint is asked: where, of which activations, of which events. */
export function EndpointFields({ endpoint }: { readonly endpoint?: Pick<WebhookEndpoint, 'url' | 'events' | 'audience'> }): VNode {
  const t = useTranslator();
  return (
    <>
      <TextInput name="url" type="url" label={t('webhook.url')} hint={t('webhook.url.hint')} value={endpoint?.url} autocomplete="off" />
      <RadioGroup
        name="audience" label={t('webhook.audience')} hint={t('webhook.audience.hint')} value={endpoint?.audience ?? 'all'}
        options={AUDIENCES.map((value) => ({ value, label: t(`webhook.audience.${value}`) }))}
      />
      <CheckboxGroup
        name="events" label={t('webhook.events')} hint={t('webhook.events.hint')} optional values={endpoint?.events ?? []}
        options={EVENT_NAMES.map((value) => ({ value, label: t(`webhook.event.${value}`) }))}
      />
    </>
  );
}

export const fieldName = (path: string, t: Translator): string | undefined => (path === 'url' ? t('webhook.url') : path.startsWith('events') ? t('webhook.events') : undefined);

export type NewEndpointPageProps = { readonly frame: FrameProps; readonly notices: readonly Notice[]; readonly state: FormState | undefined; readonly idempotencyKey: string };

/** Adding an endpoint. */
export function NewEndpointPage({ frame, notices, state, idempotencyKey }: NewEndpointPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('webhook.add')} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.webhooks, label: t('webhook.title') }]} current={t('webhook.add')} />
      <PageHeading title={t('webhook.add')} lead={t('webhook.add.lead')} />
      <Form action={PATHS.webhooks} state={state} hidden={{ idempotencyKey }} label={t('webhook.add')} nameOf={(path) => fieldName(path, t)}>
        <EndpointFields />
        <Alert kind="info"><p>{t('webhook.add.key')}</p></Alert>
        <ButtonGroup><Button>{t('webhook.add')}</Button><LinkButton kind="secondary" href={PATHS.webhooks}>{t('button.cancel')}</LinkButton></ButtonGroup>
      </Form>
    </Layout>
  );
}
