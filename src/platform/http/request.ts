import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { DEFAULT_LANGUAGE, isLanguage, type Actor, type Language } from '../../kernel/index.js';

/** The request with what the guard found out about who asks. */
export type AppRequest = Request & { actor?: Actor; sessionTokenHash?: Buffer };

/** The one who asks, as established by the guard. On public routes there may be nobody: use `@MaybeActor()` there. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AppRequest>();
  if (!actor) throw new Error('CurrentActor on a route that lets anybody in.');
  return actor;
});

export const MaybeActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | undefined =>
  context.switchToHttp().getRequest<AppRequest>().actor);

/** The language of this request: the reader's choice (cookie), else what the browser prefers, else Dutch. */
export const RequestLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language =>
  languageOf(context.switchToHttp().getRequest<AppRequest>()));

export const LANGUAGE_COOKIE = 'taal';

export function languageOf(request: Pick<Request, 'headers' | 'acceptsLanguages'>): Language {
  const chosen = cookieOf(request, LANGUAGE_COOKIE);
  if (isLanguage(chosen)) return chosen;
  const accepted = request.headers['accept-language'] ? request.acceptsLanguages('nl', 'en') : false;
  return isLanguage(accepted) ? accepted : DEFAULT_LANGUAGE;
}

/** The value of a cookie, decoded; undefined when absent or not decodable. */
export function cookieOf(request: Pick<Request, 'headers'>, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      try {
        return decodeURIComponent(pair.slice(at + 1).trim());
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}

export const isApiRequest = (request: Pick<Request, 'path'>): boolean => request.path.startsWith('/api/');
