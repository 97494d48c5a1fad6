import { z } from 'zod';

/** Query of every list: `page` from 1, `pageSize` 1–100. */
export const PAGE_QUERY = { page: z.coerce.number().int().min(1).max(100_000).default(1), pageSize: z.coerce.number().int().min(1).max(100).default(50) };

export type Page<T> = { readonly items: readonly T[]; readonly page: number; readonly pageSize: number; readonly total: number };

export const offsetOf = (query: { page: number; pageSize: number }): number => (query.page - 1) * query.pageSize;
