import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { isLanguage, Problem, type Actor, type Language } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { cookieOf, isApiRequest, LANGUAGE_COOKIE, languageOf, type AppRequest } from '../platform/http/index.js';
import { ACCESS, may, type Access } from './allow.js';
import { AUTH_CROSS_SITE, AUTH_REQUIRED, forbidden } from './auth-problems.js';
import { Callers, type Caller } from './callers.js';
import { comesFromOurPages, mayChangeState } from './domain/own-origin.js';
import { sessionTokenOf } from './session-cookie.js';
import { hashOfToken, looksLikeApiKey } from './tokens.js';

/** The request with the name of the caller's organisation, for the head of the page. */
export type RecognisedRequest = AppRequest & { organisationName?: string };

type Credential = { readonly kind: 'key'; readonly hash: Buffer | undefined } | { readonly kind: 'session'; readonly hash: Buffer };

const MAXIMUM_AGENT_LENGTH = 300;

/** Stands before every route: finds out who asks, then whether they may. A route that says nothing is closed. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (!access) throw forbidden([]);
    const request = context.switchToHttp().getRequest<RecognisedRequest>();
    const credential = this.credentialOf(request);
    this.refuseOtherSites(request, access, credential);
    if (credential && (access.kind === 'allow' || access.recognise)) await this.recognise(request, credential);
    if (access.kind === 'public') return true;
    if (!request.actor) throw required(request, context.switchToHttp().getResponse<Response>());
    const { actor } = request;
    if (!access.actions.some((action) => may(actor, action))) throw forbidden(access.actions);
    return true;
  }

  /** A request with a key is judged by that key alone, right or wrong: a cookie that comes along counts for nothing. */
  private credentialOf(request: AppRequest): Credential | undefined {
    const bearer = isApiRequest(request) ? /^Bearer +(.*)$/i.exec(request.headers.authorization ?? '') : null;
    if (bearer) return { kind: 'key', hash: looksLikeApiKey(bearer[1]!) ? hashOfToken(bearer[1]!) : undefined };
    const token = sessionTokenOf(request, this.settings);
    return token === undefined ? undefined : { kind: 'session', hash: hashOfToken(token) };
  }

  private refuseOtherSites(request: AppRequest, access: Access, credential: Credential | undefined): void {
    const guarded = credential?.kind === 'session' || (access.kind === 'public' && access.ownPagesOnly);
    if (!guarded || !mayChangeState(request.method)) return;
    const { origin, host } = request.headers;
    const from = { origin, host, secFetchSite: request.headers['sec-fetch-site'] as string | undefined };
    if (!comesFromOurPages(from, this.settings.publicUrl)) throw new Problem(AUTH_CROSS_SITE);
  }

  private async recognise(request: RecognisedRequest, credential: Credential): Promise<void> {
    if (!credential.hash) return;
    const caller = credential.kind === 'key' ? await this.callers.byKey(credential.hash) : await this.callers.bySession(credential.hash);
    if (!caller) return;
    request.actor = actorOf(caller, request);
    request.organisationName = caller.organisationName;
    if (credential.kind === 'session') request.sessionTokenHash = credential.hash;
  }
}

function required(request: AppRequest, response: Response): Problem {
  // RFC 9110, 15.5.2: a 401 says how to do better.
  if (isApiRequest(request)) response.setHeader('WWW-Authenticate', 'Bearer realm="achter-de-hand"');
  return new Problem(AUTH_REQUIRED);
}

function actorOf(caller: Caller, request: AppRequest): Actor {
  const { kind, organisationId, provinceCode, personId, apiKeyId, name } = caller;
  return {
    scope: { kind, organisationId, provinceCode },
    kind,
    organisationId,
    personId,
    apiKeyId,
    name,
    function: caller.function,
    channel: isApiRequest(request) ? 'api' : 'page',
    language: languageFor(caller, request),
    ip: request.ip ?? null,
    agent: request.headers['user-agent']?.slice(0, MAXIMUM_AGENT_LENGTH) ?? null,
  };
}

/** What the reader chose on this device; a program's Accept-Language; else the language of the person or organisation. */
function languageFor(caller: Caller, request: AppRequest): Language {
  const asked = isApiRequest(request) ? request.headers['accept-language'] !== undefined : isLanguage(cookieOf(request, LANGUAGE_COOKIE));
  return asked ? languageOf(request) : caller.language;
}
