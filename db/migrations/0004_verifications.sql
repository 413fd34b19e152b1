-- What came of training a run anew to compare its weights: the latest result as JSON, see src/api/verification.ts; null where there is none.
ALTER TABLE runs ADD COLUMN verification TEXT CHECK (verification IS NULL OR json_valid(verification));
