import type { VNode } from 'preact';
import type { FrameProps } from '../../organisations/index.js';
import { Alert, Breadcrumbs, Button, ButtonGroup, Form, formatInstant, Layout, PageHeading, Panel, PATHS, translator, type Notice } from '../../web/index.js';
import type { CalendarLink } from './calendar-links.js';

type Props = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly link: CalendarLink | undefined;
  /** The secret address, on the page that follows its making only. */
  readonly url: string | undefined;
};

/** The secret link to the calendar of one's organisation. */
export function CalendarPage({ frame, notices, link, url }: Props): VNode {
  const t = translator(frame.language);
  const title = t('calendar.page.title');
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.contacts, label: t('contact.title') }]} current={title} />
      <PageHeading title={title} lead={t('calendar.page.lead')} />
      <Panel id="link" title={t('calendar.page.link')} narrow>
        {url && (
          <Alert kind="success" title={t('calendar.page.new')}>
            <p>{t('calendar.page.once')}</p>
            <p class="breakable"><code>{url}</code></p>
          </Alert>
        )}
        {!url && <p>{link ? t('calendar.page.since', { at: formatInstant(link.createdAt, frame.language) }) : t('calendar.page.none')}</p>}
        <p>{t('calendar.page.who')}</p>
        <Form action={PATHS.calendar} label={t('calendar.page.link')}>
          {link && <p>{t('calendar.page.replace.hint')}</p>}
          <ButtonGroup>
            <Button kind={link ? 'secondary' : 'primary'} name="create" value="yes">{t(link ? 'calendar.page.replace' : 'calendar.page.create')}</Button>
            {link && <Button kind="danger" name="withdraw" value={link.id}>{t('calendar.page.withdraw')}</Button>}
          </ButtonGroup>
        </Form>
      </Panel>
    </Layout>
  );
}
