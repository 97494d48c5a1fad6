import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Alert, Button, ButtonGroup, DescriptionList, Form, InstantText, Layout, PageHeading, Panel, translator } from '../web/index.js';
import type { VerificationLink } from './verification-links.js';

type Props = { readonly frame: FrameProps; readonly link: VerificationLink; readonly action: string };

/** What the link in a test message opens. Looking at it confirms nothing: mail scanners do that too. */
export function VerificationPage({ frame, link, action }: Props): VNode {
  const t = translator(frame.language);
  const { confirmedAt, organisation } = link;
  return (
    <Layout {...frame} title={t('contact-test.page.title')}>
      <PageHeading kicker={organisation.name} title={t(confirmedAt ? 'contact-test.page.done' : 'contact-test.page.title')} lead={t(confirmedAt ? 'contact-test.page.done.lead' : 'contact-test.page.lead')} />
      <Panel id="contact" title={t('contact-test.page.contact')} narrow>
        <DescriptionList items={[
          { term: t('word.organisation'), value: organisation.name },
          { term: t('word.name'), value: `${link.contactName}, ${link.contactFunction}` },
          { term: t('word.email'), value: link.address },
          ...(confirmedAt ? [{ term: t('contact-test.page.confirmed'), value: <InstantText at={confirmedAt} /> }] : []),
        ]} />
        {!confirmedAt && (
          <Form action={action} label={t('contact-test.page.title')}>
            <ButtonGroup><Button name="answer" value="yes">{t('contact-test.page.yes')}</Button></ButtonGroup>
          </Form>
        )}
      </Panel>
    </Layout>
  );
}

/** The link has expired, is about an address that was changed, or is not ours. */
export function DeadVerificationPage({ frame }: { readonly frame: FrameProps }): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('contact-test.page.dead.title')}>
      <PageHeading title={t('contact-test.page.dead.title')} />
      <Alert kind="info"><p>{t('contact-test.page.dead')}</p></Alert>
    </Layout>
  );
}
