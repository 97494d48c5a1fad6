import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Fragment, type ComponentChildren, type VNode } from 'preact';
import { z } from 'zod';
import type { Actor } from '../kernel/index.js';
import { Allow, PageFrame, type FrameProps } from '../organisations/index.js';
import { CurrentActor, PAGE_QUERY, parseInput, type AppRequest, type Page } from '../platform/http/index.js';
import { Breadcrumbs, DataTable, DescriptionList, InstantText, Layout, PageHeading, Pagination, Panel, PATHS, renderPage, translator } from '../web/index.js';
import { isMarkedSubject } from './domain/exercise-marking.js';
import { textParts } from './domain/text-links.js';
import { Mailbox } from './mailbox.js';
import type { MailboxMessage } from './mailbox-message.entity.js';

const QUERY = z.object(PAGE_QUERY);
const hrefOf = ({ id }: MailboxMessage): string => `${PATHS.mailbox}/${id}`;

const withLinks = (text: string): ComponentChildren =>
  textParts(text).map((part, index) => (part.href ? <a key={index} href={part.href}>{part.text}</a> : <Fragment key={index}>{part.text}</Fragment>));

/** Blank lines between paragraphs, as the sender wrote them. */
const PlainText = ({ text }: { text: string }): VNode => (
  <Fragment>
    {text.trim().split(/\n{2,}/).map((paragraph, index) => (
      <p key={index}>
        {paragraph.split('\n').map((line, number) => (
          <Fragment key={number}>
            {number > 0 && <br />}
            {withLinks(line)}
          </Fragment>
        ))}
      </p>
    ))}
  </Fragment>
);

function ListPage({ frame, messages }: { frame: FrameProps; messages: Page<MailboxMessage> }): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('mailbox.title')}>
      <PageHeading title={t('mailbox.title')} lead={t('mailbox.lead')} />
      <DataTable
        caption={t('mailbox.caption')}
        rows={messages.items}
        rowKey={({ id }) => id}
        empty={t('mailbox.empty')}
        columns={[
          { key: 'received', header: t('mailbox.received'), cell: ({ receivedAt }) => <InstantText at={receivedAt} format="short" /> },
          { key: 'subject', header: t('mailbox.subject'), rowHeader: true, cell: (message) => <a href={hrefOf(message)}>{message.subject || t('mailbox.no-subject')}</a> },
          { key: 'to', header: t('mailbox.to'), cell: ({ recipients }) => recipients },
        ]}
      />
      <Pagination page={messages.page} pageSize={messages.pageSize} total={messages.total} hrefFor={(page) => `${PATHS.mailbox}?page=${page}`} />
    </Layout>
  );
}

function MessagePage({ frame, message }: { frame: FrameProps; message: MailboxMessage }): VNode {
  const t = translator(frame.language);
  const title = message.subject || t('mailbox.no-subject');
  return (
    <Layout {...frame} title={title} exercise={isMarkedSubject(message.subject)}>
      <Breadcrumbs items={[{ href: PATHS.mailbox, label: t('mailbox.title') }]} current={title} />
      <PageHeading title={title} />
      <DescriptionList
        items={[
          { term: t('mailbox.from'), value: message.sender },
          { term: t('mailbox.to'), value: message.recipients },
          { term: t('mailbox.received'), value: <InstantText at={message.receivedAt} /> },
        ]}
      />
      <Panel id="message" title={t('mailbox.text')}>
        <PlainText text={message.body} />
      </Panel>
    </Layout>
  );
}

/** The built-in mailbox in the browser. */
@ApiExcludeController()
@Controller('postvak')
@Allow('mailbox.read')
export class MailboxPages {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly frame: PageFrame,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() query: unknown): Promise<string> {
    const messages = await this.mailbox.page(actor.scope, parseInput(QUERY, query));
    return renderPage(<ListPage frame={this.frame.of(request)} messages={messages} />);
  }

  @Get(':id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async message(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    const message = await this.mailbox.message(actor.scope, id);
    return renderPage(<MessagePage frame={this.frame.of(request)} message={message} />);
  }
}
