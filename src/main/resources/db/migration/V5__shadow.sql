-- What alerts came to on the paper venue beside the account that is traded. Nothing here decides anything.
CREATE TABLE shadows (
  signal_id  TEXT    NOT NULL PRIMARY KEY REFERENCES signals (id) ON DELETE CASCADE,
  seq        BIGINT  NOT NULL,   -- of the signal
  symbol     TEXT    NOT NULL,
  strategy   TEXT    NOT NULL,
  verdict    TEXT    NOT NULL,   -- executed, refused, failed, dropped
  why        TEXT,               -- where it is not executed
  asked      TEXT    NOT NULL,   -- the signal, for people
  planned    TEXT,               -- quantity of all its orders together
  mark       TEXT,               -- mark price when it was planned
  run_at     BIGINT  NOT NULL,   -- when that was, by the exchange's clock
  priced_ms  BIGINT  NOT NULL,   -- of which it waited for prices
  ahead_ms   BIGINT  NOT NULL,   -- exchange's clock minus ours
  placed     TEXT    NOT NULL,   -- orders as the venue last showed them, with their fills
  filled_ms  BIGINT,             -- from receipt to the last fill
  resting    SMALLINT NOT NULL   -- whether one of them may still fill
);
CREATE INDEX shadows_by_seq ON shadows (seq);
CREATE INDEX shadows_by_symbol ON shadows (symbol, seq);
CREATE INDEX shadows_resting ON shadows (seq) WHERE resting = 1;

-- The paper venue's account and what each strategy holds there. One row.
CREATE TABLE shadow_account (
  name    TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  books   TEXT NOT NULL
);
