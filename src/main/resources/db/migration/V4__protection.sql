-- What an order is for: which exit of its signal it is, what should end the position that it opens, and how long it may rest.
ALTER TABLE orders ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN exits TEXT;
ALTER TABLE orders ADD COLUMN cancel_at BIGINT;

-- The signal on whose behalf it was to be ended while it rested.
ALTER TABLE orders ADD COLUMN cancelled_by TEXT;
CREATE INDEX orders_cancelled ON orders (cancelled_by) WHERE cancelled_by IS NOT NULL;

-- What should end what is held, since the last fill of an order that said so; gone when nothing is held any more.
ALTER TABLE holdings ADD COLUMN exits TEXT;
ALTER TABLE holdings ADD COLUMN exits_of TEXT;                        -- the signal whose order that was
ALTER TABLE holdings ADD COLUMN exits_from TEXT;                      -- the average price of the order
ALTER TABLE holdings ADD COLUMN exits_even SMALLINT NOT NULL DEFAULT 0; -- whether the stop has moved to that price
