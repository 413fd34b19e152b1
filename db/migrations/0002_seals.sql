-- What lets a change be found that nobody made, and what the user must be told.

-- SHA-256 of all that training recorded of a run that has ended; null while it has not, see db/seal.ts.
ALTER TABLE runs ADD COLUMN seal TEXT CHECK (seal IS NULL OR length(seal) = 64);
-- SHA-256 of what the user changes about a run: name, tags, note and marks.
ALTER TABLE runs ADD COLUMN marks_digest TEXT CHECK (marks_digest IS NULL OR length(marks_digest) = 64);

-- Shown until they are read.
CREATE TABLE notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  content TEXT NOT NULL CHECK (json_valid(content)),
  created_at TEXT NOT NULL,
  read_at TEXT
) STRICT;
