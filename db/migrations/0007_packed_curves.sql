-- The curves of runs that have ended, a column in one piece: charts of a thousand runs need not walk over a million epochs. All of it follows from
-- `epochs`, which stays what was recorded; see db/packed-curves.ts.
CREATE TABLE packed_curves (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- Epochs first, first + 1 and so on.
  first INTEGER NOT NULL,
  -- Their numbers as float64, little-endian; NaN where an epoch has none.
  numbers BLOB NOT NULL CHECK (length(numbers) > 0 AND length(numbers) % 8 = 0)
) STRICT;

CREATE UNIQUE INDEX packed_curves_of_run ON packed_curves (run, name);
