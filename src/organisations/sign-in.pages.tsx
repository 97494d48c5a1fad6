import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, isLanguage, LANGUAGES, Problem, type FieldError, type Translated } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { cookieOf, decodeForm, LANGUAGE_COOKIE, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { EMPTY_FORM, formAsSent, PATHS, renderPage, safeReturnPath, type Notice } from '../web/index.js';
import { Public } from './allow.js';
import { AUTH_FAILED, AUTH_TOO_MANY } from './auth-problems.js';
import { PageFrame } from './page-frame.js';
import { PersonRow } from './person.entity.js';
import { cookieAttributes, sessionCookieAttributes, sessionCookieName, sessionTokenOf } from './session-cookie.js';
import { SignIn } from './sign-in.js';
import { SignInPage } from './sign-in-page.js';
import { hashOfToken } from './tokens.js';

// A password is taken as typed, blanks included; the limits only keep out what can be neither.
const SIGN_IN_FORM = z.strictObject({ email: z.string().trim().min(1).max(320), password: z.string().min(1).max(1000) });
// In a list of what is wrong, "fill in this field" does not say which.
const MISSING: Readonly<Record<string, Translated>> = {
  email: { nl: 'Vul uw e-mailadres in.', en: 'Enter your e-mail address.' },
  password: { nl: 'Vul uw wachtwoord in.', en: 'Enter your password.' },
};
const LANGUAGE_FORM = z.strictObject({ language: z.enum(LANGUAGES) });
const LANGUAGE_COOKIE_AGE_MS = 365 * 24 * 3600 * 1000;

/** Signing in, signing out and choosing a language: the forms that work for a visitor nobody knows yet. */
@ApiExcludeController()
@Controller()
export class SignInPages {
  constructor(
    private readonly signIn: SignIn,
    private readonly frames: PageFrame,
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('aanmelden')
  @Public()
  show(@Req() request: AppRequest, @Query('returnTo') returnTo: unknown, @Res() response: Response): void {
    const wanted = safeReturnPath(returnTo);
    if (request.actor) response.redirect(303, wanted);
    else response.send(renderPage(<SignInPage frame={this.frames.of(request)} returnTo={wanted} state={EMPTY_FORM} />));
  }

  @Post('aanmelden')
  @Public({ recognise: false, ownPagesOnly: true })
  async start(@Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const returnTo = safeReturnPath(body['returnTo']);
    try {
      const { email, password } = parseInput(SIGN_IN_FORM, signInFields(body));
      const previous = sessionTokenOf(request, this.settings);
      const { token, language } = await this.signIn.signIn({
        email, password, ip: request.ip ?? null, agent: request.headers['user-agent'] ?? null, previousTokenHash: previous === undefined ? undefined : hashOfToken(previous),
      });
      response.cookie(sessionCookieName(this.settings), token, sessionCookieAttributes(this.settings));
      if (!isLanguage(cookieOf(request, LANGUAGE_COOKIE))) this.rememberLanguage(response, language);
      response.redirect(303, returnTo);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.showAgain(request, response, { body, returnTo, problem: error });
    }
  }

  @Post('afmelden')
  @Public({ ownPagesOnly: true })
  async end(@Req() request: AppRequest, @Res() response: Response): Promise<void> {
    if (request.actor && request.sessionTokenHash) await this.signIn.signOut(request.sessionTokenHash, request.actor);
    response.clearCookie(sessionCookieName(this.settings), cookieAttributes(this.settings));
    response.redirect(303, PATHS.signIn);
  }

  /** The choice holds on this device at once, and for a person also where it cannot be asked: in mail. */
  @Post('taal')
  @Public({ ownPagesOnly: true })
  async chooseLanguage(@Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const { language } = parseInput(LANGUAGE_FORM, decodeForm(body));
    if (request.actor?.personId) await this.database.manager.update(PersonRow, { id: request.actor.personId }, { language });
    this.rememberLanguage(response, language);
    response.redirect(303, safeReturnPath(body['returnTo']));
  }

  private rememberLanguage(response: Response, language: string): void {
    response.cookie(LANGUAGE_COOKIE, language, { ...cookieAttributes(this.settings), maxAge: LANGUAGE_COOKIE_AGE_MS });
  }

  private showAgain(request: AppRequest, response: Response, failed: { body: FormBody; returnTo: string; problem: Problem }): void {
    const { body, returnTo, problem } = failed;
    const frame = this.frames.of(request);
    const notice: Notice = { kind: 'error', title: problem.titleIn(frame.language), text: problem.detailIn(frame.language) };
    const known = [INVALID_INPUT, AUTH_FAILED, AUTH_TOO_MANY].some((type) => type.code === problem.type.code);
    if (!known) throw problem;
    const state = formAsSent({ email: body['email'] }, problem.fields.map(named));
    if (problem.type.status === 429) response.setHeader('Retry-After', String(problem.extra['retryAfterSeconds']));
    response
      .status(problem.type.status)
      .send(renderPage(<SignInPage frame={frame} returnTo={returnTo} state={state} notice={problem.fields.length > 0 ? undefined : notice} />));
  }
}

const named = (error: FieldError): FieldError => ({ ...error, message: (error.code === 'required' && MISSING[error.path]) || error.message });

// Not decodeForm: it takes blanks off, and a password may begin or end with one.
function signInFields({ returnTo: _, ...fields }: FormBody): FormBody {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
