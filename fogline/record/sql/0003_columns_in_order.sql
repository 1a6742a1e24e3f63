-- Mentions get their phrase, and the columns stand again in the order of the fields: an added column lands last.
DROP INDEX mention_live;
DROP INDEX mention_unit;
DROP INDEX mention_report;
ALTER TABLE mention RENAME TO old_mention;
CREATE TABLE mention (
    id TEXT NOT NULL,
    report_id TEXT,
    kind TEXT,
    span TEXT,
    reading TEXT,
    head TEXT,
    label TEXT,
    score REAL,
    value TEXT,
    refers_to TEXT,
    phrase TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
INSERT INTO mention
SELECT id, report_id, kind, span, reading, head, label, score, value, refers_to, NULL, made_by, unit_key, run_id, superseded_at
FROM old_mention;
DROP TABLE old_mention;
CREATE UNIQUE INDEX mention_live ON mention (id) WHERE superseded_at IS NULL;
CREATE INDEX mention_unit ON mention (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX mention_report ON mention (report_id) WHERE superseded_at IS NULL;

DROP INDEX event_mention_live;
DROP INDEX event_mention_unit;
DROP INDEX event_mention_report;
ALTER TABLE event_mention RENAME TO old_event_mention;
CREATE TABLE event_mention (
    id TEXT NOT NULL,
    report_id TEXT,
    trigger TEXT,
    sentence TEXT,
    event_type TEXT,
    modality TEXT,
    modes TEXT,
    stage TEXT,
    voices TEXT,
    roles TEXT,
    contexts TEXT,
    is_aggregate INTEGER,
    excluded TEXT,
    score REAL,
    modality_score REAL,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
INSERT INTO event_mention
SELECT id, report_id, trigger, sentence, event_type, modality, modes, stage, voices, roles, contexts, is_aggregate, excluded,
       score, modality_score, made_by, unit_key, run_id, superseded_at
FROM old_event_mention;
DROP TABLE old_event_mention;
CREATE UNIQUE INDEX event_mention_live ON event_mention (id) WHERE superseded_at IS NULL;
CREATE INDEX event_mention_unit ON event_mention (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX event_mention_report ON event_mention (report_id) WHERE superseded_at IS NULL;
