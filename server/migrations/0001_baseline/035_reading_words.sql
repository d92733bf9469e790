-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a person tells the model that transcribes a notebook: names, jargon, languages. The words of a folder hold for
-- everything in it that has none of its own. '': none, whatever a folder above has.
CREATE TABLE reading_words (
    user_id uuid NOT NULL,
    notebook_id uuid NOT NULL,
    words text NOT NULL CHECK (length(words) <= 2000),
    FOREIGN KEY (user_id, notebook_id) REFERENCES notebooks ON DELETE CASCADE
);
ALTER TABLE reading_words ADD PRIMARY KEY (user_id, notebook_id);
SELECT guard_tenant_table('reading_words');
