-- When and at what price an order is to be executed, as OrderTerms writes it.
ALTER TABLE orders ADD COLUMN terms TEXT NOT NULL DEFAULT 'MARKET';
UPDATE orders SET terms = 'LIMIT ' || price || ' GTC' WHERE price IS NOT NULL;
ALTER TABLE orders DROP COLUMN price;

-- Whose position it is about; empty for the strategy without a name.
ALTER TABLE signals ADD COLUMN strategy TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN strategy TEXT NOT NULL DEFAULT '';

-- What each strategy should hold: moved by every fill of its orders, and by what was adopted.
ALTER TABLE holdings RENAME TO holdings_of_account;
CREATE TABLE holdings (
  symbol        TEXT NOT NULL,
  strategy      TEXT NOT NULL,
  position_side TEXT NOT NULL,
  amount        TEXT NOT NULL,
  PRIMARY KEY (symbol, strategy, position_side)
);
INSERT INTO holdings (symbol, strategy, position_side, amount)
  SELECT symbol, '', position_side, amount FROM holdings_of_account;
DROP TABLE holdings_of_account;

-- What each strategy said last that it holds.
CREATE TABLE targets (
  symbol    TEXT     NOT NULL,
  strategy  TEXT     NOT NULL,
  target    TEXT     NOT NULL,
  previous  TEXT,                -- what it held before, as it said itself
  fired_at  BIGINT,
  signal_id TEXT     NOT NULL,
  gap       SMALLINT NOT NULL,   -- whether that was not what it had said before
  PRIMARY KEY (symbol, strategy)
);
