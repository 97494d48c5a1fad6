import { STAY_POLICY } from '../../config/stay.js';
import { defineDueMoment } from '../platform/due-moments/index.js';

/** The deadline outcome: first among everything that is due. Subject: the activation. */
export const ACTIVATION_DEADLINE = defineDueMoment('activation.deadline', 'activation', 0);
/** The deadline outcome of extra places. Subject: the extra places. */
export const EXTRA_PLACES_DEADLINE = defineDueMoment('extra-places.deadline', 'activation', 1);
/** Everyone concerned is told that the deadline of extra places is near. Subject: the extra places. */
export const EXTRA_PLACES_NEAR = defineDueMoment('extra-places.deadline-near', 'activation', 30);
/** Another location is looked for after one was refused or dropped out. Subject: the deployment that was lost. */
export const DEPLOYMENT_REPLAN = defineDueMoment('deployment.replan', 'activation', 5);
/** Everyone is told that the deadline is near. Subject: the activation. */
export const ACTIVATION_DEADLINE_NEAR = defineDueMoment('activation.deadline-near', 'activation', 30);
/** A deployment can no longer open in time unless something gets done. Subject: the deployment. */
export const DEPLOYMENT_AT_RISK = defineDueMoment('deployment.at-risk', 'activation', 24);
/** A milestone is overdue and still open: its owner is to be telephoned. Subject: the milestone. */
export const MILESTONE_ESCALATION = defineDueMoment('milestone.escalation', 'activation', 22);
/** A milestone will be due soon. Subject: the milestone. */
export const MILESTONE_REMINDER = defineDueMoment('milestone.reminder', 'activation', 29);
/** A milestone was not completed in time. Subject: the milestone. */
export const MILESTONE_OVERDUE = defineDueMoment('milestone.overdue', 'activation', 20);
/** Somebody whom the municipality informs was not informed in time. Subject: the task. */
export const INFORMATION_OVERDUE = defineDueMoment('information.overdue', 'activation', 21);
/** Everyone concerned is warned that the agreed last night comes near; a kind per number of days before it. Subject: the deployment. */
export const STAY_WARNINGS = new Map(STAY_POLICY.warnDaysBefore.value.map((days) => [days, defineDueMoment(`stay.warning-${days}`, 'routine', 32)]));
/** The morning after the agreed last night: nobody should be there any more. Subject: the deployment. */
export const STAY_OVER = defineDueMoment('stay.over', 'activation', 22);
export const STAY_MOMENTS = [...STAY_WARNINGS.values(), STAY_OVER];
/** Nobody confirmed an official's order by telephone. Subject: the trigger request. */
export const TRIGGER_REQUEST_LAPSE = defineDueMoment('trigger-request.lapse', 'activation', 24);
/** PRO is asked once more to confirm what was triggered on its behalf. Subject: the activation. */
export const PRO_CONFIRMATION_REMINDER = defineDueMoment('pro-confirmation.reminder', 'activation', 31);
/** PRO has not confirmed it in time: an alarm, and nothing else. Subject: the activation. */
export const PRO_CONFIRMATION_OVERDUE = defineDueMoment('pro-confirmation.overdue', 'activation', 21);
/** There is nobody to telephone: PRO's officer is called at once. Subject: the call task. */
export const CALL_TASK_WITHOUT_NUMBER = defineDueMoment('call-task.without-number', 'activation', 23);
/** A ride has not arrived. Subject: the ride. */
export const RIDE_MISSING = defineDueMoment('ride.missing', 'activation', 21);
/** A fixed head count of an open location should have been reported. Subject: the deployment. */
export const COUNT_DUE = defineDueMoment('presence.count-due', 'routine', 34);
