export { assertVersion, etagOf, STALE_VERSION, VERSION_REQUIRED, versionFrom } from './conditions.js';
export { fieldErrorsOf, fieldIssue, parseInput } from './fields.js';
export { decodeForm, type FormBody, type FormTypes } from './form.js';
export { API_VERSION, refuseOtherMediaTypes, securityHeaders } from './headers.js';
export { idempotencyKeyOf, KEY_REUSED, once, type IdempotencyKey } from './idempotency.js';
export { jsonSchema, Operation, type OperationDescription } from './operation.js';
export { offsetOf, PAGE_QUERY, type Page } from './paging.js';
export { ERROR_PAGE, problemBody, ProblemFilter, type ErrorPage } from './problem.filter.js';
export { cookieOf, CurrentActor, isApiRequest, LANGUAGE_COOKIE, languageOf, MaybeActor, RequestLanguage, type AppRequest } from './request.js';
