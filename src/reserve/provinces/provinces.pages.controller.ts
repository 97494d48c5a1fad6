import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { h } from 'preact';
import type { Actor } from '../../kernel/index.js';
import { Allow, PageFrame } from '../../organisations/index.js';
import { CurrentActor, type AppRequest } from '../../platform/http/index.js';
import { renderPage } from '../../web/index.js';
import { ProvincesReader } from './provinces-reader.js';
import { ProvincesPage } from './provinces.pages.js';

/** Several provinces side by side. Stands before the page of one request, whose address would match as well. */
@ApiExcludeController()
@Controller('reserveverzoeken/provincies')
export class ProvincesPagesController {
  constructor(
    private readonly provinces: ProvincesReader,
    private readonly frames: PageFrame,
  ) {}

  @Get()
  @Allow('coverage.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    return renderPage(h(ProvincesPage, { frame: this.frames.of(request), provinces: await this.provinces.of(actor.scope) }));
  }
}
