import type { OrganisationKind } from '../../kernel/index.js';

/** Who watches over all sees every organisation's; everybody else their own. */
export const seesAllWebhooks = (kind: OrganisationKind): boolean => kind === 'operations' || kind === 'auditor';
