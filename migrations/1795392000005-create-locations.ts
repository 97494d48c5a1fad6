import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Standby locations with their inspections, availability and the holds that say who is using them. */
export class CreateLocations1795392000005 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE standby_locations (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        reference text,
        name text NOT NULL,
        street text NOT NULL,
        house_number text NOT NULL,
        postcode text NOT NULL,
        place text NOT NULL,
        municipality_code text NOT NULL,
        province_code text NOT NULL,
        bag_id text CHECK (bag_id ~ '^[0-9]{16}$'),
        latitude double precision CHECK (latitude BETWEEN -90 AND 90),
        longitude double precision CHECK (longitude BETWEEN -180 AND 180),
        claimed_places integer NOT NULL CHECK (claimed_places > 0),
        -- Every fact readiness and capacity are derived from (LocationFacts); checked before it is written.
        facts jsonb NOT NULL,
        -- Names, functions and numbers of the building's contacts, in the order of facts.contacts: read only by who may see them.
        contacts jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      );
      CREATE UNIQUE INDEX standby_locations_reference ON standby_locations (organisation_id, reference) WHERE reference IS NOT NULL;
      CREATE INDEX standby_locations_province ON standby_locations (province_code, name) WHERE withdrawn_at IS NULL;
      CREATE INDEX standby_locations_organisation ON standby_locations (organisation_id, name);

      CREATE TABLE inspections (
        id uuid PRIMARY KEY,
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        inspected_at timestamptz NOT NULL,
        inspector text NOT NULL,
        findings jsonb NOT NULL,
        -- A real stand-down voids the findings on the building's condition.
        voided_at timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX inspections_location ON inspections (location_id, inspected_at);

      CREATE TABLE location_unavailabilities (
        id uuid PRIMARY KEY,
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        starts_at timestamptz NOT NULL,
        -- Null: nobody knows until when.
        ends_at timestamptz,
        reason text NOT NULL,
        created_at timestamptz NOT NULL,
        removed_at timestamptz,
        CHECK (starts_at < ends_at)
      );
      CREATE INDEX location_unavailabilities_location ON location_unavailabilities (location_id) WHERE removed_at IS NULL;

      -- A location's being taken. The activation's id is opaque here.
      CREATE TABLE location_holds (
        id uuid PRIMARY KEY,
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        activation_id uuid NOT NULL,
        exercise boolean NOT NULL,
        starts_at timestamptz NOT NULL,
        released_at timestamptz,
        CHECK (released_at IS NULL OR released_at >= starts_at)
      );
      -- Rule 6: one location is in at most one running activation; a real one takes over by release-then-insert.
      CREATE UNIQUE INDEX location_holds_one ON location_holds (location_id) WHERE released_at IS NULL;
      CREATE INDEX location_holds_activation ON location_holds (activation_id);

      GRANT SELECT, INSERT, UPDATE ON standby_locations, inspections, location_unavailabilities, location_holds TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE location_holds; DROP TABLE location_unavailabilities; DROP TABLE inspections; DROP TABLE standby_locations;`);
  }
}
