#!/bin/bash
# Runs once, when the data folder is empty. The owner migrates; the application may do what the migrations grant to its
# group and nothing more, so that no mistake in the application can rewrite the record.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set owner_password="$ADH_OWNER_PASSWORD" --set app_password="$ADH_APP_PASSWORD" <<'SQL'
CREATE ROLE adh_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE adh_app LOGIN PASSWORD :'app_password';
CREATE ROLE adh_application NOLOGIN;
GRANT adh_application TO adh_app;

CREATE DATABASE achter_de_hand OWNER adh_owner;
REVOKE ALL ON DATABASE achter_de_hand FROM PUBLIC;
GRANT CONNECT ON DATABASE achter_de_hand TO adh_application;
SQL
