import type { ProblemType } from '../../kernel/index.js';

/** `activationId` (also in `extra`) names the activation that was first. */
export const ALREADY_RUNNING: ProblemType = {
  code: 'ACTIVATION.ALREADY_RUNNING',
  status: 409,
  title: { nl: 'Er loopt al een inzet voor dit reserveverzoek', en: 'An activation is already running for this reserve request' },
  detail: {
    nl: 'Inzet {activationId} was eerst. Open die inzet en voeg daar reserveplekken aan toe, of beëindig hem eerst.',
    en: 'Activation {activationId} came first. Open it and add places there, or stand it down first.',
  },
};

/** `location` is the name of the location; `extra` may name the activation that holds it. */
export const LOCATION_BUSY: ProblemType = {
  code: 'ACTIVATION.LOCATION_BUSY',
  status: 409,
  title: { nl: 'Een reservelocatie is al in gebruik', en: 'A standby location is already taken' },
  detail: {
    nl: 'Al bezet door een andere inzet: {location}. Kies een andere reservelocatie of laat er een voorstellen.',
    en: 'Already taken by another activation: {location}. Choose another location, or let one be proposed.',
  },
};

export const LOCATION_NOT_READY: ProblemType = {
  code: 'ACTIVATION.LOCATION_NOT_READY',
  status: 409,
  title: { nl: 'Een reservelocatie is niet inzetbaar', en: 'A standby location is not ready' },
  detail: {
    nl: 'Nu niet inzetbaar: {location}. Bekijk bij de locatie waarom, kies een andere of laat er een voorstellen.',
    en: 'Not ready now: {location}. See at the location why, choose another, or let one be proposed.',
  },
};

/** `requested`, `planned`, `shortfall` and `ready` in places. */
export const SHORTFALL_NOT_ACCEPTED: ProblemType = {
  code: 'ACTIVATION.SHORTFALL_NOT_ACCEPTED',
  status: 409,
  title: { nl: 'Er zijn minder plekken inzetbaar dan gevraagd', en: 'Fewer places are ready than asked for' },
  detail: {
    nl: 'Gevraagd {requested}, te plannen {planned}, tekort {shortfall}; in totaal inzetbaar {ready}. Aanvaard het tekort uitdrukkelijk, vraag minder plekken of kies andere locaties.',
    en: 'Asked {requested}, can be planned {planned}, short {shortfall}; ready in total {ready}. Accept the shortfall explicitly, ask for fewer places or choose other locations.',
  },
};

export const OUTCOME_STANDS: ProblemType = {
  code: 'ACTIVATION.OUTCOME_STANDS',
  status: 409,
  title: { nl: 'De uitkomst van deze inzet staat al vast', en: 'The outcome of this activation stands already' },
  detail: {
    nl: 'De deadline is gehaald of verstreken en kan niet meer worden verlengd. Ga door met openen: wat later opengaat, wordt als te laat vastgelegd.',
    en: 'The deadline was met or has passed and cannot be put off any more. Go on opening: what opens later is recorded as late.',
  },
};

/** `from` and `until`: first and last day of the reservation. */
export const OUTSIDE_PERIOD: ProblemType = {
  code: 'ACTIVATION.OUTSIDE_PERIOD',
  status: 409,
  title: { nl: 'De reserveringsperiode geldt nu niet', en: 'The reservation period does not apply now' },
  detail: {
    nl: 'Het reserveverzoek geldt van {from} tot en met {until}. Kies een reserveverzoek dat vandaag geldt of spreek een nieuwe periode af.',
    en: 'The reserve request applies from {from} up to and including {until}. Choose a request that applies today or agree a new period.',
  },
};

export const REQUEST_NOT_ACCEPTED: ProblemType = {
  code: 'ACTIVATION.REQUEST_NOT_ACCEPTED',
  status: 409,
  title: { nl: 'De provincie heeft dit reserveverzoek niet aanvaard', en: 'The province has not accepted this reserve request' },
  detail: {
    nl: 'Inzetten kan pas als de regietafel het verzoek heeft aanvaard. Overleg met de provincie of kies een ander reserveverzoek.',
    en: 'Places can be activated only after the province has accepted the request. Consult the province or choose another request.',
  },
};

/** `party`: the kind of organisation that the reserve request does not name. */
export const PARTY_MISSING: ProblemType = {
  code: 'ACTIVATION.PARTY_MISSING',
  status: 409,
  title: { nl: 'Een mijlpaal heeft geen verantwoordelijke', en: 'A milestone has nobody who owes it' },
  detail: {
    nl: 'Het reserveverzoek noemt geen organisatie van de soort {party}. Vul die bij het reserveverzoek in.',
    en: 'The reserve request names no organisation of the kind {party}. Enter it on the reserve request.',
  },
};

export const NOT_RUNNING: ProblemType = {
  code: 'ACTIVATION.NOT_RUNNING',
  status: 409,
  title: { nl: 'De inzet loopt niet meer', en: 'The activation is no longer running' },
  detail: {
    nl: 'Deze inzet is beëindigd of geannuleerd; er kan niets meer aan worden gewijzigd. Het dossier blijft te lezen.',
    en: 'This activation has ended or was cancelled; nothing can be changed any more. Its dossier stays readable.',
  },
};

export const CANNOT_CANCEL_PRESENT: ProblemType = {
  code: 'ACTIVATION.CANNOT_CANCEL_PRESENT',
  status: 409,
  title: { nl: 'Annuleren kan niet meer: er zijn personen geplaatst', en: 'Too late to cancel: persons have been placed' },
  detail: {
    nl: 'Er is al iemand aanwezig gemeld. Kies beëindiging inzet; dan gaat de locatie terug naar de eigenaar.',
    en: 'Somebody has already been reported present. Choose stand-down; the location then goes back to its owner.',
  },
};

export const ACTIVATION_NOT_YOURS: ProblemType = {
  code: 'ACTIVATION.NOT_YOURS',
  status: 403,
  title: { nl: 'Uw organisatie beslist hier niet over', en: 'This is not for your organisation to decide' },
  detail: {
    nl: 'Alleen PRO beëindigt of annuleert een inzet; een oefening mag ook de piketdienst beëindigen. Neem contact op met PRO.',
    en: 'Only PRO stands an activation down or cancels it; an exercise may be ended by operations too. Contact PRO.',
  },
};

export const DEPLOYMENT_NOT_ALLOWED: ProblemType = {
  code: 'DEPLOYMENT.NOT_ALLOWED',
  status: 409,
  title: { nl: 'Deze stap kan nu niet bij deze inzetlocatie', en: 'This step is not possible now at this deployment' },
  detail: {
    nl: 'De inzetlocatie is inmiddels in een andere stand. Bekijk de huidige stand op de pagina van de inzet.',
    en: 'The deployment is in another state by now. See its current state on the page of the activation.',
  },
};

export const DEPLOYMENT_NOT_YOURS: ProblemType = {
  code: 'DEPLOYMENT.NOT_YOURS',
  status: 403,
  title: { nl: 'Deze stap is niet aan uw organisatie', en: 'This step is not for your organisation' },
  detail: {
    nl: 'Een andere organisatie zet deze stap bij de inzetlocatie. Op de pagina van de inzet staat welke.',
    en: 'Another organisation takes this step at the deployment. The page of the activation says which.',
  },
};

export const OPEN_NEEDS_COMMITMENT: ProblemType = {
  code: 'DEPLOYMENT.OPEN_NEEDS_COMMITMENT',
  status: 409,
  title: { nl: 'De inzetlocatie kan nog niet open', en: 'The deployment cannot open yet' },
  detail: {
    nl: 'De gemeente heeft nog niet toegezegd. Wacht op de toezegging of bel de gemeente; daarna kan de locatie worden vrijgegeven.',
    en: 'The municipality has not committed yet. Wait for its commitment or telephone it; the location can be released after that.',
  },
};

export const MILESTONE_NOT_OWNER: ProblemType = {
  code: 'MILESTONE.NOT_OWNER',
  status: 403,
  title: { nl: 'Deze mijlpaal is niet van uw organisatie', en: 'This milestone is not owed by your organisation' },
  detail: {
    nl: 'Alleen de organisatie die de mijlpaal moet halen, meldt hem gereed. Bel die organisatie als de stap wel is gezet.',
    en: 'Only the organisation that owes the milestone completes it. Telephone that organisation if the step has been taken.',
  },
};

export const MILESTONE_NEEDS_ANSWER: ProblemType = {
  code: 'MILESTONE.NEEDS_ANSWER',
  status: 409,
  title: { nl: 'Deze mijlpaal vraagt een antwoord', en: 'This milestone asks for an answer' },
  detail: {
    nl: 'Ontvangen en toegezegd worden niet afgevinkt: meld de ontvangst of zeg toe, zeg toe onder voorwaarden of weiger.',
    en: 'Received and committed are not ticked off: confirm receipt, or commit, commit with conditions or refuse.',
  },
};

export const MILESTONE_CONFLICT: ProblemType = {
  code: 'MILESTONE.CONFLICT',
  status: 409,
  title: { nl: 'Deze mijlpaal is al anders gemeld', en: 'This milestone was already reported differently' },
  detail: {
    nl: 'Er staat al een andere melding bij deze mijlpaal; die blijft staan. Bekijk de huidige stand voor u verdergaat.',
    en: 'Another report already stands at this milestone and is kept. See the current state before you go on.',
  },
};

export const COMMITMENT_CONFLICT: ProblemType = {
  code: 'COMMITMENT.CONFLICT',
  status: 409,
  title: { nl: 'Uw organisatie heeft al anders geantwoord', en: 'Your organisation has already answered differently' },
  detail: {
    nl: 'Het eerste antwoord blijft staan. Moet het anders, bel dan de piketdienst; die legt het vast en plant zo nodig opnieuw.',
    en: 'The first answer stands. If it must change, telephone operations; they record it and plan again where needed.',
  },
};

export const PRESENCE_NOT_OPEN: ProblemType = {
  code: 'PRESENCE.NOT_OPEN',
  status: 409,
  title: { nl: 'Deze inzetlocatie is niet open', en: 'This deployment is not open' },
  detail: {
    nl: 'Aanwezigen worden alleen gemeld bij een open inzetlocatie. Geef de locatie eerst vrij.',
    en: 'Persons present are reported only at an open deployment. Release the location first.',
  },
};

export const STALE_VERSION: ProblemType = {
  code: 'ACTIVATION.STALE_VERSION',
  status: 409,
  title: { nl: 'Iemand anders was u voor', en: 'Somebody else was first' },
  detail: {
    nl: 'De inzet is gewijzigd sinds u de pagina opende. Er is niets opgeslagen: bekijk de huidige stand en probeer opnieuw.',
    en: 'The activation has changed since you opened the page. Nothing was saved: see the current state and try again.',
  },
};

export const MACHINE_TRIGGERS_EXERCISES_ONLY: ProblemType = {
  code: 'ACTIVATION.MACHINE_KEY',
  status: 403,
  title: { nl: 'Een systeemsleutel start alleen oefeningen', en: 'A machine’s key triggers exercises only' },
  detail: {
    nl: 'Een echte inzet is het besluit van een persoon. Laat een bevoegde ambtenaar van PRO zich aanmelden of zijn eigen sleutel gebruiken.',
    en: 'A real activation is a person’s decision. Let an authorised official of PRO sign in or use their own key.',
  },
};

export const NOT_A_PARTY: ProblemType = {
  code: 'ACTIVATION.NOT_A_PARTY',
  status: 403,
  title: { nl: 'Uw organisatie is hierbij geen partij', en: 'Your organisation is no party to this' },
  detail: {
    nl: 'Alleen de gemeente, het Rode Kruis en het COA die voor deze locatie zijn gealarmeerd, antwoorden: ieder voor zich.',
    en: 'Only the municipality, the Red Cross and COA that were alerted for this location answer: each for itself.',
  },
};

export const NOTHING_SHORT: ProblemType = {
  code: 'ACTIVATION.NOTHING_SHORT',
  status: 409,
  title: { nl: 'Er is geen tekort dat deze locatie kan opvangen', en: 'There is no shortfall that this location can meet' },
  detail: {
    nl: 'Alle gevraagde plekken zijn gepland, of de locatie is niet geschikt voor de groepen die nog tekortkomen.',
    en: 'All places asked for are planned, or the location does not suit the groups that are still short.',
  },
};

export const REPLACES_UNKNOWN: ProblemType = {
  code: 'DEPLOYMENT.REPLACES_UNKNOWN',
  status: 409,
  title: { nl: 'De te vervangen inzetlocatie is niet uitgevallen', en: 'The deployment to be replaced has not dropped out' },
  detail: {
    nl: 'Vervangen kan alleen een inzetlocatie van deze inzet die is geweigerd of uitgevallen. Laat het veld leeg om plekken toe te voegen.',
    en: 'Only a deployment of this activation that was refused or failed can be replaced. Leave the field empty to add places.',
  },
};

/** `minutes`: how long an answer may be taken back. */
export const TAKE_BACK_TOO_LATE: ProblemType = {
  code: 'ANSWER.TOO_LATE_TO_TAKE_BACK',
  status: 409,
  title: { nl: 'Dit antwoord kan niet meer worden teruggenomen', en: 'This answer can no longer be taken back' },
  detail: {
    nl: 'Terugnemen kan tot {minutes} minuten nadat het antwoord is gegeven en zolang de locatie niet open is. Bel de piketdienst als de situatie is veranderd.',
    en: 'That is possible until {minutes} minutes after it was given, and while the location is not open. Telephone the duty desk if things have changed.',
  },
};

/** `times`: how often answers may be taken back. */
export const TAKEN_BACK_OFTEN: ProblemType = {
  code: 'ANSWER.TAKEN_BACK_OFTEN',
  status: 409,
  title: { nl: 'Uw organisatie heeft al vaker een antwoord teruggenomen', en: 'Your organisation has taken answers back before' },
  detail: {
    nl: 'Dat kan {times} keer per inzet. Bel de piketdienst als uw antwoord niet klopt.',
    en: 'That is possible {times} times per activation. Telephone the duty desk if your answer is not right.',
  },
};

export const NOTHING_TO_TAKE_BACK: ProblemType = {
  code: 'ANSWER.NOTHING_TO_TAKE_BACK',
  status: 409,
  title: { nl: 'Er is geen antwoord om terug te nemen', en: 'There is no answer to take back' },
  detail: {
    nl: 'Uw organisatie heeft hier nog niet geantwoord, of het antwoord is al teruggenomen. Laad de pagina opnieuw om te zien wat nog wordt gevraagd.',
    en: 'Your organisation has not answered here yet, or the answer was taken back already. Load the page again to see what is still asked.',
  },
};

export const COMMITMENT_STANDS: ProblemType = {
  code: 'ANSWER.COMMITMENT_STANDS',
  status: 409,
  title: { nl: 'Er staat nog een toezegging', en: 'A commitment still stands' },
  detail: {
    nl: 'Wie heeft toegezegd of geweigerd, heeft het bericht gezien. Neem eerst dat antwoord terug.',
    en: 'Who committed or refused has seen the message. Take that answer back first.',
  },
};

/** `location`: the name of the location. */
export const ALREADY_REPLACED: ProblemType = {
  code: 'ANSWER.ALREADY_REPLACED',
  status: 409,
  title: { nl: 'De locatie is al vervangen', en: 'The location has been replaced already' },
  detail: {
    nl: 'Voor {location} is na de weigering al een andere locatie ingezet. Meld de piketdienst dat de locatie toch beschikbaar is; zij kan hem toevoegen zodra er plekken nodig zijn.',
    en: 'After the refusal another location was taken instead of {location}. Tell the duty desk that the location is available after all; it can be added as soon as places are needed.',
  },
};

/** `stayExtensionId` (in `extra`) names the request that waits for an answer. */
export const STAY_ALREADY_ASKED: ProblemType = {
  code: 'STAY.ALREADY_ASKED',
  status: 409,
  title: { nl: 'Er is al om een langer verblijf gevraagd', en: 'A longer stay has been asked for already' },
  detail: {
    nl: 'De gemeente heeft dat verzoek nog niet beantwoord. Wacht op haar antwoord of bel haar; daarna kunt u opnieuw vragen.',
    en: 'The municipality has not answered that request yet. Wait for its answer or telephone it; you can ask again after that.',
  },
};

export const RIDE_NOT_OPEN: ProblemType = {
  code: 'RIDE.NOT_OPEN',
  status: 409,
  title: { nl: 'Er kan geen rit naar deze locatie', en: 'No ride can go to this location' },
  detail: {
    nl: 'De inzetlocatie is niet open. Laat de mensen niet vertrekken: geef de locatie eerst vrij of kies een andere.',
    en: 'The deployment is not open. Do not let people leave: release the location first or choose another.',
  },
};

/** `boarded` and `room` in persons. */
export const RIDE_NO_ROOM: ProblemType = {
  code: 'RIDE.NO_ROOM',
  status: 409,
  title: { nl: 'Er is niet genoeg plek op deze locatie', en: 'There is not enough room at this location' },
  detail: {
    nl: 'Ingestapt: {boarded} personen; er is nog plek voor {room}. Wie onderweg is, telt mee. Kies een andere locatie, of meld eerst hoeveel personen er nu aanwezig zijn.',
    en: 'Boarded: {boarded} persons; there is room for {room}. Who is under way counts too. Choose another location, or first report how many persons are present now.',
  },
};

export const RIDE_ARRIVED: ProblemType = {
  code: 'RIDE.ARRIVED',
  status: 409,
  title: { nl: 'De aankomst van deze rit is al anders gemeld', en: 'The arrival of this ride was already reported differently' },
  detail: {
    nl: 'De eerste melding blijft staan. Klopt die niet, meld dan hoeveel personen er nu aanwezig zijn.',
    en: 'The first report stands. If it is wrong, report how many persons are present now.',
  },
};
