import type { ProblemType } from '../../kernel/index.js';

export const LOCATION_IN_FUTURE: ProblemType = {
  code: 'LOCATION.IN_FUTURE',
  status: 400,
  title: { nl: 'Dat moment is er nog niet', en: 'That moment has not come yet' },
  detail: { nl: 'Kies een moment dat voorbij is: hoe de locatie dan zal zijn, weet nog niemand.', en: 'Choose a moment gone by: nobody knows yet how the location will be then.' },
};

export const NOT_REGISTERED_YET: ProblemType = {
  code: 'LOCATION.NOT_REGISTERED_YET',
  status: 404,
  title: { nl: 'Toen was deze locatie er nog niet', en: 'This location was not there yet' },
  detail: { nl: 'De locatie is later geregistreerd. In de geschiedenis staat wanneer.', en: 'The location was registered later. Its history says when.' },
};
