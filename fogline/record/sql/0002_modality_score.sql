ALTER TABLE event_mention ADD COLUMN modality_score REAL DEFAULT 1.0;
