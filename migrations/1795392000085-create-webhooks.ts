import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where other systems are told of activations, with which keys, of what, and what became of it. */
export class CreateWebhooks1795392000085 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        url text NOT NULL,
        -- Names of events; null: all of them, those that come later included.
        events text[] CHECK (cardinality(events) > 0),
        audience text NOT NULL CHECK (audience IN ('all', 'real', 'exercises')),
        enabled boolean NOT NULL,
        -- Why it is not: its owner says so, or it answered 410 Gone.
        disabled_because text CHECK (disabled_because IN ('owner', 'gone')),
        disabled_at timestamptz,
        -- Since when nothing gets through; null: the last attempt succeeded, or there was none.
        failing_since timestamptz,
        created_at timestamptz NOT NULL,
        removed_at timestamptz,
        version integer NOT NULL,
        CHECK (enabled = (disabled_at IS NULL) AND enabled = (disabled_because IS NULL))
      );
      CREATE INDEX webhook_endpoints_organisation ON webhook_endpoints (organisation_id) WHERE removed_at IS NULL;

      CREATE TABLE webhook_secrets (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id),
        -- AES-256-GCM with a key that is derived from APP_SECRET: nonce, tag, text.
        sealed bytea NOT NULL,
        created_at timestamptz NOT NULL,
        -- Set when a newer one was made; after this it no longer signs.
        expires_at timestamptz,
        withdrawn_at timestamptz
      );
      CREATE INDEX webhook_secrets_endpoint ON webhook_secrets (endpoint_id, created_at) WHERE withdrawn_at IS NULL;

      CREATE TABLE webhook_events (
        -- The id of the CloudEvent and of every sending of it.
        id uuid PRIMARY KEY,
        name text NOT NULL,
        -- What it is about; an activation's id, opaque here; of a test an id of its own.
        topic_id uuid NOT NULL,
        exercise boolean NOT NULL,
        is_test boolean NOT NULL,
        -- The duty desk that is told when it does not get through.
        operations_id uuid REFERENCES organisations (id),
        at timestamptz NOT NULL,
        -- Exactly what is sent, each time.
        body text NOT NULL
      );

      CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY,
        -- In the order in which they were made.
        position bigint GENERATED ALWAYS AS IDENTITY,
        event_id uuid NOT NULL REFERENCES webhook_events (id),
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id),
        topic_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'failed-retrying', 'given-up')),
        next_try_at timestamptz,
        -- Null: as long as what it is about goes on.
        matters_until timestamptz,
        attempts integer NOT NULL,
        claim_token uuid,
        lease_until timestamptz,
        -- An attempt ended without an answer: the next one is possibly the second.
        outcome_unknown boolean NOT NULL DEFAULT false,
        possibly_sent_twice boolean NOT NULL DEFAULT false,
        response_status integer,
        last_error text,
        created_at timestamptz NOT NULL,
        accepted_at timestamptz,
        given_up_at timestamptz
      );
      CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (next_try_at) WHERE state IN ('queued', 'failed-retrying', 'sending');
      -- What is older goes first, per endpoint and activation.
      CREATE INDEX webhook_deliveries_order ON webhook_deliveries (endpoint_id, topic_id, position) WHERE state IN ('queued', 'failed-retrying', 'sending');
      CREATE INDEX webhook_deliveries_log ON webhook_deliveries (endpoint_id, position DESC);
      CREATE INDEX webhook_deliveries_topic ON webhook_deliveries (topic_id);

      GRANT SELECT, INSERT, UPDATE ON webhook_endpoints, webhook_secrets, webhook_deliveries TO adh_application;
      GRANT SELECT, INSERT ON webhook_events TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE webhook_deliveries; DROP TABLE webhook_events; DROP TABLE webhook_secrets; DROP TABLE webhook_endpoints;`);
  }
}
