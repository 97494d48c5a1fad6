import type { NextFunction, Request, Response } from 'express';
import { Problem, type ProblemType } from '../../kernel/index.js';
import { problemBody } from './problem.filter.js';
import { languageOf } from './request.js';

/** Version of the API, on every response (NLGov API Design Rules). */
export const API_VERSION = '1.0.0';

const CSP = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ');

/** The page may also show images from this one other site, such as the tiles of a map. */
export function allowImagesFrom(response: Response, origin: string): void {
  response.setHeader('Content-Security-Policy', CSP.replace("img-src 'self'", `img-src 'self' ${origin}`));
}

/** Security headers on every response. Files that never change under their name may be cached; nothing else is. */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('API-Version', API_VERSION);
  response.setHeader('Content-Security-Policy', CSP);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Strict-Transport-Security', 'max-age=31536000');
  if (!request.path.startsWith('/public/')) response.setHeader('Cache-Control', 'no-store');
  next();
}

const READ = { api: ['application/json', 'application/*+json'], pages: ['application/x-www-form-urlencoded', 'multipart/form-data'] };

/**
 * A body of another kind than the API (JSON) or the pages (forms) read is refused with 415: it would be taken for an empty or a
 * foreign one. Where files are uploaded to the API a form may come instead.
 */
export function refuseOtherMediaTypes(uploads: readonly RegExp[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
    const isApi = request.path.startsWith('/api/');
    const isUpload = uploads.some((path) => path.test(request.path));
    if (!hasBody || isUpload || request.is(isApi ? READ.api : READ.pages)) {
      next();
      return;
    }
    const body = problemBody(new Problem(isApi ? UNSUPPORTED_MEDIA_TYPE : FORMS_ONLY), languageOf(request));
    response.status(415).type('application/problem+json').send(JSON.stringify(body));
  };
}

const FORMS_ONLY: ProblemType = {
  code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE', status: 415,
  title: { nl: 'Alleen formulieren worden gelezen', en: 'Only forms are read' },
  detail: { nl: 'Dit adres is een pagina: verstuur haar formulier, of gebruik de API onder /api/v1.', en: 'This address is a page: send its form, or use the API below /api/v1.' },
};
const UNSUPPORTED_MEDIA_TYPE: ProblemType = {
  code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE', status: 415,
  title: { nl: 'Alleen JSON wordt gelezen', en: 'Only JSON is read' },
  detail: { nl: 'Stuur de inhoud als application/json.', en: 'Send the body as application/json.' },
};
