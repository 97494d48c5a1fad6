import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, type FormBody } from '../platform/http/index.js';
import { AddressSteps, type AddressSearchState, type AddressStep } from './address-steps.js';
import { textOf } from './form-steps.js';
import { LocationFormView } from './location-form-view.js';

/**
 * The search for an address while one types, for the script of the form. Posted, although it only asks: what is looked for
 * has no place in an address that gets logged.
 */
@ApiExcludeController()
@Controller('locaties/adressen')
export class AddressFormsController {
  constructor(
    private readonly addresses: AddressSteps,
    private readonly view: LocationFormView,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('location.write')
  find(@Body() body: FormBody = {}): Promise<AddressSearchState> {
    return this.addresses.find(textOf(body['addressSearch']));
  }

  @Post('keuze')
  @HttpCode(200)
  @Allow('location.write')
  async take(@CurrentActor() actor: Actor, @Body() body: FormBody = {}): Promise<AddressStep> {
    return this.addresses.take(textOf(body['addressChoice']), await this.view.ownPlace(actor));
  }
}
