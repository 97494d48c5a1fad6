import { defineDueMoment } from '../platform/due-moments/index.js';

/** An event has not got through for long while its activation runs: people are told. Subject: the delivery. */
export const WEBHOOK_FAILING = defineDueMoment('webhook.failing', 'activation', 40);
