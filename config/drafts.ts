/** How much of unfinished forms is kept. Our own defaults: enough for every building of a municipality, too little to store anything else in. */
export const DRAFT_LIMITS = {
  /** Drafts of one organisation at the same time. */
  perOrganisation: 50,
  /** Bytes of one draft: every field of the form filled to its maximum takes less. */
  bytes: 150_000,
  /** Fields in one draft; the form has about a hundred, and seven for each contact and three for each room and each block. */
  fields: 600,
} as const;
