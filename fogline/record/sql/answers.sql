-- Named queries of the file of answers. "-- name: x" starts query x.

-- name: table
CREATE TABLE IF NOT EXISTS answer (
    request TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    finish TEXT NOT NULL,
    tokens_in INTEGER,
    tokens_out INTEGER
) WITHOUT ROWID;

-- name: get
SELECT text, finish, tokens_in, tokens_out FROM answer WHERE request = :request;

-- name: keep
INSERT INTO answer (request, text, finish, tokens_in, tokens_out) VALUES (:request, :text, :finish, :tokens_in, :tokens_out)
ON CONFLICT (request) DO NOTHING;
