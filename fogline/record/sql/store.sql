-- Named queries of the store. "-- name: x" starts query x.

-- name: start_run
INSERT INTO run (version, settings, started_at) VALUES (:version, :settings, :started_at);

-- name: end_run
UPDATE run SET ended_at = :ended_at WHERE id = :id;

-- name: last_run
SELECT id, version, settings, started_at, ended_at FROM run ORDER BY id DESC LIMIT 1;

-- name: done
SELECT unit_key, fingerprint FROM done WHERE stage = :stage;

-- name: mark_done
INSERT INTO done (stage, unit_key, fingerprint, run_id) VALUES (:stage, :unit_key, :fingerprint, :run_id)
ON CONFLICT (stage, unit_key) DO UPDATE SET fingerprint = excluded.fingerprint, run_id = excluded.run_id;

-- name: forget_done
DELETE FROM done WHERE stage = :stage AND unit_key = :unit_key;

-- name: report_text
SELECT text FROM report WHERE id = :id AND superseded_at IS NULL;

-- name: set_meta
INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: get_meta
SELECT value FROM meta WHERE name = :name;
