import type { Translated } from '../../../kernel/index.js';

/** States as a person reads them. A key is `state.<family>.<state>`; the tones live in `components/status-tones.ts`. */
export const states = {
  'state.readiness.ready': { nl: 'Inzetbaar', en: 'Ready' },
  'state.readiness.ready-expiring': { nl: 'Inzetbaar, loopt af', en: 'Ready, expiring' },
  'state.readiness.not-ready': { nl: 'Niet inzetbaar', en: 'Not ready' },
  'state.readiness.unavailable': { nl: 'Niet beschikbaar', en: 'Unavailable' },
  'state.readiness.deployed': { nl: 'In gebruik', en: 'Deployed' },
  'state.readiness.unknown': { nl: 'Onbekend', en: 'Unknown' },

  'state.finding.yes': { nl: 'In orde', en: 'In order' },
  'state.finding.no': { nl: 'Niet in orde', en: 'Not in order' },
  'state.finding.unknown': { nl: 'Onbekend', en: 'Unknown' },
  'state.finding.expired': { nl: 'Verlopen', en: 'Expired' },

  'state.answer.asked': { nl: 'Gevraagd', en: 'Asked' },
  'state.answer.exploring': { nl: 'Verkent', en: 'Exploring' },
  'state.answer.accepted': { nl: 'Akkoord', en: 'Accepted' },
  'state.answer.declined': { nl: 'Nu niet', en: 'Declined' },
  'state.answer.released': { nl: 'Vrijgegeven', en: 'Released' },

  'state.coverage.covered': { nl: 'Volledig beschikbaar', en: 'Fully available' },
  'state.coverage.short': { nl: 'Tekort', en: 'Short' },
  'state.coverage.unknown': { nl: 'Onbekend', en: 'Unknown' },

  'state.activation.running': { nl: 'Loopt', en: 'Running' },
  'state.activation.ended': { nl: 'Beëindigd', en: 'Ended' },
  'state.activation.cancelled': { nl: 'Geannuleerd', en: 'Cancelled' },

  'state.outcome.undecided': { nl: 'Nog niet beslist', en: 'Not decided yet' },
  'state.outcome.met': { nl: 'Gehaald', en: 'Met' },
  'state.outcome.missed': { nl: 'Niet gehaald', en: 'Missed' },
  'state.outcome.none': { nl: 'Geen uitkomst', en: 'No outcome' },

  'state.deployment.alerted': { nl: 'Gealarmeerd', en: 'Alerted' },
  'state.deployment.preparing': { nl: 'In voorbereiding', en: 'Preparing' },
  'state.deployment.open': { nl: 'Open', en: 'Open' },
  'state.deployment.closed': { nl: 'Gesloten', en: 'Closed' },
  'state.deployment.refused': { nl: 'Geweigerd', en: 'Refused' },
  'state.deployment.failed': { nl: 'Uitgevallen', en: 'Dropped out' },

  'state.path.late': { nl: 'Wordt te laat', en: 'Will be late' },

  'state.milestone.open': { nl: 'Verwacht', en: 'Expected' },
  'state.milestone.overdue': { nl: 'Over tijd', en: 'Overdue' },
  'state.milestone.done': { nl: 'Gedaan', en: 'Done' },
  'state.milestone.done-late': { nl: 'Te laat gedaan', en: 'Done late' },
  'state.milestone.refused': { nl: 'Geweigerd', en: 'Refused' },
  'state.milestone.void': { nl: 'Vervallen', en: 'No longer needed' },

  'state.receipt.awaited': { nl: 'Nog niet ontvangen', en: 'Not received yet' },
  'state.receipt.received': { nl: 'Ontvangen', en: 'Received' },
  'state.receipt.received-late': { nl: 'Te laat ontvangen', en: 'Received late' },

  'state.commitment.awaited': { nl: 'Nog geen antwoord', en: 'No answer yet' },
  'state.commitment.given': { nl: 'Toegezegd', en: 'Committed' },
  'state.commitment.given-with-conditions': { nl: 'Onder voorwaarden', en: 'With conditions' },
  'state.commitment.refused': { nl: 'Geweigerd', en: 'Refused' },

  'state.delivery.queued': { nl: 'Staat klaar', en: 'Queued' },
  'state.delivery.sending': { nl: 'Wordt verstuurd', en: 'Sending' },
  'state.delivery.accepted': { nl: 'Afgeleverd', en: 'Delivered' },
  'state.delivery.answered': { nl: 'Beantwoord', en: 'Answered' },
  'state.delivery.failed-retrying': { nl: 'Mislukt, nieuwe poging volgt', en: 'Failed, will try again' },
  'state.delivery.given-up': { nl: 'Opgegeven, overgedragen', en: 'Given up, handed to a person' },
  'state.delivery.superseded': { nl: 'Achterhaald, vervangen', en: 'Out of date, replaced' },

  'state.call.untried': { nl: 'Nog niet gebeld', en: 'Not called yet' },
  'state.call.no-number': { nl: 'Geen nummer', en: 'No number' },
  'state.call.reached': { nl: 'Bereikt', en: 'Reached' },
  'state.call.voicemail': { nl: 'Voicemail', en: 'Voicemail' },
  'state.call.no-answer': { nl: 'Geen gehoor', en: 'No answer' },
  'state.call.wrong-number': { nl: 'Verkeerd nummer', en: 'Wrong number' },
  'state.standing.on-duty': { nl: 'Nu dienst', en: 'On duty now' },
  'state.standing.off-duty': { nl: 'Geen dienst', en: 'Off duty' },
  'state.standing.person': { nl: 'Persoon', en: 'Person' },

  'state.address.none': { nl: 'Geen e-mail', en: 'No e-mail' },
  'state.address.unverified': { nl: 'E-mail niet geverifieerd', en: 'E-mail not verified' },
  'state.address.awaiting': { nl: 'Wacht op bevestiging', en: 'Awaiting confirmation' },
  'state.address.verified': { nl: 'E-mail geverifieerd', en: 'E-mail verified' },
  'state.address.refused': { nl: 'E-mail komt niet aan', en: 'E-mail does not arrive' },

  'state.reachability.reached': { nl: 'Bereikbaar', en: 'Reachable' },
  'state.reachability.not-reached': { nl: 'Niet bereikt', en: 'Not reached' },
  'state.reachability.unknown': { nl: 'Nog niet bevestigd', en: 'Not confirmed yet' },

  'state.import.checking': { nl: 'Wordt gecontroleerd', en: 'Being checked' },
  'state.import.checked': { nl: 'Wacht op uw keuze', en: 'Waits for your choice' },
  'state.import.applying': { nl: 'Wordt ingelezen', en: 'Being imported' },
  'state.import.finishing': { nl: 'Wordt afgerond', en: 'Being finished' },
  'state.import.done': { nl: 'Ingelezen', en: 'Imported' },
  'state.import.failed': { nl: 'Niet te lezen', en: 'Cannot be read' },
  'state.import.cancelled': { nl: 'Verwijderd', en: 'Removed' },
} as const satisfies Record<string, Translated>;
