-- Experiments, their runs, and everything a run leaves behind. Times are ISO 8601 in UTC; JSON columns hold canonical JSON.

CREATE TABLE experiments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  config TEXT NOT NULL CHECK (json_valid(config)),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  name TEXT NOT NULL GENERATED ALWAYS AS (config ->> '$.name') VIRTUAL,
  sweep TEXT NOT NULL GENERATED ALWAYS AS (config -> '$.sweep') VIRTUAL,
  seeds TEXT NOT NULL GENERATED ALWAYS AS (config -> '$.seeds') VIRTUAL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  setting TEXT NOT NULL,
  seed INTEGER NOT NULL,
  config TEXT NOT NULL CHECK (json_valid(config)),
  config_digest TEXT NOT NULL CHECK (length(config_digest) = 64),
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'done', 'stopped', 'diverged', 'interrupted', 'failed')),
  message TEXT,
  kernels TEXT NOT NULL,
  -- Empty until the trial has started.
  engine_version TEXT NOT NULL DEFAULT '',
  data_digest TEXT CHECK (data_digest IS NULL OR length(data_digest) = 64),
  epochs INTEGER NOT NULL CHECK (epochs > 0),
  epochs_done INTEGER NOT NULL DEFAULT 0 CHECK (epochs_done BETWEEN 0 AND epochs),
  -- The scores of the last and the best epoch, so that lists need not search the epochs.
  last_epoch INTEGER,
  last_train_loss REAL,
  last_train_accuracy REAL,
  last_validation_loss REAL,
  last_validation_accuracy REAL,
  best_epoch INTEGER,
  best_train_loss REAL,
  best_train_accuracy REAL,
  best_validation_loss REAL,
  best_validation_accuracy REAL,
  seconds REAL NOT NULL DEFAULT 0 CHECK (seconds >= 0),
  colour INTEGER NOT NULL CHECK (colour BETWEEN 1 AND 10),
  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_type(tags) = 'array'),
  note TEXT NOT NULL DEFAULT '',
  -- Name, setting, tags and note, folded for the search.
  search_text TEXT NOT NULL,
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  trashed_at TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  CHECK ((last_epoch IS NULL) = (best_epoch IS NULL)),
  CHECK (last_epoch IS NULL OR last_epoch = epochs_done)
) STRICT;

CREATE INDEX runs_listed ON runs (trashed_at, archived, id);
CREATE INDEX runs_of_experiment ON runs (experiment);
CREATE INDEX runs_of_configuration ON runs (config_digest, seed);

CREATE TABLE epochs (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  train_loss REAL,
  train_accuracy REAL CHECK (train_accuracy BETWEEN 0 AND 1),
  validation_loss REAL,
  validation_accuracy REAL CHECK (validation_accuracy BETWEEN 0 AND 1),
  learning_rate REAL NOT NULL,
  seconds REAL NOT NULL CHECK (seconds >= 0),
  weight_digest TEXT NOT NULL CHECK (length(weight_digest) = 64),
  PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

-- The file is the last column, so that lists do not read it.
CREATE TABLE models (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('last', 'best', 'epoch')),
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  file BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX models_last_and_best ON models (run, kind) WHERE kind <> 'epoch';
CREATE UNIQUE INDEX models_of_epochs ON models (run, epoch) WHERE kind = 'epoch';
CREATE INDEX models_of_run ON models (run);

CREATE TABLE checkpoints (
  run INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  batch INTEGER NOT NULL CHECK (batch >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  state BLOB NOT NULL
) STRICT;

CREATE TABLE drawings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  strokes TEXT NOT NULL CHECK (json_type(strokes) = 'array'),
  label TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  config TEXT NOT NULL CHECK (json_valid(config)),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
