import { z } from 'zod';
import type { Instant } from '../kernel/index.js';
import { AUDIENCES, EVENT_NAMES } from './domain/event-types.js';

const MAXIMUM_URL = 500;

export const DELIVERY_STATES = ['queued', 'sending', 'accepted', 'failed-retrying', 'given-up'] as const;
export type WebhookState = (typeof DELIVERY_STATES)[number];

/** Why an attempt did not succeed. */
export const SEND_ERRORS = ['status', 'redirect', 'gone', 'timeout', 'name', 'address', 'certificate', 'connection', 'secret', 'endpoint-off'] as const;
export type SendError = (typeof SEND_ERRORS)[number];

const url = z.string().trim().min(1).max(MAXIMUM_URL).describe('https, a public address, without user name or password.');
const events = z.array(z.enum(EVENT_NAMES)).min(1).nullable().describe('Names without their prefix `nl.achterdehand.`; null: all of them, those that come later included.');
const audience = z.enum(AUDIENCES).describe('Real activations, exercises, or both. Every event says which it is of.');

export const ENDPOINT_INPUT = z.strictObject({ url, events: events.default(null), audience: audience.default('all') });
export type EndpointInput = z.output<typeof ENDPOINT_INPUT>;

/** What is left out stays as it is. */
export const ENDPOINT_CHANGE = z.strictObject({ url: url.optional(), events: events.optional(), audience: audience.optional(), enabled: z.boolean().optional() });
export type EndpointChange = Partial<{ [Name in keyof z.output<typeof ENDPOINT_CHANGE>]: Exclude<z.output<typeof ENDPOINT_CHANGE>[Name], undefined> }>;

const instant = z.iso.datetime();
const SECRET = z.object({ id: z.uuid(), createdAt: instant, expiresAt: instant.nullable().describe('Until when it signs beside a newer one; null for the newest.') });
export const ENDPOINT = z.object({
  id: z.uuid(), organisationId: z.uuid(), url: z.string(), events, audience, enabled: z.boolean(),
  disabledBecause: z.enum(['owner', 'gone']).nullable().describe('`gone`: it answered 410.'), disabledAt: instant.nullable(),
  failingSince: instant.nullable().describe('Null when the last attempt succeeded, or there was none.'),
  secrets: z.array(SECRET).describe('The keys that sign now, the newest first; their texts are shown once, when they are made.'),
  version: z.int().describe('The ETag, as a number.'),
});
const secretText = z.string().nullable().describe('`whsec_…`, shown this once; null when the same Idempotency-Key is sent again: renew the key then.');
export const NEW_ENDPOINT = ENDPOINT.extend({ secret: secretText });
export const NEW_SECRET = z.object({ id: z.uuid(), secret: secretText });

export const DELIVERY = z.object({
  id: z.uuid(), eventId: z.uuid().describe('`webhook-id`, and the id of the CloudEvent: the same each time it is sent.'), name: z.string(), activationId: z.uuid().nullable().describe('Null for a test.'),
  exercise: z.boolean(), state: z.enum(DELIVERY_STATES), attempts: z.int(), responseStatus: z.int().nullable().describe('Of the last attempt that got an answer.'),
  lastError: z.enum(SEND_ERRORS).nullable(), possiblySentTwice: z.boolean(), createdAt: instant, nextTryAt: instant.nullable(), acceptedAt: instant.nullable(), givenUpAt: instant.nullable(),
});
type Dated = 'createdAt' | 'nextTryAt' | 'acceptedAt' | 'givenUpAt';
/** One event on its way to one endpoint. A Date becomes UTC text when it is sent. */
export type WebhookDelivery = Omit<z.infer<typeof DELIVERY>, Dated> & { readonly createdAt: Instant } & { readonly [Name in Exclude<Dated, 'createdAt'>]: Instant | null };
