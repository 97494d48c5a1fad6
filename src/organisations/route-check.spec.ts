import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, Sse, type ExecutionContext } from '@nestjs/common';
import { DiscoveryModule, MetadataScanner, Reflector } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { EMPTY, type Observable } from 'rxjs';
import type { Settings } from '../platform/config/index.js';
import { Allow, Public } from './allow.js';
import { AuthGuard } from './auth.guard.js';
import type { Callers } from './callers.js';
import { RouteCheck } from './route-check.js';

@Controller('decided')
class Decided {
  @Get() @Allow('overview.read') list(): string { return ''; }
  @Post() @Public() add(): string { return ''; }
  notARoute(): string { return ''; }
}

@Controller('decided-as-a-whole')
@Allow('record.read')
class DecidedAsAWhole {
  @Get() list(): string { return ''; }
}

@Controller('forgotten')
class Forgotten {
  @Get() @Public() known(): string { return ''; }
  @Get('forgotten') forgotten(): string { return ''; }
  @Sse('stream') stream(): Observable<never> { return EMPTY; }
}

async function checkOf(...controllers: (new () => object)[]): Promise<RouteCheck> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [MetadataScanner, RouteCheck] })
  class Probe {}
  const module = await Test.createTestingModule({ imports: [Probe] }).compile();
  return module.get(RouteCheck);
}

describe('every route', () => {
  it('decides who may use it, by itself or by its controller', async () => {
    const check = await checkOf(Decided, DecidedAsAWhole);
    expect(() => check.assertEveryRouteDecides()).not.toThrow();
  });

  it('or the start is refused, and names it', async () => {
    const check = await checkOf(Decided, Forgotten);
    expect(() => check.onApplicationBootstrap()).toThrow('Routes that do not say who may use them (@Allow or @Public): Forgotten.forgotten, Forgotten.stream.');
  });
});

describe('the guard', () => {
  const settings = { publicUrl: 'http://127.0.0.1:3000' } as Settings;
  const nobody = { bySession: () => Promise.resolve(undefined), byKey: () => Promise.resolve(undefined) } as unknown as Callers;
  const guard = new AuthGuard(new Reflector(), nobody, settings);
  const at = (controller: new () => object, method: string): ExecutionContext => ({
    getHandler: () => (controller.prototype as Record<string, () => void>)[method],
    getClass: () => controller,
    switchToHttp: () => ({ getRequest: () => ({ path: '/x', method: 'GET', headers: {} }), getResponse: () => ({}) }),
  }) as unknown as ExecutionContext;

  it('closes a route that decides nothing, whoever asks', async () => {
    await expect(guard.canActivate(at(Forgotten, 'forgotten'))).rejects.toMatchObject({ type: { code: 'AUTH.FORBIDDEN' } });
  });

  it('asks who it is where not everybody may', async () => {
    await expect(guard.canActivate(at(Decided, 'list'))).rejects.toMatchObject({ type: { code: 'AUTH.REQUIRED' } });
    await expect(guard.canActivate(at(DecidedAsAWhole, 'list'))).rejects.toMatchObject({ type: { code: 'AUTH.REQUIRED' } });
    expect(await guard.canActivate(at(Decided, 'add'))).toBe(true);
  });
});
