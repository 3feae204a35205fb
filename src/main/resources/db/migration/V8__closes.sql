-- The side that a close, which is no word of the strategy itself, has ended since: BOTH, LONG or SHORT. What the strategy said
-- before it is in "previous" then.
ALTER TABLE targets ADD COLUMN closed TEXT;
