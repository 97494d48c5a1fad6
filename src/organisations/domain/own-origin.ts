/** What a browser says about where a request comes from. */
export type RequestOrigin = {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly host: string | undefined;
};

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True for methods that may change something (RFC 9110, 9.2.1). */
export const mayChangeState = (method: string): boolean => !SAFE_METHODS.has(method.toUpperCase());

/**
 * True when the request comes from one of our own pages. Every browser that still gets updates sends Origin with a POST, and
 * no page can forge either header; a request with neither is not known to be ours.
 */
export function comesFromOurPages(request: RequestOrigin, publicUrl: string): boolean {
  // Said by the browser about the address it really went to; `none` is the user's own doing, such as a restored tab.
  if (request.secFetchSite !== undefined) return request.secFetchSite === 'same-origin' || request.secFetchSite === 'none';
  return request.origin !== undefined && isOurOrigin(request.origin, request.host, publicUrl);
}

function isOurOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const ours = new URL(publicUrl);
  const theirs = new URL(origin);
  if (theirs.origin === ours.origin) return true;
  // Without https the site is often reached under several names (localhost, a machine's address); with it, under one.
  return ours.protocol === 'http:' && theirs.protocol === 'http:' && host !== undefined && theirs.host === host.toLowerCase();
}
