import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import type { ProblemType } from '../../kernel/index.js';

type OpenApiSchema = NonNullable<Parameters<typeof ApiBody>[0] extends infer O ? (O extends { schema: infer S } ? S : never) : never>;

/** What an API operation takes, gives and may answer instead. One source for checking and for the OpenAPI document. */
export type OperationDescription = {
  readonly summary: string;
  readonly description?: string;
  readonly body?: z.ZodType;
  /** True when the body comes as a multipart form, because a file is part of it. */
  readonly upload?: boolean;
  readonly query?: z.ZodObject;
  readonly status?: number;
  readonly response?: z.ZodType;
  /** Media types of an answer that is a file instead. */
  readonly files?: readonly string[];
  readonly problems?: readonly ProblemType[];
  readonly idempotent?: boolean;
  readonly ifMatch?: boolean;
};

/** JSON Schema (2020-12, as OpenAPI 3.1 uses it) of a zod schema. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): OpenApiSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as OpenApiSchema;
}

/** Documents an operation in the OpenAPI document. */
export function Operation(operation: OperationDescription): MethodDecorator & ClassDecorator {
  const { summary, description, body, query, status = 200, response, files, problems = [] } = operation;
  return applyDecorators(
    ApiOperation({ summary, ...(description && { description }) }),
    ...(body ? [ApiBody({ schema: jsonSchema(body, 'input') })] : []),
    ...(operation.upload ? [ApiConsumes('multipart/form-data')] : []),
    ...(query ? queryDecorators(query) : []),
    ...(operation.idempotent ? [ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Same key, same request: carried out once, answered again.' })] : []),
    ...(operation.ifMatch ? [ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read.' })] : []),
    ApiResponse({ status, description: 'Done.', ...(response && { schema: jsonSchema(response, 'output') }), ...(files && { content: fileContent(files) }) }),
    ...problemResponses(problems),
  );
}

const fileContent = (types: readonly string[]): Record<string, { schema: OpenApiSchema }> =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

function queryDecorators(query: z.ZodObject): MethodDecorator[] {
  const schema = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    ApiQuery({ name, required: schema.required?.includes(name) ?? false, schema: property as OpenApiSchema }),
  );
}

function problemResponses(problems: readonly ProblemType[]): MethodDecorator[] {

  return [...groupByStatus(problems)].map(([status, types]) =>
    ApiResponse({
      status,
      description: types.map((type) => `\`${type.code}\`: ${type.title.en}`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

function groupByStatus(problems: readonly ProblemType[]): Map<number, ProblemType[]> {
  const groups = new Map<number, ProblemType[]>();
  for (const type of problems) groups.set(type.status, [...(groups.get(type.status) ?? []), type]);
  return groups;
}
