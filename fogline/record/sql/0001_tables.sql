-- Version 1: one table for each of the eleven stored types, and the bookkeeping of the engine.
-- A column is a field of the dataclass of the same name; lists and values are JSON text.

CREATE TABLE source (
    id TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    country TEXT,
    scale TEXT,
    languages TEXT,
    speaks_for TEXT,
    licence TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX source_live ON source (id) WHERE superseded_at IS NULL;
CREATE INDEX source_unit ON source (unit_key, made_by) WHERE superseded_at IS NULL;

CREATE TABLE report (
    id TEXT NOT NULL,
    uri TEXT,
    text TEXT,
    segments TEXT,
    published TEXT,
    title TEXT,
    outlet TEXT,
    byline TEXT,
    url TEXT,
    source_id TEXT,
    language TEXT,
    cites TEXT,
    media_type TEXT,
    raw_sha256 TEXT,
    text_sha256 TEXT,
    raw BLOB,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX report_live ON report (id) WHERE superseded_at IS NULL;
CREATE INDEX report_unit ON report (unit_key, made_by) WHERE superseded_at IS NULL;

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
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX mention_live ON mention (id) WHERE superseded_at IS NULL;
CREATE INDEX mention_unit ON mention (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX mention_report ON mention (report_id) WHERE superseded_at IS NULL;

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
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX event_mention_live ON event_mention (id) WHERE superseded_at IS NULL;
CREATE INDEX event_mention_unit ON event_mention (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX event_mention_report ON event_mention (report_id) WHERE superseded_at IS NULL;

CREATE TABLE claim (
    id TEXT NOT NULL,
    report_id TEXT,
    subject_id TEXT,
    property TEXT,
    value TEXT,
    stance TEXT,
    kind TEXT,
    voices TEXT,
    spans TEXT,
    content TEXT,
    condition TEXT,
    consequence TEXT,
    addressee TEXT,
    channel TEXT,
    answers TEXT,
    during TEXT,
    inferred_because TEXT,
    score REAL,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX claim_live ON claim (id) WHERE superseded_at IS NULL;
CREATE INDEX claim_unit ON claim (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX claim_report ON claim (report_id) WHERE superseded_at IS NULL;
CREATE INDEX claim_subject ON claim (subject_id) WHERE superseded_at IS NULL;

CREATE TABLE actor (
    id TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    origin TEXT,
    country TEXT,
    sectors TEXT,
    aliases TEXT,
    description TEXT,
    wikidata_id TEXT,
    pack TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX actor_live ON actor (id) WHERE superseded_at IS NULL;
CREATE INDEX actor_unit ON actor (unit_key, made_by) WHERE superseded_at IS NULL;

CREATE TABLE place (
    id TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    precision TEXT,
    gazetteer_id TEXT,
    aliases TEXT,
    lat REAL,
    lon REAL,
    country TEXT,
    admin1 TEXT,
    within TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX place_live ON place (id) WHERE superseded_at IS NULL;
CREATE INDEX place_unit ON place (unit_key, made_by) WHERE superseded_at IS NULL;

CREATE TABLE judgement (
    id TEXT NOT NULL,
    kind TEXT,
    left_id TEXT,
    right_id TEXT,
    verdict TEXT,
    by TEXT,
    score REAL,
    reasons TEXT,
    at TEXT,
    note TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX judgement_live ON judgement (id) WHERE superseded_at IS NULL;
CREATE INDEX judgement_unit ON judgement (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX judgement_left ON judgement (left_id) WHERE superseded_at IS NULL;
CREATE INDEX judgement_right ON judgement (right_id) WHERE superseded_at IS NULL;

CREATE TABLE incident (
    id TEXT NOT NULL,
    kind TEXT,
    event_type TEXT,
    member_ids TEXT,
    status TEXT,
    former_ids TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX incident_live ON incident (id) WHERE superseded_at IS NULL;
CREATE INDEX incident_unit ON incident (unit_key, made_by) WHERE superseded_at IS NULL;

CREATE TABLE finding (
    id TEXT NOT NULL,
    subject_id TEXT,
    property TEXT,
    value TEXT,
    claims_for TEXT,
    claims_against TEXT,
    n_origins INTEGER,
    probability REAL,
    method TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX finding_live ON finding (id) WHERE superseded_at IS NULL;
CREATE INDEX finding_unit ON finding (unit_key, made_by) WHERE superseded_at IS NULL;
CREATE INDEX finding_subject ON finding (subject_id) WHERE superseded_at IS NULL;

CREATE TABLE issue (
    id TEXT NOT NULL,
    stage TEXT,
    unit TEXT,
    code TEXT,
    severity TEXT,
    detail TEXT,
    span TEXT,
    made_by TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX issue_live ON issue (id) WHERE superseded_at IS NULL;
CREATE INDEX issue_unit ON issue (unit_key, made_by) WHERE superseded_at IS NULL;

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    settings TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT
);

-- A unit whose fingerprint stands here needs no work: same stage, version, settings and inputs.
CREATE TABLE done (
    stage TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    PRIMARY KEY (stage, unit_key)
) WITHOUT ROWID;

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
