import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { ForgetWebhooks } from './forget-webhooks.js';
import { SecretSeal } from './secret-seal.js';
import { WebhookClaims } from './webhook-claims.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookEndpoints } from './webhook-endpoints.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';
import { WebhookDueJobs } from './webhook.jobs.js';
import { WebhookJobs } from './webhook-jobs.js';
import { WebhookLog } from './webhook-log.js';
import { WebhookNotices } from './webhook-notices.js';
import { WebhookOutcomes } from './webhook-outcomes.js';
import { WebhookPages } from './webhook-pages.controller.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { OUTSIDE, REAL_OUTSIDE, WebhookTransport } from './webhook-transport.js';
import { Webhooks } from './webhooks.js';

/** Tells the systems of organisations of what happens in an activation. */
@Module({
  imports: [OrganisationsModule, AlertsModule],
  controllers: [WebhookEndpointsController, WebhookDeliveriesController, WebhookPages],
  providers: [
    Webhooks, WebhookEndpoints, WebhookSecrets, SecretSeal, WebhookLog, WebhookClaims, WebhookOutcomes, WebhookTransport, WebhookJobs, WebhookNotices, WebhookDueJobs, ForgetWebhooks,
    { provide: OUTSIDE, useValue: REAL_OUTSIDE },
  ],
  exports: [Webhooks],
})
export class WebhooksModule {}
