import type pg from 'pg';

export function makeRegistry(owner: pg.Client, count: number, municipalities: readonly { code: string; name: string; provinceCode: string }[]): Promise<string>;
