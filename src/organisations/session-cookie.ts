import type { CookieOptions } from 'express';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import type { Settings } from '../platform/config/index.js';
import { cookieOf, type AppRequest } from '../platform/http/index.js';
import { looksLikeSessionToken } from './tokens.js';

type Site = Pick<Settings, 'publicUrl'>;

const isHttps = ({ publicUrl }: Site): boolean => publicUrl.startsWith('https:');

/** The name of the session cookie. With https the prefix makes browsers refuse one set for another host or path, or without https. */
export const sessionCookieName = (site: Site): string => (isHttps(site) ? '__Host-zitting' : 'zitting');

/** Attributes of every cookie of ours: not for scripts, not sent along from other sites' forms. */
export const cookieAttributes = (site: Site): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure: isHttps(site), path: '/' });

/** The session cookie ends with the browser or with the longest life a session can have; the database decides earlier. */
export const sessionCookieAttributes = (site: Site): CookieOptions =>
  ({ ...cookieAttributes(site), maxAge: SIGN_IN_POLICY.session.maximumSeconds.value * 1000 });

/** The session token that the request carries; undefined when there is none or it cannot be one of ours. */
export function sessionTokenOf(request: Pick<AppRequest, 'headers'>, site: Site): string | undefined {
  const token = cookieOf(request, sessionCookieName(site));
  return token !== undefined && looksLikeSessionToken(token) ? token : undefined;
}
