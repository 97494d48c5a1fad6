import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { API_VERSION } from './platform/http/index.js';

const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457. `code` is stable; `title`, `detail` and messages follow Accept-Language (nl, en).',
  required: ['type', 'status', 'title', 'detail', 'code'],
  properties: {
    type: { type: 'string' as const },
    status: { type: 'integer' as const },
    title: { type: 'string' as const },
    detail: { type: 'string' as const },
    code: { type: 'string' as const, example: 'ACTIVATION.LOCATION_BUSY' },
    errors: {
      type: 'array' as const,
      description: 'Every wrong field at once.',
      items: {
        type: 'object' as const,
        properties: { path: { type: 'string' as const }, code: { type: 'string' as const }, message: { type: 'string' as const } },
      },
    },
  },
};

function build(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Achter de Hand')
    .setDescription('Reserve places that can really be used: readiness, activation, alerts and answers on one shared clock. Times are UTC; windows are ISO 8601 durations.')
    .setVersion(API_VERSION)
    .setContact('Beheer Achter de Hand', 'https://achterdehand.example', 'beheer@achterdehand.example')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A key of a person or a machine. A machine’s key triggers exercises only.' })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/api/')));
  return { ...document, paths, components: { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA } } };
}

/** `GET /api/v1/openapi.json`: public and readable from any origin. Built once, at the first question. */
export function serveOpenApi(app: NestExpressApplication): void {
  let document: OpenAPIObject | undefined;
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.path !== '/api/v1/openapi.json' || !['GET', 'HEAD'].includes(request.method)) return next();
    document ??= build(app);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.json(document);
  });
}
