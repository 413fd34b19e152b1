-- Kept drawings that came from elsewhere, sets of drawings that experiments train with, and drawings that are watched while a run trains.

-- Who drew it, by number, and which of their drawings of this digit.
ALTER TABLE drawings ADD COLUMN writer INTEGER CHECK (writer >= 0);
ALTER TABLE drawings ADD COLUMN repetition INTEGER CHECK (repetition >= 0);
-- 28 x 28 grey values of a drawing that came as an image: it has no strokes.
ALTER TABLE drawings ADD COLUMN image BLOB CHECK (image IS NULL OR length(image) = 784);

-- Drawings as they were when an experiment was set up with them. The configuration names them by the SHA-256 of the content, which stays
-- when the drawings are changed or deleted.
CREATE TABLE drawing_sets (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  count INTEGER NOT NULL CHECK (count > 0),
  content TEXT NOT NULL CHECK (json_type(content) = 'array'),
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Exactly one of strokes and image is not null.
CREATE TABLE watched_drawings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  strokes TEXT CHECK (strokes IS NULL OR json_type(strokes) = 'array'),
  image BLOB CHECK (image IS NULL OR length(image) = 784),
  digit INTEGER CHECK (digit BETWEEN 0 AND 9),
  created_at TEXT NOT NULL,
  CHECK ((strokes IS NULL) <> (image IS NULL))
) STRICT;

CREATE INDEX watched_drawings_of_run ON watched_drawings (run);

-- How a watched drawing was read after an epoch: the probabilities of the classes. No part of the run's seal, because watching changes
-- nothing of what training records.
CREATE TABLE watched_answers (
  drawing INTEGER NOT NULL REFERENCES watched_drawings (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  probabilities TEXT NOT NULL CHECK (json_type(probabilities) = 'array'),
  PRIMARY KEY (drawing, epoch)
) STRICT, WITHOUT ROWID;
