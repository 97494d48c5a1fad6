import { Activation } from './activation.entity.js';
import { CommitmentRow } from './commitment.entity.js';
import { Deployment } from './deployment.entity.js';
import { ExtraPlaces } from './extra-places.entity.js';
import { InformationTask } from './information-task.entity.js';
import { Milestone } from './milestone.entity.js';
import { PresenceReport } from './presence-report.entity.js';
import { PressLine } from './press-line.entity.js';
import { ProConfirmation } from './pro-confirmation.entity.js';
import { Ride } from './ride.entity.js';
import { StayExtension } from './stay-extension.entity.js';
import { TriggerCallBack, TriggerRequest } from './trigger-request.entity.js';

export { ActivationsModule } from './activations.module.js';
export { ActivationReader, type ActivationSummary, type ActivationView, type DeploymentView, type MilestoneView } from './activation-view.js';
export { AnswerAlert } from './answer-alert.js';
export { CompleteMilestone } from './complete-milestone.js';
export { EndActivation } from './end-activation.js';
export { LiveActivations } from './live-activations.js';
export { PastActivations, type PastActivation, type PastCommitment, type PastDeployment, type PastExtension, type PastExtraPlaces, type PastMilestone } from './past-activations.js';
export { TriggerActivation } from './trigger-activation.js';

export const ACTIVATION_ENTITIES = [Activation, Deployment, ExtraPlaces, Milestone, CommitmentRow, PresenceReport, StayExtension, Ride, InformationTask, PressLine, TriggerRequest, TriggerCallBack, ProConfirmation];
