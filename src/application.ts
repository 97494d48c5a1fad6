import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { AppModule } from './app.module.js';
import { DOCUMENT_UPLOADS } from './locations/index.js';
import { serveOpenApi } from './open-api.js';
import type { Settings } from './platform/config/index.js';
import { endEarlyAnswers, refuseOtherMediaTypes, securityHeaders } from './platform/http/index.js';
import type { Connections } from './platform/platform.module.js';

// Islands and styles as `npm run build` leaves them; the same place seen from dist/src and from src.
const PUBLIC_FOLDERS = [fileURLToPath(new URL('../public', import.meta.url)), fileURLToPath(new URL('../dist/public', import.meta.url))];
const LEVELS: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** The application, initialised and ready to listen. Stopping it closes every connection. */
export async function createApplication(settings: Settings, connections: Connections, logLevel: LogLevel = 'warn'): Promise<NestExpressApplication> {
  // Set on the instance before Nest builds its router: no second address for the same thing (NLGov API rule: no trailing slash).
  const server = express().set('strict routing', true).set('case sensitive routing', true).set('etag', false);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, connections), new ExpressAdapter(server), {
    logger: LEVELS.slice(0, LEVELS.indexOf(logLevel) + 1),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.set('trust proxy', settings.trustProxy ? 1 : false);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(endEarlyAnswers, securityHeaders, refuseOtherMediaTypes([DOCUMENT_UPLOADS]));
  app.useBodyParser('json', { limit: '256kb', type: ['application/json', 'application/*+json'] });
  app.useBodyParser('urlencoded', { limit: '256kb', extended: false });
  for (const folder of PUBLIC_FOLDERS) app.useStaticAssets(folder, { prefix: '/public/', index: false, maxAge: '5m' });
  serveOpenApi(app);
  await app.init();
  return app;
}
