import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, Operation, parseInput } from '../platform/http/index.js';
import { COVERAGE_RESPONSE, coverageJson } from './coverage-json.js';
import { CoverageReader } from './coverage-reader.js';
import { COVERAGE_QUERY } from './request-schemas.js';

@ApiTags('coverage')
@Controller('api/v1/coverage')
export class CoverageController {
  constructor(private readonly coverage: CoverageReader) {}

  @Get()
  @Allow('coverage.read')
  @Operation({
    summary: 'Usable places against requested places, day by day; what breaks it next, and what it cannot lose.', query: COVERAGE_QUERY, response: COVERAGE_RESPONSE, problems: [INVALID_INPUT, NOT_FOUND],
    description: 'The figures of a day are of the moment at which the fewest places are ready. Days gone by are left out. Only a request that the province accepted is counted. '
      + '`breaksNext` looks from now to the end of the request\'s period, with the least work that prevents it; `nMinusOne` looks at the days asked for.',
  })
  async days(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { reserveRequestId, from, to } = parseInput(COVERAGE_QUERY, query);
    return coverageJson(await this.coverage.of(actor.scope, reserveRequestId, from, to), actor.language);
  }
}
