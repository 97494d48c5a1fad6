import type { Translated } from '../../../kernel/index.js';

/** Documents of a standby location. */
export const documents = {
  'documents.title': { nl: 'Documenten', en: 'Documents' },
  'documents.none': { nl: 'Er staan nog geen documenten bij deze locatie.', en: 'There are no documents at this location yet.' },
  'documents.hidden': { nl: 'De documenten van deze gemeente zijn voor uw organisatie niet zichtbaar.', en: 'The documents of this municipality are not shown to your organisation.' },
  'documents.not-scanned': {
    nl: 'Niet alle documenten zijn op virussen gecontroleerd. Open ze alleen als u weet van wie ze komen.',
    en: 'Not all documents were checked for viruses. Open them only when you know who they are from.',
  },
  'documents.column.document': { nl: 'Document', en: 'Document' },
  'documents.column.valid-until': { nl: 'Geldig tot en met', en: 'Valid up to and including' },
  'documents.column.added': { nl: 'Toegevoegd', en: 'Added' },
  'documents.no-end': { nl: 'Geen einddatum', en: 'No end date' },
  'documents.expired': { nl: 'Verlopen', en: 'Expired' },
  'documents.by': { nl: 'door {name}', en: 'by {name}' },
  'documents.download-about': { nl: 'downloaden', en: 'download' },
  'documents.type.application/pdf': { nl: 'PDF', en: 'PDF' },
  'documents.type.image/png': { nl: 'PNG', en: 'PNG' },
  'documents.type.image/jpeg': { nl: 'JPEG', en: 'JPEG' },

  'documents.add': { nl: 'Document toevoegen', en: 'Add a document' },
  'documents.field.kind': { nl: 'Soort document', en: 'Kind of document' },
  'documents.field.label': { nl: 'Naam in de lijst', en: 'Name in the list' },
  'documents.field.label.hint': { nl: 'Leeg laten: de naam van het bestand.', en: 'Leave empty: the name of the file.' },
  'documents.field.validUntil': { nl: 'Geldig tot en met', en: 'Valid up to and including' },
  'documents.field.file': { nl: 'Bestand', en: 'File' },
  'documents.field.file.hint': {
    nl: 'PDF, PNG of JPEG van hooguit {maximum} MB. Uit een foto worden plaats en andere gegevens van de camera weggelaten.',
    en: 'PDF, PNG or JPEG of at most {maximum} MB. Place and other data of the camera are left out of a photo.',
  },
  'documents.field.file.again': { nl: 'Kies het bestand opnieuw: een browser onthoudt het niet.', en: 'Choose the file again: a browser does not remember it.' },
  'documents.field.file.too-large': { nl: 'Dit bestand is groter dan {maximum} MB. Kies een kleiner bestand.', en: 'This file is larger than {maximum} MB. Choose a smaller file.' },
  'documents.form.lead': { nl: 'Het staat daarna bij de locatie, voor wie ook de contacten ervan mag zien.', en: 'It is then at the location, for those who may see its contacts too.' },

  'documents.remove.title': { nl: 'Document verwijderen', en: 'Remove the document' },
  'documents.remove.consequences': { nl: 'Wat er dan gebeurt', en: 'What happens then' },
  'documents.remove.hidden': { nl: 'Het document staat niet meer bij de locatie en is niet meer te downloaden.', en: 'The document is no longer at the location and can no longer be downloaded.' },
  'documents.remove.record': {
    nl: 'Dat het er was en wie het verwijderde, blijft in de geschiedenis staan. De inhoud wordt na {days} dagen gewist.',
    en: 'That it was there and who removed it stays in the history. The content is erased after {days} days.',
  },
  'documents.remove.floor-plan': {
    nl: 'Een plattegrond telt mee voor de inzetbaarheid: zonder een andere is de locatie misschien niet meer inzetbaar.',
    en: 'A floor plan counts towards readiness: without another one the location may no longer be ready.',
  },

  'location.done.document-added': { nl: 'Het document is toegevoegd.', en: 'The document has been added.' },
  'location.done.document-removed': { nl: 'Het document is verwijderd.', en: 'The document has been removed.' },
  'location.history.location.document-added': { nl: 'Document toegevoegd', en: 'Document added' },
  'location.history.location.document-removed': { nl: 'Document verwijderd', en: 'Document removed' },
} as const satisfies Record<string, Translated>;
