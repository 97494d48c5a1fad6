import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists of locations are read from: the stored answer of readiness over time and the words to search (docs/adr/0011).
 * Derived from the registry, and never read for a decision.
 */
export class CreateLocationListings1795392000040 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
      EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE EXCEPTION 'Searching needs the extension pg_trgm, which comes with PostgreSQL, and this role may not create it here. Run in this database as a superuser: CREATE EXTENSION pg_trgm;';
      END $$;

      -- One row per location. A trigger marks it whenever something is written from which standings are derived.
      CREATE TABLE location_listings (
        location_id uuid PRIMARY KEY REFERENCES standby_locations (id) ON DELETE CASCADE,
        -- Digest of the rules by which standings and words were worked out; empty: something changed since.
        basis text NOT NULL DEFAULT '',
        -- Counts the changes, so that what was worked out from an older state is not written over a newer one.
        revision bigint NOT NULL DEFAULT 1,
        organisation_id uuid,
        province_code text,
        -- Words of the name, the reference and the municipality; and of the address, where everybody may know it.
        open_words text[] NOT NULL DEFAULT '{}',
        -- The same with the address, whoever may know it.
        all_words text[] NOT NULL DEFAULT '{}',
        name_words text[] NOT NULL DEFAULT '{}'
      );
      CREATE INDEX location_listings_basis ON location_listings (basis);
      CREATE INDEX location_listings_open_words ON location_listings USING gin (open_words);
      CREATE INDEX location_listings_all_words ON location_listings USING gin (all_words);

      -- How a location stands from one instant up to the next: the steps of the pure function, under the default rules.
      CREATE TABLE location_standings (
        location_id uuid NOT NULL REFERENCES standby_locations (id) ON DELETE CASCADE,
        from_at timestamptz NOT NULL,
        until_at timestamptz NOT NULL,
        status text NOT NULL,
        places integer NOT NULL,
        -- From when it stops counting because a finding or paper ends; null when nothing does, or it does not count anyway.
        expires_at timestamptz,
        -- The rest is the same in every step of a location: one index then serves filter and order.
        groups text[] NOT NULL,
        municipality_code text NOT NULL,
        province_code text NOT NULL,
        municipality_key text COLLATE "C" NOT NULL,
        name_key text COLLATE "C" NOT NULL,
        PRIMARY KEY (location_id, from_at),
        CHECK (from_at < until_at)
      );
      CREATE INDEX location_standings_name ON location_standings (name_key, location_id);
      CREATE INDEX location_standings_municipality ON location_standings (municipality_code, name_key, location_id);
      CREATE INDEX location_standings_municipality_name ON location_standings (municipality_key, name_key, location_id);
      CREATE INDEX location_standings_province ON location_standings (province_code, name_key, location_id);
      CREATE INDEX location_standings_places ON location_standings (places DESC, name_key, location_id);
      CREATE INDEX location_standings_groups ON location_standings USING gin (groups);
      CREATE INDEX location_standings_expires ON location_standings (expires_at, name_key, location_id);

      -- Every word that occurs somewhere, for finding those that a misspelt one may stand for. Only grows.
      CREATE TABLE location_words (word text COLLATE "C" PRIMARY KEY);
      CREATE INDEX location_words_trigrams ON location_words USING gin (word gin_trgm_ops);

      -- By which rules the standings are kept up: those of the process that started last.
      CREATE TABLE location_standings_basis (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        basis text NOT NULL
      );
      INSERT INTO location_standings_basis (basis) VALUES ('');

      CREATE FUNCTION mark_location_listing() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE changed uuid;
      BEGIN
        IF TG_TABLE_NAME = 'standby_locations' THEN changed := NEW.id; ELSE changed := NEW.location_id; END IF;
        INSERT INTO location_listings (location_id) VALUES (changed)
          ON CONFLICT (location_id) DO UPDATE SET basis = '', revision = location_listings.revision + 1;
        RETURN NULL;
      END $$;
      CREATE TRIGGER mark_location_listing AFTER INSERT OR UPDATE ON standby_locations FOR EACH ROW EXECUTE FUNCTION mark_location_listing();
      CREATE TRIGGER mark_location_listing AFTER INSERT OR UPDATE ON inspections FOR EACH ROW EXECUTE FUNCTION mark_location_listing();
      CREATE TRIGGER mark_location_listing AFTER INSERT OR UPDATE ON location_unavailabilities FOR EACH ROW EXECUTE FUNCTION mark_location_listing();
      CREATE TRIGGER mark_location_listing AFTER INSERT OR UPDATE ON location_holds FOR EACH ROW EXECUTE FUNCTION mark_location_listing();
      CREATE TRIGGER mark_location_listing AFTER INSERT OR UPDATE ON location_documents FOR EACH ROW EXECUTE FUNCTION mark_location_listing();

      -- What was registered before is worked out by the first process that starts.
      INSERT INTO location_listings (location_id) SELECT id FROM standby_locations;

      GRANT SELECT, INSERT, UPDATE, DELETE ON location_listings, location_standings TO adh_application;
      GRANT SELECT, INSERT ON location_words TO adh_application;
      GRANT SELECT, UPDATE ON location_standings_basis TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER mark_location_listing ON standby_locations; DROP TRIGGER mark_location_listing ON inspections;
      DROP TRIGGER mark_location_listing ON location_unavailabilities; DROP TRIGGER mark_location_listing ON location_holds;
      DROP TRIGGER mark_location_listing ON location_documents;
      DROP FUNCTION mark_location_listing();
      DROP TABLE location_standings_basis; DROP TABLE location_words; DROP TABLE location_standings; DROP TABLE location_listings;`);
  }
}
