import { ConfirmLinkController } from './confirm-link.pages.controller.js';
import { ConfirmPagesController } from './confirm.pages.controller.js';
import { ConfirmUnchanged } from './confirm-unchanged.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { CloseDefect } from './defects/close-defect.js';
import { DefectJobs } from './defects/defect.jobs.js';
import { DefectOwners } from './defects/defect-owners.js';
import { DefectPagesController } from './defects/defect.pages.controller.js';
import { Defects } from './defects/defects.js';
import { DefectsController } from './defects/defects.controller.js';
import { OpenDefect } from './defects/open-defect.js';
import { DigestJobs } from './digest.jobs.js';
import { ExpiryPlan } from './expiry-plan.js';
import { ExpiryJobs } from './expiry.jobs.js';
import { ForgetDrafts } from './forget-drafts.js';
import { EvidencePhotos } from './inspecting/evidence-photos.js';
import { FinishInspection } from './inspecting/finish-inspection.js';
import { InspectionDrafts } from './inspecting/inspection-drafts.js';
import { InspectionPagesController } from './inspecting/inspection.pages.controller.js';
import { InspectionStepPagesController } from './inspecting/inspection-step.pages.controller.js';
import { OwnLocation } from './inspecting/own-location.reader.js';
import { ReadinessDigests } from './readiness-digests.js';

// What keeps locations ready: inspecting them, telling what runs out, confirming what has not changed, and seeing to defects.

export const UPKEEP_USE_CASES = [ConfirmUnchanged, ExpiryPlan, OpenDefect, CloseDefect, FinishInspection];
export const UPKEEP_CONTROLLERS = [ConfirmPagesController, ConfirmLinkController, ConfirmationsController, DefectPagesController, DefectsController, InspectionPagesController, InspectionStepPagesController];
export const UPKEEP_PROVIDERS = [...UPKEEP_USE_CASES, ExpiryJobs, ReadinessDigests, DigestJobs, Defects, DefectJobs, DefectOwners, InspectionDrafts, ForgetDrafts, EvidencePhotos, OwnLocation];
