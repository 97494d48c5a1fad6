import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './allow.js';

/** Stops the start when a route does not say who may use it, so that a forgotten decorator is found before anybody else finds it. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    this.assertEveryRouteDecides();
  }

  /** Throws, naming every route without `@Allow` or `@Public`. */
  assertEveryRouteDecides(): void {
    const undecided = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => this.isRoute(prototype[name]!) && !this.reflector.getAllAndOverride(ACCESS, [prototype[name] as () => void, metatype]))
        .map((name) => `${metatype.name}.${name}`);
    });
    if (undecided.length > 0) throw new Error(`Routes that do not say who may use them (@Allow or @Public): ${undecided.join(', ')}.`);
  }

  private isRoute(method: object): boolean {
    return Reflect.hasMetadata(PATH_METADATA, method) && Reflect.hasMetadata(METHOD_METADATA, method);
  }
}
