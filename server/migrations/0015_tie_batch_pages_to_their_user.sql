-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A page in a batch refers to its item in the queue together with the user, as every row of a tenant does: foreign
-- keys do not ask row-level security.

-- The queue is listed from the newest on by ids, which stand in the order they were made.
ALTER TABLE sync_queue ADD UNIQUE (user_id, id);
DROP INDEX sync_queue_user;

DROP INDEX ocr_batch_pages_queue, ocr_batch_pages_user;
CREATE INDEX ocr_batch_pages_queue ON ocr_batch_pages (user_id, queue_id);
ALTER TABLE ocr_batch_pages
    DROP CONSTRAINT ocr_batch_pages_queue_id_fkey,
    ADD FOREIGN KEY (user_id, queue_id) REFERENCES sync_queue (user_id, id) ON DELETE CASCADE;
