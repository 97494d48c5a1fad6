import { Catch, HttpException, Inject, Logger, Optional, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { fill, NOT_FOUND, Problem, type Language, type ProblemType } from '../../kernel/index.js';
import { sqlState } from '../database/index.js';
import { isApiRequest, languageOf, type AppRequest } from './request.js';

/** Renders an error as a page; bound by the room that knows the layout. */
export type ErrorPage = (view: { problem: Problem; language: Language; request: AppRequest }) => string;
export const ERROR_PAGE = Symbol('error page');

const INTERNAL: ProblemType = {
  code: 'SERVER.ERROR', status: 500,
  title: { nl: 'Er ging iets mis', en: 'Something went wrong' },
  detail: {
    nl: 'De fout ligt bij ons en is vastgelegd. Er is niets half opgeslagen. Probeer het opnieuw.',
    en: 'The fault is ours and has been logged. Nothing was half saved. Try again.',
  },
};
const UNAVAILABLE: ProblemType = {
  code: 'SERVER.UNAVAILABLE', status: 503,
  title: { nl: 'Even niet bereikbaar', en: 'Not available right now' },
  detail: {
    nl: 'De database antwoordt niet op tijd. Lopende termijnen lopen door. Probeer het over enkele seconden opnieuw.',
    en: 'The database does not answer in time. Running windows keep running. Try again in a few seconds.',
  },
};
const BAD_REQUEST: ProblemType = {
  code: 'REQUEST.UNREADABLE', status: 400,
  title: { nl: 'Het verzoek is niet te lezen', en: 'The request cannot be read' },
  detail: { nl: 'Controleer de opmaak: een verzoek aan de API is geldige JSON.', en: 'Check its format: a request to the API is valid JSON.' },
};
const TOO_LARGE: ProblemType = {
  code: 'REQUEST.TOO_LARGE', status: 413,
  title: { nl: 'Het verzoek is te groot', en: 'The request is too large' },
  detail: { nl: 'Stuur minder in één keer.', en: 'Send less at once.' },
};

// Statement time-out, lock time-out, shutting down, connection lost: passing troubles, not faults in the request.
const PASSING = new Set(['57014', '55P03', '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300', 'ECONNREFUSED', 'ECONNRESET', '25P03']);

/** The one mapping of errors to HTTP: problem+json for the API, a page for people. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  constructor(@Optional() @Inject(ERROR_PAGE) private readonly errorPage?: ErrorPage) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<AppRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.problemOf(error);
    if (response.headersSent) {
      response.end();
      return;
    }
    const language = languageOf(request);
    if (problem.type.status === 429 || problem.type.status === 503) response.setHeader('Retry-After', String(problem.extra['retryAfterSeconds'] ?? 5));
    response.status(problem.type.status);
    if (isApiRequest(request) || !this.errorPage) {
      response.type('application/problem+json').send(JSON.stringify(problemBody(problem, language)));
    } else if (problem.type.status === 401) {
      response.status(303).setHeader('Location', `/aanmelden?returnTo=${encodeURIComponent(request.method === 'GET' ? request.originalUrl : '/')}`);
      response.end();
    } else {
      response.type('html').send(this.errorPage({ problem, language, request }));
    }
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof HttpException) return new Problem(typeOfStatus(error.getStatus()));
    const parserStatus = (error as { type?: string; status?: number } | null)?.type ? (error as { status?: number }).status : undefined;
    if (parserStatus) return new Problem(typeOfStatus(parserStatus));
    this.log.error(error instanceof Error ? error.message : String(error), error instanceof Error ? error.stack : undefined);
    return new Problem(PASSING.has(sqlState(error) ?? '') || isPoolTimeout(error) ? UNAVAILABLE : INTERNAL);
  }
}

const isPoolTimeout = (error: unknown): boolean => error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message);

function typeOfStatus(status: number): ProblemType {
  if (status === 404) return NOT_FOUND;
  if (status === 413) return TOO_LARGE;
  return status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
}

/** RFC 9457 body: title, detail and messages in the reader's language, codes the same in every language. */
export function problemBody(problem: Problem, language: Language): Record<string, unknown> {
  return {
    type: `urn:achter-de-hand:problem:${problem.type.code}`,
    status: problem.type.status,
    title: problem.titleIn(language),
    detail: problem.detailIn(language),
    code: problem.type.code,
    ...(problem.fields.length > 0 && {
      errors: problem.fields.map((field) => ({ path: field.path, code: field.code, message: fill(field.message[language], field.params) })),
    }),
    ...problem.extra,
  };
}
