import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row per message, a row per recipient and channel, the receipts, the answer links; and the built-in mailbox. */
export class CreateAlerts1795392000004 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE alerts (
        id uuid PRIMARY KEY,
        -- What the alert is about; an activation's id, opaque here.
        topic_id uuid NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        purpose text NOT NULL,
        -- The first message to this organisation about the topic; mails thread by it.
        root_id uuid REFERENCES alerts (id),
        -- The unanswered alert that this message is about; once that is answered it need not go out any more.
        chases_id uuid REFERENCES alerts (id),
        exercise boolean NOT NULL,
        -- { nl: { subject, text }, en: { subject, text } }; the answer link is put in when it is sent.
        content jsonb NOT NULL,
        asks_receipt boolean NOT NULL,
        answer_until timestamptz,
        created_at timestamptz NOT NULL,
        -- Only on a root that is escalated until it is received.
        escalating_since timestamptz,
        window_seconds integer CHECK (window_seconds > 0),
        operations_id uuid REFERENCES organisations (id),
        receipt_due_at timestamptz,
        steps_taken integer NOT NULL DEFAULT 0,
        operations_told_at timestamptz,
        closed_at timestamptz,
        received_at timestamptz,
        received_by text,
        received_function text,
        received_channel text,
        received_late boolean,
        CHECK (num_nulls(escalating_since, window_seconds, receipt_due_at) IN (0, 3)),
        CHECK (num_nulls(received_at, received_by, received_function, received_channel, received_late) IN (0, 5))
      );
      -- One alert per organisation per activation: the root of everything that organisation is told about it.
      CREATE UNIQUE INDEX alerts_root ON alerts (topic_id, organisation_id) WHERE root_id IS NULL;
      CREATE INDEX alerts_topic ON alerts (topic_id, created_at);
      CREATE INDEX alerts_thread ON alerts (root_id) WHERE root_id IS NOT NULL;
      CREATE INDEX alerts_chasing ON alerts (chases_id) WHERE chases_id IS NOT NULL;

      CREATE TABLE deliveries (
        id uuid PRIMARY KEY,
        -- In the order in which they were made; those of one transaction share their time.
        position bigint GENERATED ALWAYS AS IDENTITY,
        alert_id uuid NOT NULL REFERENCES alerts (id),
        topic_id uuid NOT NULL,
        contact_id uuid REFERENCES contacts (id),
        channel text NOT NULL CHECK (channel IN ('mail')),
        recipient_name text NOT NULL,
        recipient_function text NOT NULL,
        address text NOT NULL,
        language text NOT NULL CHECK (language IN ('nl', 'en')),
        -- The same on every repeat, so that a mail program shows one message.
        message_id text NOT NULL UNIQUE,
        state text NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'answered', 'failed-retrying', 'given-up')),
        lane text NOT NULL CHECK (lane IN ('activation', 'routine')),
        next_try_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        claim_token uuid,
        lease_until timestamptz,
        -- An attempt ended without an answer: the next one is possibly the second message.
        outcome_unknown boolean NOT NULL DEFAULT false,
        possibly_sent_twice boolean NOT NULL DEFAULT false,
        last_error text,
        response text,
        created_at timestamptz NOT NULL,
        accepted_at timestamptz,
        answered_at timestamptz,
        given_up_at timestamptz
      );
      CREATE INDEX deliveries_waiting ON deliveries (lane, next_try_at) WHERE state IN ('queued', 'failed-retrying', 'sending');
      -- What is older goes first, per recipient.
      CREATE INDEX deliveries_address ON deliveries (address, position) WHERE state IN ('queued', 'failed-retrying', 'sending');
      CREATE INDEX deliveries_topic ON deliveries (topic_id, created_at);
      CREATE INDEX deliveries_alert ON deliveries (alert_id);

      CREATE TABLE answer_links (
        token_hash bytea PRIMARY KEY,
        delivery_id uuid NOT NULL UNIQUE REFERENCES deliveries (id),
        alert_id uuid NOT NULL REFERENCES alerts (id),
        expires_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      );

      CREATE TABLE mailbox_messages (
        id uuid PRIMARY KEY,
        received_at timestamptz NOT NULL,
        message_id text,
        sender text NOT NULL,
        recipients text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL
      );
      CREATE INDEX mailbox_messages_newest ON mailbox_messages (received_at DESC, id);

      GRANT SELECT, INSERT, UPDATE ON alerts, deliveries, answer_links TO adh_application;
      GRANT SELECT, INSERT ON mailbox_messages TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE mailbox_messages; DROP TABLE answer_links; DROP TABLE deliveries; DROP TABLE alerts;`);
  }
}
