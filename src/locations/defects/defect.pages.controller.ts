import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { dayOf, newId, NOT_FOUND, Problem, type Actor } from '../../kernel/index.js';
import { Allow, may, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, parseInput, type AppRequest, type FormBody } from '../../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState, type Notice } from '../../web/index.js';
import { mayOpenDefect, stepDefect, type DefectStep } from '../domain/index.js';
import { Locations } from '../locations.js';
import { CloseDefect } from './close-defect.js';
import { DefectOwners } from './defect-owners.js';
import { defectPath } from './defect-parts.js';
import { DEFECT_NOT_YOURS } from './defect-problems.js';
import { DEFECT_SCHEMA, SOLUTION_SCHEMA, WITHDRAWAL_SCHEMA } from './defect-schemas.js';
import { DefectFormPage, DefectPage, DefectsPage, type DefectPageProps } from './defect.pages.js';
import { Defects, type Defect } from './defects.js';
import { OpenDefect } from './open-defect.js';

const DONE = { gemeld: 'defect.done.opened', opgelost: 'defect.done.solved', ingetrokken: 'defect.done.withdrawn' } as const;

/** Reporting, solving and withdrawing defects, for people. */
@ApiExcludeController()
@Controller('locaties')
export class DefectPagesController {
  constructor(
    private readonly defects: Defects,
    private readonly opening: OpenDefect,
    private readonly closing: CloseDefect,
    private readonly owners: DefectOwners,
    private readonly locations: Locations,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get('gebreken')
  @Allow('defect.read')
  async list(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    const today = dayOf(await this.database.now());
    const open = await this.defects.list(this.database, actor.scope, { open: true });
    const isOwn = ({ owner }: Defect): boolean => owner.id === actor.organisationId;
    return renderPage(h(DefectsPage, { frame: this.frames.of(request), today, own: open.filter(isOwn), others: open.filter((defect) => !isOwn(defect)) }));
  }

  @Get(':id/gebreken/nieuw')
  @Allow('defect.open')
  async form(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    return this.formPage(actor, request, id, undefined, newId());
  }

  @Post(':id/gebreken')
  @Allow('defect.open')
  async open(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const key = typeof body['idempotencyKey'] === 'string' ? body['idempotencyKey'] : newId();
    try {
      const input = parseInput(DEFECT_SCHEMA, decodeForm(body));
      const defectId = await this.opening.run(actor, id, input, idempotencyKeyOf(actor, key, { operation: 'open-defect', input: { id, ...input } }));
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}/gebreken/${defectId}?gelukt=gemeld`);
    } catch (error) {
      if (!(error instanceof Problem) || error.fields.length === 0) throw error;
      response.status(error.type.status).type('html').send(await this.formPage(actor, request, id, formAsSent(body, error.fields), key));
    }
  }

  @Get(':id/gebreken/:defectId')
  @Allow('defect.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('defectId') defectId: string, @Query('gelukt') done: unknown): Promise<string> {
    const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
    return this.page(actor, request, id, defectId, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : [], undefined);
  }

  @Post(':id/gebreken/:defectId/oplossen')
  @Allow('defect.solve')
  async solve(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('defectId') defectId: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.close(actor, request, response, id, defectId, 'solve', body, () => parseInput(SOLUTION_SCHEMA, decodeForm(body)).evidence);
  }

  @Post(':id/gebreken/:defectId/intrekken')
  @Allow('defect.withdraw')
  async withdraw(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('defectId') defectId: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.close(actor, request, response, id, defectId, 'withdraw', body, () => parseInput(WITHDRAWAL_SCHEMA, decodeForm(body)).reason);
  }

  private async close(
    actor: Actor, request: AppRequest, response: Response, id: string, defectId: string, step: DefectStep, body: FormBody, outcome: () => string,
  ): Promise<void> {
    try {
      const defect = await this.ofLocation(actor, id, defectId);
      await this.closing.run(actor, defect.id, step, outcome());
      response.redirect(HttpStatus.SEE_OTHER, `${defectPath(defect)}?gelukt=${step === 'solve' ? 'opgelost' : 'ingetrokken'}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.type.status === 404) throw error;
      const notices: Notice[] = error.fields.length > 0 ? [] : [{ kind: 'error', title: error.titleIn(actor.language), text: error.detailIn(actor.language) }];
      response.status(error.type.status).type('html').send(await this.page(actor, request, id, defectId, notices, { form: step, state: formAsSent(body, error.fields) }));
    }
  }

  /** Throws REQUEST.NOT_FOUND (404), also for a defect of another location. */
  private async ofLocation(actor: Actor, locationId: string, id: string): Promise<Defect> {
    const defect = await this.defects.byId(this.database, actor.scope, id);
    if (defect.locationId !== locationId) throw new Problem(NOT_FOUND);
    return defect;
  }

  private async page(actor: Actor, request: AppRequest, id: string, defectId: string, notices: readonly Notice[], failed: DefectPageProps['failed']): Promise<string> {
    const defect = await this.ofLocation(actor, id, defectId);
    const parties = { municipalityId: defect.municipalityId, ownerId: defect.owner.id, openedById: defect.openedBy.id };
    const can = (step: DefectStep): boolean => may(actor, step === 'solve' ? 'defect.solve' : 'defect.withdraw') && stepDefect(defect.state, step, actor, parties).ok;
    const mayInspect = may(actor, 'inspection.write') && defect.municipalityId === actor.organisationId;
    const today = dayOf(await this.database.now());
    return renderPage(h(DefectPage, { frame: this.frames.of(request), notices, defect, today, maySolve: can('solve'), mayWithdraw: can('withdraw'), mayInspect, failed }));
  }

  private async formPage(actor: Actor, request: AppRequest, id: string, state: FormState | undefined, idempotencyKey: string): Promise<string> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    if (location.withdrawnAt !== null) throw new Problem(NOT_FOUND);
    if (!mayOpenDefect(actor, location.organisationId)) throw new Problem(DEFECT_NOT_YOURS);
    const owners = await this.owners.of(actor.scope, { organisationId: location.organisationId, provinceCode: location.address.provinceCode });
    return renderPage(h(DefectFormPage, { frame: this.frames.of(request), location, owners, ownerId: location.organisationId, state, idempotencyKey }));
  }
}
