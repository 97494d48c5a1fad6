import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../organisations/index.js';
import { AlertWriter } from './alert-writer.js';
import { Alerts } from './alerts.js';
import { AnswerLinks } from './answer-links.js';
import { AnswerTokens } from './answer-tokens.js';
import { BuiltInMailbox } from './built-in-mailbox.js';
import { CallTasks } from './call-tasks.js';
import { CatchUp } from './catch-up.js';
import { DeliveryClaims } from './delivery-claims.js';
import { DeliveryJobs } from './delivery-jobs.js';
import { DeliveryOutcomes } from './delivery-outcomes.js';
import { Escalation } from './escalation.js';
import { FailureReport } from './failure-report.js';
import { ForgetCalls } from './forget-calls.js';
import { Handover } from './handover.js';
import { DEFAULT_MAIL_LIMITS, MAIL_LIMITS, MailTransport } from './mail-transport.js';
import { Mailbox } from './mailbox.js';
import { MailboxPages } from './mailbox.pages.js';
import { PresentStates } from './present-states.js';
import { ReachabilityJobs } from './reachability.jobs.js';
import { Recipients } from './recipients.js';
import { SendTestPages } from './send-test.pages.controller.js';
import { TelephoneMessages } from './telephone-messages.js';
import { TestMessagePages } from './test-message-pages.controller.js';
import { TestMessages } from './test-messages.js';
import { TestMessagesController } from './test-messages.controller.js';
import { UnreachedContacts } from './unreached-contacts.js';
import { VerificationLinks } from './verification-links.js';

/** Alerts, their deliveries, answer links and escalation. */
@Module({
  imports: [OrganisationsModule],
  controllers: [MailboxPages, TestMessagesController, TestMessagePages, SendTestPages],
  providers: [
    Alerts, AnswerLinks, AnswerTokens, AlertWriter, CallTasks, Recipients, Handover, Escalation, FailureReport, TestMessages, VerificationLinks, UnreachedContacts, ReachabilityJobs, TelephoneMessages, ForgetCalls,
    PresentStates, CatchUp, DeliveryClaims, DeliveryOutcomes, DeliveryJobs, MailTransport, BuiltInMailbox, Mailbox,
    { provide: MAIL_LIMITS, useValue: DEFAULT_MAIL_LIMITS },
  ],
  exports: [Alerts, AnswerLinks, CallTasks, PresentStates, UnreachedContacts],
})
export class AlertsModule {}
