import { Body, Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import type { Actor } from '../kernel/index.js';
import { PageFrame, Public } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import type { AppRequest, FormBody } from '../platform/http/index.js';
import { renderPage } from '../web/index.js';
import { DeadVerificationPage, VerificationPage } from './test-message.pages.js';
import { VerificationLinks, type VerificationLink } from './verification-links.js';

const MAXIMUM_AGENT_LENGTH = 300;

/** Confirming from the link in a test message that it arrived, without signing in. GET shows; only POST with the answer counts. */
@ApiExcludeController()
@Controller('proefbericht')
export class TestMessagePages {
  constructor(
    private readonly links: VerificationLinks,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':token')
  @Public({ recognise: false })
  async show(@Req() request: AppRequest, @Param('token') token: string, @Res() response: Response): Promise<void> {
    const link = await this.links.resolve(this.database, token);
    this.send(request, response, token, link?.usable ? link : undefined);
  }

  @Post(':token')
  @Public({ recognise: false })
  async confirm(@Req() request: AppRequest, @Param('token') token: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    if (body['answer'] !== 'yes') {
      await this.show(request, token, response);
      return;
    }
    const link = await this.database.transaction((tx) => this.links.confirm(tx, token, (found) => readerOf(found, request)));
    if (link) response.redirect(HttpStatus.SEE_OTHER, `/proefbericht/${token}`);
    else this.send(request, response, token, undefined);
  }

  private send(request: AppRequest, response: Response, token: string, link: VerificationLink | undefined): void {
    const frame = { ...this.frames.of(request), user: null, navigation: [], ...(link && { language: link.language }) };
    const page = link ? renderPage(h(VerificationPage, { frame, link, action: `/proefbericht/${token}` })) : renderPage(h(DeadVerificationPage, { frame }));
    response.status(link ? HttpStatus.OK : HttpStatus.GONE).type('html').send(page);
  }
}

/** Whoever reads mail at the address, for the record. */
const readerOf = ({ organisation: { id: organisationId, kind, provinceCode }, contactName, contactFunction, language }: VerificationLink, request: AppRequest): Actor => ({
  scope: { kind, organisationId, provinceCode }, kind, organisationId, personId: null, apiKeyId: null, name: contactName, function: contactFunction,
  channel: 'answer-link', language, ip: request.ip ?? null, agent: request.headers['user-agent']?.slice(0, MAXIMUM_AGENT_LENGTH) ?? null,
});
