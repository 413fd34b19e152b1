-- Experiments whose runs begin with the weights of an earlier run.

-- The weights are kept with the experiment, because the run that they come from may be deleted.
CREATE TABLE initial_weights (
  experiment INTEGER PRIMARY KEY REFERENCES experiments (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  file BLOB NOT NULL
) STRICT;

-- The run and its epoch that the weights come from. No foreign key: the number stays when that run is deleted, and is not given again.
ALTER TABLE runs ADD COLUMN from_run INTEGER;
ALTER TABLE runs ADD COLUMN from_epoch INTEGER CHECK ((from_run IS NULL) = (from_epoch IS NULL));
