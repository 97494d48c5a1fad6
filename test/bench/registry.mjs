// A registry of any size, made by SQL in seconds: municipalities of config/places.ts, buildings in every state, inspections and bookings.
import { createHash, randomUUID } from 'node:crypto';

const NAMES = ['Sporthal', 'Voormalige school', 'Kantoorpand', 'Bedrijfshal', 'Kazernegebouw', 'Zorgcentrum', 'Gemeentehuis', 'Loods', 'Wijkgebouw', 'Gymzaal', 'Hotel', 'Klooster'];
const EPITHETS = ['De Veenrand', 'De Brink', 'De Oude Gieterij', 'Het Palet', 'Holwert', 'De Esdoorn', 'De Wilg', 'De Linde', 'De Zwaluw', 'De Kievit', 'Noord', 'Zuid', 'Het Anker', 'De Turfschuur'];
const STREETS = ['Dorpsstraat', 'Kerkweg', 'Stationslaan', 'Molenweg', 'Industrieweg', 'Hoofdstraat', 'Schoolstraat', 'Brinkweg', 'Veldkamp', 'Kanaaldijk', 'Turfvaart', 'Esweg'];
const CRITERIA = ['fire-safety', 'water-legionella', 'power-heating', 'sanitary', 'access'];

/** A day so many days from an instant. */
export const dayFrom = (now, days) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** What municipalities state of buildings: everything in order, and in each of the other ones something that is not. */
function variantsOf(now) {
  const day = (days) => dayFrom(now, days);
  const good = {
    stayMode: 'day-and-night', wholeBuilding: 'yes', floorAreaM2: 600, sleepingAreaM2: 400, ceilingHeightM: 4, rooms: null, toilets: 6, showers: 3, empty: 'yes',
    ownerAgreement: { signedOn: day(-90), signatory: 'directeur', endsOn: day(300), whoPays: { reserving: 'ministerie', use: 'ministerie', damage: 'ministerie' } },
    collegeDecision: {
      decidedOn: day(-80), reference: 'B-2026-17', maximumPersons: 110, groups: ['families', 'singleAdults', 'wheelchairUsers'], longestStayDays: 180, conditions: null, endsOn: day(280), mandatedOfficial: 'piketambtenaar',
    },
    permit: { basis: 'environmental-permit', endsOn: day(290), maximumPersons: null }, fireUseNotificationOn: day(-60), alsoPromisedTo: [], blockedPlaces: [], leadTimeHours: 36,
    measuredLeadTimeHours: null, floorPlanOnFile: 'yes', suits: { families: 'yes', singleAdults: 'yes', unaccompaniedMinors: 'no', wheelchairUsers: 'unknown' }, confidentiality: 'public', findingsVoidedAt: null,
    contacts: ['authorises', 'opens', 'alternate'].map((role) => ({ role, confirmedOn: day(-5), notReachedOn: null })),
  };
  const changes = [
    {}, { confidentiality: 'confidential' }, { toilets: 2 }, { sleepingAreaM2: 180 }, { suits: { ...good.suits, wheelchairUsers: 'yes' } }, { confidentiality: 'council-informed', showers: 1 },
    { blockedPlaces: [{ places: 20, reason: 'lekkage', until: day(14) }] }, { collegeDecision: null }, { empty: 'no' }, { permit: null }, { contacts: [] }, { ownerAgreement: null, floorPlanOnFile: 'unknown' },
    { collegeDecision: { ...good.collegeDecision, endsOn: day(40) } }, { alsoPromisedTo: ['ukraine-reception'] }, { stayMode: 'unknown', toilets: null }, { leadTimeHours: 100 },
  ];
  return changes.map((change) => ({ ...good, ...change }));
}

const findings = (changes = {}) => CRITERIA.map((criterion) => ({ criterion, value: 'yes', evidence: 'ter plaatse gezien', validUntil: null, note: null, ...changes[criterion] }));
const INSPECTIONS = [{}, { 'fire-safety': { value: 'no' } }, {}, { sanitary: { validUntil: '2026-01-01' } }, {}, {}, { access: { value: 'unknown' } }].map((changes) => findings(changes));

/**
 * Fills an empty database (as its owner). Gives the API key of a ministry's official. Standings are not worked out yet.
 * `municipalities`: as in config/places.ts.
 */
export async function makeRegistry(client, count, municipalities) {
  const { rows: [{ now }] } = await client.query('SELECT app_now() AS now');
  const key = `adh_${randomUUID().replaceAll('-', '')}${'a'.repeat(11)}`;
  const ministry = randomUUID();
  const person = randomUUID();
  await client.query(`INSERT INTO organisations (id, kind, name, language, created_at) VALUES ($1, 'ministry', 'PRO', 'nl', $2)`, [ministry, now]);
  await client.query(`INSERT INTO people (id, organisation_id, name, function, email, language, password_hash, active, created_at) VALUES ($1, $2, 'Bo Proef', 'meting', 'bo@proef.example', 'nl', '-', true, $3)`, [person, ministry, now]);
  await client.query(`INSERT INTO api_keys (id, organisation_id, person_id, name, key_hash, created_at) VALUES ($1, $2, $3, 'meting', $4, $5)`, [randomUUID(), ministry, person, createHash('sha256').update(key).digest(), now]);
  await client.query(
    `INSERT INTO organisations (id, kind, name, code, province_code, language, created_at)
     SELECT gen_random_uuid(), 'municipality', m.name, m.code, m."provinceCode", 'nl', $2 FROM jsonb_to_recordset($1::jsonb) AS m (code text, name text, "provinceCode" text)`, [JSON.stringify(municipalities), now]);
  await client.query(
    `WITH places AS (SELECT id, name, code, province_code, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS total FROM organisations WHERE kind = 'municipality')
     INSERT INTO standby_locations (id, organisation_id, reference, name, street, house_number, postcode, place, municipality_code, province_code, latitude, longitude, claimed_places, facts, contacts, version, created_at, updated_at)
     SELECT gen_random_uuid(), p.id, 'R-' || i, ($4::text[])[1 + i % cardinality($4::text[])] || ' ' || ($5::text[])[1 + (i / 7) % cardinality($5::text[])] || ' ' || i,
            ($6::text[])[1 + (i / 3) % cardinality($6::text[])], (1 + i % 250)::text, (7000 + i % 2999)::text || ' ' || chr(65 + i % 20) || chr(65 + (i / 20) % 20), p.name, p.code, p.province_code,
            52.6 + (i % 700) / 1000.0, 6.1 + (i % 900) / 1000.0, 20 + (i * 37) % 180, ($2::jsonb) -> ((i * 11) % jsonb_array_length($2::jsonb))::int,
            '[{"role":"authorises","name":"Piket","function":"piket","telephone":"0592 000 100","email":null},{"role":"opens","name":"Sleutels","function":"beheer","telephone":"0592 000 101","email":null},{"role":"alternate","name":"Vastgoed","function":"beheer","telephone":"0592 000 102","email":null}]',
            1, $3, $3
       FROM generate_series(1, $1::int) i JOIN places p ON p.n = (i * 13) % p.total`,
    [count, JSON.stringify(variantsOf(now)), now, NAMES, EPITHETS, STREETS]);
  await client.query(
    `INSERT INTO inspections (id, location_id, inspected_at, inspector, findings, created_at)
     SELECT gen_random_uuid(), l.id, $2::timestamptz - make_interval(days => d), 'Toezichthouder', ($1::jsonb) -> ((n + d) % jsonb_array_length($1::jsonb))::int, $2
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM standby_locations) l CROSS JOIN LATERAL unnest(CASE WHEN n % 12 = 0 THEN '{}'::int[] WHEN n % 3 = 0 THEN '{7}'::int[] ELSE '{7,70}'::int[] END) d`,
    [JSON.stringify(INSPECTIONS), now]);
  await client.query(
    `INSERT INTO location_unavailabilities (id, location_id, starts_at, ends_at, reason, created_at)
     SELECT gen_random_uuid(), l.id, $1::timestamptz + make_interval(days => (n % 60)::int), $1::timestamptz + make_interval(days => (n % 60)::int + 3), 'beurs', $1
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM standby_locations) l WHERE n % 5 = 0`, [now]);
  return key;
}
