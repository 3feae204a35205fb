-- The stop that the exchange was asked to place with the first fill of the order, as OrderTerms writes it. Once there may be
-- one, it is an order of its own: its leg is that of the order, with a minus.
ALTER TABLE orders ADD COLUMN tied TEXT;
