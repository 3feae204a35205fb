-- The same for SQLite and PostgreSQL. Times are milliseconds since the epoch, decimals and JSON are text.

-- Alerts that were accepted. The unique identity makes two deliveries of one alert one row.
CREATE TABLE signals (
  seq           ${serial},
  id            TEXT     NOT NULL UNIQUE,
  identity      TEXT     NOT NULL UNIQUE,
  content       TEXT     NOT NULL,   -- hash of what makes it the same alert
  body_hash     TEXT     NOT NULL,
  identified_by TEXT     NOT NULL,   -- key, time, id or nothing
  source        TEXT     NOT NULL,   -- the endpoint it came in by
  sender        TEXT     NOT NULL,
  body          TEXT     NOT NULL,   -- without secrets
  symbol        TEXT     NOT NULL,
  signal        TEXT     NOT NULL,   -- what it asks for
  reduces       SMALLINT NOT NULL,
  fired_at      BIGINT,
  received_at   BIGINT   NOT NULL,
  expires_at    BIGINT   NOT NULL,
  deliveries    INTEGER  NOT NULL,
  asker         TEXT,                -- the instance that still holds the sender's connection
  answered_at   BIGINT,
  verdict       TEXT,                -- executed, refused, expired, superseded; absent while it is under way
  outcome       TEXT,
  decided_at    BIGINT
);
CREATE INDEX signals_by_content ON signals (content, seq);
CREATE INDEX signals_under_way ON signals (symbol, seq) WHERE verdict IS NULL;
CREATE INDEX signals_by_time ON signals (received_at);

-- What a signal came to; more than one only where an exit had to be tried again for what was left.
CREATE TABLE orders (
  signal_id         TEXT     NOT NULL REFERENCES signals (id) ON DELETE CASCADE,
  leg               INTEGER  NOT NULL,
  symbol            TEXT     NOT NULL,
  side              TEXT     NOT NULL,
  position_side     TEXT     NOT NULL,
  quantity          TEXT     NOT NULL,
  price             TEXT,
  reduce_only       SMALLINT NOT NULL,
  early             SMALLINT NOT NULL,  -- placed while an earlier order was unproven
  order_id          BIGINT,             -- the exchange's; absent until the order is proven
  status            TEXT,
  executed_quantity TEXT     NOT NULL,
  seen              TEXT,               -- the order as the exchange last showed it
  seen_at           BIGINT,
  booked            TEXT     NOT NULL,  -- how much of the executed quantity is explained by fills
  PRIMARY KEY (signal_id, leg)
);
CREATE INDEX orders_by_symbol ON orders (symbol);
CREATE INDEX orders_resting ON orders (symbol) WHERE status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER');
CREATE INDEX orders_unbooked ON orders (symbol) WHERE booked <> executed_quantity;

-- Requests to place an order, each committed before its first byte is sent, each sent once.
CREATE TABLE attempts (
  client_order_id TEXT    NOT NULL PRIMARY KEY,
  signal_id       TEXT    NOT NULL,
  leg             INTEGER NOT NULL,
  signer          TEXT    NOT NULL,
  nonce           BIGINT,
  request_hash    TEXT    NOT NULL,
  prepared_at     BIGINT  NOT NULL,
  horizon_at      BIGINT  NOT NULL,   -- by the exchange's clock
  outcome         TEXT,               -- executed, refused, not_executed; absent while it is not proven
  answer          TEXT,               -- what the exchange said
  proof           TEXT,               -- how it is known
  resolved_at     BIGINT,
  UNIQUE (signer, nonce),
  FOREIGN KEY (signal_id, leg) REFERENCES orders (signal_id, leg) ON DELETE CASCADE
);
CREATE INDEX attempts_by_order ON attempts (signal_id, leg);
CREATE UNIQUE INDEX one_live_attempt ON attempts (signal_id, leg) WHERE outcome IS NULL;

CREATE TABLE fills (
  symbol           TEXT     NOT NULL,
  trade_id         BIGINT   NOT NULL,
  order_id         BIGINT   NOT NULL,
  signal_id        TEXT     NOT NULL,
  price            TEXT     NOT NULL,
  quantity         TEXT     NOT NULL,
  commission       TEXT     NOT NULL,
  commission_asset TEXT     NOT NULL,
  realized_profit  TEXT     NOT NULL,
  maker            SMALLINT NOT NULL,
  at               BIGINT   NOT NULL,
  PRIMARY KEY (symbol, trade_id)
);
CREATE INDEX fills_by_signal ON fills (signal_id);

-- What should be held: moved by every fill of our orders, and by what was adopted.
CREATE TABLE holdings (
  symbol        TEXT NOT NULL,
  position_side TEXT NOT NULL,
  amount        TEXT NOT NULL,
  PRIMARY KEY (symbol, position_side)
);

-- One per symbol: who works on it, and why nothing new may be opened.
CREATE TABLE lanes (
  symbol     TEXT   NOT NULL PRIMARY KEY,
  owner      TEXT,
  epoch      BIGINT NOT NULL,
  frozen_why TEXT,
  frozen_at  BIGINT
);

-- Running instances of the service; the slot keeps their nonces apart.
CREATE TABLE instances (
  slot        INTEGER NOT NULL PRIMARY KEY,
  name        TEXT    NOT NULL UNIQUE,
  lease_until BIGINT  NOT NULL
);

-- What happened. Each row's hash covers the row and the hash before it; each slot writes a chain of its own.
CREATE TABLE events (
  chain    INTEGER NOT NULL,
  seq      BIGINT  NOT NULL,
  at       BIGINT  NOT NULL,
  subject  TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  data     TEXT    NOT NULL,
  previous TEXT    NOT NULL,
  hash     TEXT    NOT NULL,
  PRIMARY KEY (chain, seq)
);
CREATE INDEX events_by_subject ON events (subject, at);

-- Silences and request limits of the exchange.
CREATE TABLE limits (
  name     TEXT    NOT NULL PRIMARY KEY,
  until_at BIGINT  NOT NULL,
  used     INTEGER NOT NULL
);
