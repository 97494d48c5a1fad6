import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Breadcrumbs, Button, Disclosure, Form, Layout, PageHeading, Panel, StatusBadge, translator, useTranslator, type Notice } from '../web/index.js';
import { WhatHappens } from './confirm-parts.js';
import type { ConfirmPreview } from './confirm-unchanged.js';
import { crumbs } from './location.pages.js';

type ConfirmListProps = { readonly previews: readonly ConfirmPreview[]; readonly action: string };

/** Every location with something to renew, and the one button for all of them below. */
function ConfirmList({ previews, action }: ConfirmListProps): VNode {
  const t = useTranslator();
  const renewable = previews.filter(({ confirmation }) => confirmation.renewed.length > 0);
  const others = previews.filter(({ confirmation }) => confirmation.renewed.length === 0);
  const hidden = Object.fromEntries(renewable.map(({ location }) => [`locations.${location.id}`, String(location.version)]));
  return (
    <div class="flow-wide">
      {renewable.length === 0 && <p>{t('confirmation.nothing')}</p>}
      {renewable.map((preview) => (
        <Panel key={preview.location.id} id={`locatie-${preview.location.id}`} title={preview.location.name} narrow aside={<>{t('confirmation.afterwards')}: <StatusBadge of="readiness" state={preview.after.status} /></>}>
          <WhatHappens preview={preview} />
        </Panel>
      ))}
      {renewable.length > 0 && <Form action={action} hidden={hidden} label={t('confirmation.title')}><Button>{t.count('confirmation.press.count', renewable.length)}</Button></Form>}
      {others.length > 0 && (
        <Disclosure id="niets-te-vernieuwen" title={t.count('confirmation.nothing.others', others.length)} open={renewable.length === 0}>
          {others.map((preview) => <div key={preview.location.id} class="flow-tight"><h2 class="utrecht-heading-3">{preview.location.name}</h2><WhatHappens preview={preview} /></div>)}
        </Disclosure>
      )}
    </div>
  );
}

export type ConfirmPageProps = ConfirmListProps & { readonly frame: FrameProps; readonly notices: readonly Notice[] };

/** All locations of a municipality: first what will be renewed and what will not, then one press. */
export function ConfirmPage({ frame, notices, previews, action }: ConfirmPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('confirmation.title')} notices={notices}>
      <Breadcrumbs items={crumbs(t)} current={t('confirmation.title')} />
      <PageHeading title={t('confirmation.title')} lead={t('confirmation.lead')} />
      <ConfirmList previews={previews} action={action} />
    </Layout>
  );
}

export type ConfirmLinkPageProps = ConfirmPageProps & { readonly name: string; readonly organisation: string };

/** What the link in a message opens, without signing in. Opening it confirms nothing. */
export function ConfirmLinkPage({ frame, notices, name, organisation, ...list }: ConfirmLinkPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('confirmation.title')} notices={notices}>
      <PageHeading kicker={organisation} title={t('confirmation.title')} lead={<>{t('confirmation.link.lead', { name, organisation })} {t('confirmation.link.other')}</>} />
      <ConfirmList {...list} />
    </Layout>
  );
}

/** The link is expired, withdrawn or not ours. */
export function DeadConfirmLinkPage({ frame }: { readonly frame: FrameProps }): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('confirmation.link.dead.title')}>
      <PageHeading title={t('confirmation.link.dead.title')} lead={t('confirmation.link.dead')} />
    </Layout>
  );
}
