import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Actor } from '../kernel/index.js';
import { forbidden } from './auth-problems.js';
import { isPermitted, type Action } from './domain/permissions.js';

export type PublicOptions = {
  /** Default true: whoever is signed in is known (`@MaybeActor()`). False costs no query: for what must answer without a database. */
  readonly recognise?: boolean;
  /** True for forms that change something for a visitor nobody knows yet: only our own pages may post them. */
  readonly ownPagesOnly?: boolean;
};

/** What a route decided about who may come in. One piece of metadata, so that it cannot be both. */
export type Access =
  | { readonly kind: 'public'; readonly recognise: boolean; readonly ownPagesOnly: boolean }
  | { readonly kind: 'allow'; readonly actions: readonly Action[] };

export const ACCESS = 'organisations:access';

/** Lets in whose organisation may do at least one of these actions. The use case checks the finer points with `assertMay`. */
export const Allow = (...actions: readonly [Action, ...Action[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, { kind: 'allow', actions } satisfies Access), ApiBearerAuth());

/** Lets anybody in. */
export const Public = ({ recognise = true, ownPagesOnly = false }: PublicOptions = {}): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { kind: 'public', recognise, ownPagesOnly } satisfies Access);

/** True when the actor may do this. The system may do everything: it is never a request. */
export const may = (actor: Pick<Actor, 'kind'>, action: Action): boolean => actor.kind === 'system' || isPermitted(actor.kind, action);

/** Throws AUTH.FORBIDDEN (403), saying who may, unless the actor may do at least one of these. */
export function assertMay(actor: Pick<Actor, 'kind'>, ...actions: readonly [Action, ...Action[]]): void {
  if (!actions.some((action) => may(actor, action))) throw forbidden(actions);
}
