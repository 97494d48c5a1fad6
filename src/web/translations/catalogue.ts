import type { Translated } from '../../kernel/index.js';
import { activationMail } from './areas/activation-mail.js';
import { activations } from './areas/activations.js';
import { afterAction } from './areas/after-action.js';
import { alerts } from './areas/alerts.js';
import { calendar } from './areas/calendar.js';
import { calls } from './areas/calls.js';
import { common } from './areas/common.js';
import { confirmation } from './areas/confirmation.js';
import { contacts } from './areas/contacts.js';
import { defects } from './areas/defects.js';
import { documents } from './areas/documents.js';
import { extraPlaces } from './areas/extra-places.js';
import { informing } from './areas/informing.js';
import { inspecting } from './areas/inspecting.js';
import { locationForm } from './areas/location-form.js';
import { locationHistory } from './areas/location-history.js';
import { locationImport } from './areas/location-import.js';
import { locationList } from './areas/location-list.js';
import { locations } from './areas/locations.js';
import { mandates } from './areas/mandates.js';
import { names } from './areas/names.js';
import { onBehalf } from './areas/on-behalf.js';
import { overview } from './areas/overview.js';
import { presence } from './areas/presence.js';
import { presentState } from './areas/present-state.js';
import { provinces } from './areas/provinces.js';
import { readinessMail } from './areas/readiness-mail.js';
import { reserve } from './areas/reserve.js';
import { reserveMail } from './areas/reserve-mail.js';
import { reservePeriod } from './areas/reserve-period.js';
import { reserveSpread } from './areas/reserve-spread.js';
import { signIn } from './areas/sign-in.js';
import { statusReport } from './areas/status-report.js';
import { states } from './areas/states.js';
import { stay } from './areas/stay.js';
import { webhooks } from './areas/webhooks.js';

/** The area files. A new area is two lines: its import above and its name here. */
export const AREAS = {
  activationMail,
  activations,
  afterAction,
  alerts,
  calendar,
  calls,
  common,
  confirmation,
  contacts,
  defects,
  documents,
  extraPlaces,
  informing,
  inspecting,
  locationForm,
  locationHistory,
  locationImport,
  locationList,
  locations,
  mandates,
  names,
  onBehalf,
  overview,
  presence,
  presentState,
  provinces,
  readinessMail,
  reserve,
  reserveMail,
  reservePeriod,
  reserveSpread,
  signIn,
  states,
  statusReport,
  stay,
  webhooks,
} as const;

type Merged<Areas> = (Areas[keyof Areas] extends infer Area ? (Area extends unknown ? (area: Area) => void : never) : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** Every text of the interface and the mail, by key. */
export type Catalogue = Merged<typeof AREAS>;
export type TextKey = keyof Catalogue & string;

/** One table over all areas; that no key occurs twice is held by the spec beside this file. */
export const CATALOGUE: Readonly<Record<TextKey, Translated>> = Object.assign({}, ...Object.values(AREAS));
