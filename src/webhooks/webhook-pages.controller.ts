import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { newId, Problem, type Actor } from '../kernel/index.js';
import { Allow, may, Organisations, PageFrame } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, offsetOf, once, PAGE_QUERY, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, PATHS, renderPage, translator, type FormState, type Notice } from '../web/index.js';
import { endpointView } from './webhook-json.js';
import { WebhookEndpoints } from './webhook-endpoints.js';
import { WebhookLog } from './webhook-log.js';
import { EndpointPage, type EndpointPageProps } from './webhook-endpoint.pages.js';
import { ENDPOINT_CHANGE, ENDPOINT_INPUT } from './webhook-schemas.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { NewEndpointPage, WebhooksPage } from './webhook.pages.js';

const DONE = {
  gewijzigd: 'webhook.done.changed', aan: 'webhook.done.on', uit: 'webhook.done.off', verwijderd: 'webhook.done.removed', ingetrokken: 'webhook.done.withdrawn', proef: 'webhook.done.tested', opnieuw: 'webhook.done.replayed',
} as const;
type Done = keyof typeof DONE;
type Asked = { readonly gelukt?: unknown; readonly page?: unknown };
type Shown = Pick<EndpointPageProps, 'notices'> & Partial<Pick<EndpointPageProps, 'secret' | 'state'>> & { readonly page?: unknown };

const LOG_PAGE = 25;

/** Where an organisation's own systems are told: list, keys, log. For people. */
@ApiExcludeController()
@Controller('koppelingen')
export class WebhookPages {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly secrets: WebhookSecrets,
    private readonly log: WebhookLog,
    private readonly organisations: Organisations,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('webhook.read')
  async list(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() query: Asked): Promise<string> {
    const endpoints = await this.endpoints.list(this.database, actor.scope);
    const names = new Map((await this.organisations.list(this.database, actor.scope)).map(({ id, name }) => [id, name]));
    return renderPage(h(WebhooksPage, {
      frame: this.frames.of(request), notices: noticesIn(query, actor), rows: endpoints.map((endpoint) => ({ endpoint, organisation: names.get(endpoint.organisationId) ?? '' })), mayManage: may(actor, 'webhook.manage'),
    }));
  }

  @Get('nieuw')
  @Allow('webhook.manage')
  form(@Req() request: AppRequest): string {
    return renderPage(h(NewEndpointPage, { frame: this.frames.of(request), state: undefined, idempotencyKey: newId(), notices: [] }));
  }

  // Answers with the page itself: the key is shown this once, so there is no address that shows it again.
  @Post()
  @Allow('webhook.manage')
  async add(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const key = textIn(body, 'idempotencyKey');
    try {
      const input = parseInput(ENDPOINT_INPUT, endpointIn(body));
      let secret: string | undefined;
      const { result: id } = await once(this.database, idempotencyKeyOf(actor, key, { operation: 'webhook-endpoints.add', input }), async (tx) => {
        const made = await this.endpoints.add(tx, actor, input);
        secret = made.secret.secret;
        return made.id;
      });
      const page = await this.page(actor, request, id, { notices: secret ? [success(actor, 'webhook.done.added')] : [], ...(secret && { secret }) });
      response.status(HttpStatus.CREATED).type('html').send(page);
    } catch (error) {
      const problem = mendable(error);
      const page = renderPage(h(NewEndpointPage, { frame: this.frames.of(request), state: formAsSent(body, problem.fields), idempotencyKey: key || newId(), notices: noticesOf(problem, actor) }));
      response.status(problem.type.status).type('html').send(page);
    }
  }

  @Get(':id')
  @Allow('webhook.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query() query: Asked): Promise<string> {
    return this.page(actor, request, id, { notices: noticesIn(query, actor), page: query.page });
  }

  @Post(':id')
  @Allow('webhook.manage')
  async change(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'gewijzigd', (tx) => this.endpoints.change(tx, actor, id, versionIn(body), parseInput(ENDPOINT_CHANGE, endpointIn(body))), body);
  }

  @Post(':id/aan')
  @Allow('webhook.manage')
  async switchOn(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'aan', (tx) => this.endpoints.change(tx, actor, id, versionIn(body), { enabled: true }));
  }

  @Post(':id/uit')
  @Allow('webhook.manage')
  async switchOff(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'uit', (tx) => this.endpoints.change(tx, actor, id, versionIn(body), { enabled: false }));
  }

  @Post(':id/verwijderen')
  @Allow('webhook.manage')
  async remove(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'verwijderd', (tx) => this.endpoints.remove(tx, actor, id, versionIn(body)));
  }

  @Post(':id/sleutels')
  @Allow('webhook.manage')
  async rotate(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    try {
      let secret: string | undefined;
      await once(this.database, idempotencyKeyOf(actor, textIn(body, 'idempotencyKey'), { operation: 'webhook-secrets.add', input: { endpointId: id } }), async (tx) => {
        await this.endpoints.lock(tx, actor, id);
        const made = await this.secrets.add(tx, actor, id, await tx.now());
        secret = made.secret;
        return made.id;
      });
      const page = await this.page(actor, request, id, { notices: secret ? [success(actor, 'webhook.done.rotated')] : [], ...(secret && { secret }) });
      response.status(HttpStatus.CREATED).type('html').send(page);
    } catch (error) {
      await this.refused(actor, request, response, id, mendable(error));
    }
  }

  @Post(':id/sleutels/:secretId/intrekken')
  @Allow('webhook.manage')
  async withdraw(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('secretId') secretId: string, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'ingetrokken', async (tx) => {
      await this.endpoints.lock(tx, actor, id);
      await this.secrets.withdraw(tx, actor, id, secretId, await tx.now());
    });
  }

  @Post(':id/proef')
  @Allow('webhook.manage')
  async test(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'proef', (tx) => this.log.test(tx, actor, id));
  }

  @Post(':id/zendingen/:deliveryId/opnieuw')
  @Allow('webhook.manage')
  async replay(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('deliveryId') deliveryId: string, @Body() body: FormBody = {}, @Res() response: Response,
  ): Promise<void> {
    const asked = idempotencyKeyOf(actor, textIn(body, 'idempotencyKey'), { operation: 'webhook-deliveries.replay', input: { deliveryId } });
    try {
      await once(this.database, asked, (tx) => this.log.replay(tx, actor, deliveryId));
      response.redirect(HttpStatus.SEE_OTHER, `${PATHS.webhooks}/${id}?gelukt=opnieuw#zendingen`);
    } catch (error) {
      await this.refused(actor, request, response, id, mendable(error));
    }
  }

  private async acted(actor: Actor, request: AppRequest, response: Response, id: string, done: Done, work: (tx: Tx) => Promise<unknown>, body: FormBody = {}): Promise<void> {
    try {
      await this.database.transaction(work);
      response.redirect(HttpStatus.SEE_OTHER, `${PATHS.webhooks}${done === 'verwijderd' ? '' : `/${id}`}?gelukt=${done}`);
    } catch (error) {
      await this.refused(actor, request, response, id, mendable(error), body);
    }
  }

  private async refused(actor: Actor, request: AppRequest, response: Response, id: string, problem: Problem, body: FormBody = {}): Promise<void> {
    const state: FormState | undefined = problem.fields.length > 0 ? formAsSent(body, problem.fields) : undefined;
    response.status(problem.type.status).type('html').send(await this.page(actor, request, id, { notices: noticesOf(problem, actor), ...(state && { state }) }));
  }

  private async page(actor: Actor, request: AppRequest, id: string, { notices, secret, state, page: asked }: Shown): Promise<string> {
    const endpoint = await this.endpoints.byId(this.database, actor.scope, id);
    const number = PAGE_QUERY.page.safeParse(asked);
    const slice = { page: number.success ? number.data : 1, pageSize: LOG_PAGE };
    const log = await this.log.ofEndpoint(this.database, actor.scope, id, { offset: offsetOf(slice), limit: slice.pageSize });
    return renderPage(h(EndpointPage, {
      frame: { ...this.frames.of(request), currentPath: `${PATHS.webhooks}/${id}` }, notices, secret, state, log: { ...log, ...slice }, pageKey: newId(),
      view: await endpointView(this.database, this.secrets, endpoint),
      organisation: (await this.organisations.byId(this.database, actor.scope, endpoint.organisationId))?.name ?? '',
      mayManage: may(actor, 'webhook.manage') && actor.organisationId === endpoint.organisationId,
    }));
  }
}

const textIn = (body: FormBody, name: string): string => [body[name] ?? ''].flat()[0] ?? '';
const versionIn = (body: FormBody): number => Number(textIn(body, 'version'));

// No event ticked means every event.
function endpointIn(body: FormBody): Record<string, unknown> {
  const { events, ...rest } = decodeForm(body, { lists: ['events'] });
  return { ...rest, events: Array.isArray(events) && events.length > 0 ? events : null };
}

function mendable(error: unknown): Problem {
  if (error instanceof Problem && [400, 409, 412, 422].includes(error.type.status)) return error;
  throw error;
}

const noticesOf = (problem: Problem, { language }: Actor): Notice[] => (problem.fields.length > 0 ? [] : [{ kind: 'error', title: problem.titleIn(language), text: problem.detailIn(language) }]);

const success = ({ language }: Actor, key: (typeof DONE)[Done] | 'webhook.done.added' | 'webhook.done.rotated'): Notice => ({ kind: 'success', text: translator(language)(key) });

const noticesIn = ({ gelukt }: Asked, actor: Actor): Notice[] => (typeof gelukt === 'string' && Object.hasOwn(DONE, gelukt) ? [success(actor, DONE[gelukt as Done])] : []);
