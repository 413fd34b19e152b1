-- Data sets that the user imported. Their numbers lie in files of the folder "datasets", named by the SHA-256 that a configuration names them by.
CREATE TABLE datasets (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  name TEXT NOT NULL,
  task TEXT NOT NULL CHECK (task IN ('classification', 'regression')),
  samples INTEGER NOT NULL CHECK (samples > 0),
  inputs INTEGER NOT NULL CHECK (inputs > 0),
  outputs INTEGER NOT NULL CHECK (outputs > 0),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  -- The file that it was made of, and what was chosen then.
  source TEXT NOT NULL CHECK (json_type(source) = 'object'),
  choices TEXT NOT NULL CHECK (json_type(choices) = 'object'),
  -- Columns, classes and first rows, in the words of that file.
  content TEXT NOT NULL CHECK (json_type(content) = 'object'),
  imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
