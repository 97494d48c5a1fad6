import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { LocationsModule } from '../locations/index.js';
import { OrganisationsModule } from '../organisations/index.js';
import { ReserveModule } from '../reserve/index.js';
import { WebhooksModule } from '../webhooks/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { ActivationEvents } from './activation-events.js';
import { ActivationPagesController } from './activation-pages.controller.js';
import { ActivationReader } from './activation-view.js';
import { ActivationJobs } from './activation.jobs.js';
import { ActivationsController } from './activations.controller.js';
import { AgreedStays } from './agreed-stays.js';
import { AddDeployment } from './add-deployment.js';
import { AskExtraPlaces } from './ask-extra-places.js';
import { AnswerPagesController } from './answer-pages.controller.js';
import { AnswerAlert } from './answer-alert.js';
import { AnswerForPro } from './answer-for-pro.js';
import { AnswerStay } from './answer-stay.js';
import { AskStay } from './ask-stay.js';
import { CalendarFeed } from './calendar/calendar-feed.js';
import { CalendarLinks } from './calendar/calendar-links.js';
import { CalendarLinksController } from './calendar/calendar-links.controller.js';
import { CalendarPages } from './calendar/calendar.pages.controller.js';
import { CallRoundJobs } from './call-round.jobs.js';
import { CallTaskPagesController } from './call-task-pages.controller.js';
import { CallTasksController } from './call-tasks.controller.js';
import { CompleteMilestone } from './complete-milestone.js';
import { CountJobs } from './count.jobs.js';
import { CountMoments } from './count-moments.js';
import { DeploymentsController } from './deployments.controller.js';
import { EndActivation } from './end-activation.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { ExtendDeadline } from './extend-deadline.js';
import { ExtraDeadlines } from './extra-deadlines.js';
import { ExtraPlacesJobs } from './extra-places.jobs.js';
import { ExtraPlacesPages } from './extra-places-pages.controller.js';
import { ForgetCallBacks } from './forget-call-backs.js';
import { ForgetSpokespersons } from './forget-spokespersons.js';
import { InformationController } from './information.controller.js';
import { InformationForms } from './information-forms.js';
import { InformationJobs } from './information.jobs.js';
import { InformedParties } from './informed-parties.js';
import { JoinActivation } from './join-activation.js';
import { LiveActivations } from './live-activations.js';
import { LoseLocation } from './lose-location.js';
import { PastActivations } from './past-activations.js';
import { MilestoneJobs } from './milestone.jobs.js';
import { OverdueCalls } from './overdue-calls.js';
import { OnBehalfJobs } from './on-behalf.jobs.js';
import { OrderByTelephone } from './order-by-telephone.js';
import { ActivationPlanner } from './plan-activation.js';
import { PlansController } from './plans.controller.js';
import { ExtraPlacesPlanner } from './plan-extra-places.js';
import { ReplanDeployment } from './replan-deployment.js';
import { ReportInformation } from './report-information.js';
import { ReportPresence } from './report-presence.js';
import { ActivationPresentState } from './present-state.js';
import { ReportRide } from './report-ride.js';
import { ReplacementPlanner } from './replacement-planner.js';
import { RideJobs } from './ride.jobs.js';
import { RidesController } from './rides.controller.js';
import { RunningOnRequest } from './running-on-request.js';
import { SetPressLine } from './set-press-line.js';
import { SettleOutcome } from './settle-outcome.js';
import { StayForms } from './stay-forms.js';
import { StayJobs } from './stay.jobs.js';
import { StaysController } from './stays.controller.js';
import { StepForms } from './step-forms.js';
import { TakeBackAnswer } from './take-back-answer.js';
import { TelephoneParty } from './telephone-party.js';
import { TriggerActivation } from './trigger-activation.js';
import { TriggerPagesController } from './trigger-pages.controller.js';
import { TriggerRequestPagesController } from './trigger-request-pages.controller.js';
import { TriggerRequestReader } from './trigger-request-reader.js';
import { TriggerRequestsController } from './trigger-requests.controller.js';
import { VerifiedPlaces } from './verified-places.js';
import { WarnLate } from './warn-late.js';
import { WatchPaths } from './watch-paths.js';

const USE_CASES = [TriggerActivation, AnswerAlert, TakeBackAnswer, CompleteMilestone, LoseLocation, AddDeployment, ReportPresence, EndActivation, ExtendDeadline, TelephoneParty, AskStay, AnswerStay, ReportRide, ReportInformation, SetPressLine, OrderByTelephone, AnswerForPro, AskExtraPlaces];

@Module({
  imports: [OrganisationsModule, AlertsModule, WebhooksModule, LocationsModule, ReserveModule],
  // The trigger's pages come first: `nieuw` and `telefonisch` are no activation's id.
  controllers: [ActivationsController, PlansController, DeploymentsController, StaysController, RidesController, InformationController, CallTasksController, CallTaskPagesController, TriggerPagesController, TriggerRequestsController, TriggerRequestPagesController, ExtraPlacesPages, ActivationPagesController, AnswerPagesController, CalendarLinksController, CalendarPages],
  providers: [...USE_CASES, ExerciseTakeOver, ActivationAlerts, ActivationEvents, ActivationPlanner, JoinActivation, ReplacementPlanner, ReplanDeployment, ExtraDeadlines, ExtraPlacesJobs, ExtraPlacesPlanner, WatchPaths, OverdueCalls, WarnLate, SettleOutcome, ActivationReader, ActivationJobs, MilestoneJobs, PastActivations, AgreedStays, StayJobs, VerifiedPlaces, CountMoments, CountJobs, RideJobs, CallRoundJobs, ForgetCallBacks, ForgetSpokespersons, StayForms, InformedParties, InformationJobs, InformationForms, StepForms, LiveActivations, ActivationPresentState, RunningOnRequest, TriggerRequestReader, OnBehalfJobs, CalendarLinks, CalendarFeed],
  exports: [...USE_CASES, ActivationReader, ActivationPlanner, LiveActivations, PastActivations],
})
export class ActivationsModule {}
