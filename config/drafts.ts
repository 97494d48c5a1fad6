/** How much of unfinished forms is kept. Our own defaults: enough for every building of a municipality, too little to store anything else in. */
export const DRAFT_LIMITS = {
  /** Drafts of one organisation at the same time. */
  perOrganisation: 50,
  /** Bytes of one draft: every field of the form filled to its maximum takes less. */
  bytes: 150_000,
  /** Fields in one draft; the form has about a hundred, and seven for each contact and three for each room and each block. */
  fields: 600,
} as const;

/** How long an unfinished form is kept after it was last saved. Our own defaults. */
export const DRAFT_TERMS = {
  /** Days that a registration is kept: papers can take months. */
  registrationDays: 180,
  /** Days that an inspection is kept: what was seen longer ago has to be looked at again. */
  inspectionDays: 30,
  /** Seconds between two rounds of clearing away. */
  clearEverySeconds: 3600,
  /** Drafts that one statement clears away. */
  clearAtOnce: 500,
} as const;
