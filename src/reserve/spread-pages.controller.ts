import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { type FieldError, Problem, type Actor } from '../kernel/index.js';
import { Allow, may, PageFrame } from '../organisations/index.js';
import { CurrentActor, decodeForm, parseInput, versionFrom, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState, type Notice } from '../web/index.js';
import { AnswerShare } from './answer-share.js';
import { AskMunicipalities } from './ask-municipalities.js';
import { spreadPath } from './reserve-paths.pages.js';
import { requestIdFrom } from './reserve-requests.controller.js';
import { ASK_SCHEMA, SHARE_ANSWER_SCHEMA } from './share-schemas.js';
import { SpreadPage } from './spread.pages.js';
import { SpreadReader } from './spread-reader.js';

const DONE = { gevraagd: 'reserve.spread.done.asked', antwoord: 'reserve.spread.done.answered' } as const;
/** Which fields belong to which answer: what was typed for another one is not sent along. */
const FIELDS_OF: Readonly<Record<string, readonly string[]>> = { given: ['places', 'mandate'], 'given-with-conditions': ['places', 'mandate', 'conditions'], refused: ['reason'] };

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');
const versionOf = (body: FormBody): number => versionFrom(`"${textOf(body['version'])}"`);

/** The fields `places.<municipality>` that were filled in, as the API takes them. */
function sharesFrom(body: FormBody): { municipalityId: string; places: unknown }[] {
  const numbers = Object.keys(body).filter((name) => name.startsWith('places.'));
  const { places = {} } = decodeForm(body, { numbers }) as { places?: Record<string, unknown> };
  return Object.entries(places).map(([municipalityId, count]) => ({ municipalityId, places: count }));
}

/** Errors of the list as errors of the fields that it was made from. */
const fieldErrors = (shares: readonly { municipalityId: string }[], errors: readonly FieldError[]): FieldError[] =>
  errors.map((error) => {
    const share = shares[Number(/^shares\.(\d+)\./.exec(error.path)?.[1] ?? -1)];
    return share ? { ...error, path: `places.${share.municipalityId}` } : error;
  });

function answerFrom(body: FormBody): Record<string, unknown> {
  const answer = textOf(body['answer']);
  const fields = decodeForm(body, { numbers: ['places'] });
  return { answer, ...Object.fromEntries((FIELDS_OF[answer] ?? []).flatMap((name) => (name in fields ? [[name, fields[name]]] : []))) };
}

/** The page on which a province spreads a request and each municipality answers. */
@ApiExcludeController()
@Controller('reserveverzoeken')
export class SpreadPagesController {
  constructor(
    private readonly spread: SpreadReader,
    private readonly asking: AskMunicipalities,
    private readonly answering: AnswerShare,
    private readonly frames: PageFrame,
  ) {}

  @Get(':id/spreiding')
  @Allow('share.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('gelukt') done: unknown): Promise<string> {
    const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
    return this.page(actor, request, requestIdFrom(id), undefined, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : []);
  }

  @Post(':id/spreiding/vragen')
  @Allow('share.ask')
  async ask(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const shares = sharesFrom(body);
    const work = async (): Promise<void> => this.asking.run(actor, requestIdFrom(id), parseInput(ASK_SCHEMA, { shares }), versionOf(body));
    await this.carryOut(work, 'gevraagd', { actor, request, id, body, response, errorsOf: (errors) => fieldErrors(shares, errors) });
  }

  @Post(':id/spreiding/:shareId')
  @Allow('share.answer')
  async answer(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('shareId') shareId: string, @Body() body: FormBody, @Res() response: Response,
  ): Promise<void> {
    const work = async (): Promise<void> => this.answering.run(actor, requestIdFrom(id), shareId, parseInput(SHARE_ANSWER_SCHEMA, answerFrom(body)), versionOf(body));
    await this.carryOut(work, 'antwoord', { actor, request, id, body, response, errorsOf: (errors) => [...errors] });
  }

  private async carryOut(
    work: () => Promise<void>, done: keyof typeof DONE,
    { actor, request, id, body, response, errorsOf }: { actor: Actor; request: AppRequest; id: string; body: FormBody; response: Response; errorsOf: (errors: readonly FieldError[]) => FieldError[] },
  ): Promise<void> {
    try {
      await work();
      response.redirect(HttpStatus.SEE_OTHER, `${spreadPath(id)}?gelukt=${done}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const notices: Notice[] = [{ kind: 'error', title: error.titleIn(actor.language), text: error.detailIn(actor.language) }];
      response.status(error.type.status).type('html').send(await this.page(actor, request, requestIdFrom(id), formAsSent(body, errorsOf(error.fields)), notices));
    }
  }

  private async page(actor: Actor, request: AppRequest, id: string, state: FormState | undefined, notices: readonly Notice[]): Promise<string> {
    const spread = await this.spread.of(actor.scope, id);
    const mayAsk = may(actor, 'share.ask') && actor.organisationId === spread.request.provinceId;
    return renderPage(h(SpreadPage, { frame: this.frames.of(request), notices, spread, mayAsk, mayAnswer: may(actor, 'share.answer'), state }));
  }
}
