-- Changes of the learning rate while the run trained, as [{epoch, learningRate, at}] in the order of the epochs from which they hold; see src/api/rate-changes.ts.
ALTER TABLE runs ADD COLUMN rate_changes TEXT NOT NULL DEFAULT '[]' CHECK (json_type(rate_changes) = 'array');
