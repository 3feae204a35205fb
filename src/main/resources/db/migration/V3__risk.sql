-- What keeps new exposure out until a person lets it in again.
CREATE TABLE halts (
  scope     TEXT     NOT NULL,   -- account, symbol or strategy
  name      TEXT     NOT NULL,   -- of the symbol or strategy; empty for the account
  automatic SMALLINT NOT NULL,
  why       TEXT     NOT NULL,
  halted_by TEXT     NOT NULL,   -- a limit, or where the request came from
  since     BIGINT   NOT NULL,
  PRIMARY KEY (scope, name, automatic)
);

-- The account as it was read last, and what its loss counts from. One row, which is also what instances take turns by.
CREATE TABLE equity (
  account   TEXT   NOT NULL PRIMARY KEY,
  read_at   BIGINT,
  equity    TEXT,
  day       BIGINT,              -- since the epoch, in UTC
  day_start TEXT,                -- absent, as peak is, until the next reading when a person had them start anew
  peak      TEXT,
  positions TEXT                 -- what was not flat
);

-- Orders that may have added exposure within the last minute.
CREATE TABLE allowed_orders (
  at       BIGINT NOT NULL,
  symbol   TEXT   NOT NULL,
  strategy TEXT   NOT NULL       -- empty for the unnamed one
);
CREATE INDEX allowed_orders_by_time ON allowed_orders (at);

-- What was seen of an order since the account was read may have opened something that the reading does not show.
CREATE INDEX orders_by_sight ON orders (seen_at);
