-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Objects of the API that several routes show, so that they look the same everywhere. Members may be added, never
-- removed.

-- Folders stay with the person that a notebook belongs to: members of a workspace see none.
CREATE FUNCTION notebook_json(notebook notebooks) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', notebook.id, 'notebook_uuid', notebook.notebook_uuid, 'document_type', notebook.document_type,
        'visible_name', notebook.visible_name,
        'full_path', CASE WHEN member_id() IS NULL THEN notebook.full_path ELSE notebook.visible_name END,
        'parent_uuid', CASE WHEN member_id() IS NULL THEN notebook.parent_uuid END,
        'is_trashed', notebook.is_trashed, 'is_pinned', notebook.is_pinned, 'orientation', notebook.orientation,
        'tags', to_jsonb(notebook.tags), 'authors', to_jsonb(notebook.authors),
        'last_modified', notebook.last_modified, 'last_opened', notebook.last_opened, 'language', notebook.language,
        'created_at', notebook.created_at, 'updated_at', notebook.updated_at,
        'workspace_id', coalesce(notebook.workspace_id, notebook.user_id), 'owner_id', notebook.user_id)
$$;

-- A page in a list; its texts are shown with the page alone. A page that waits says why nothing is transcribed at the
-- moment, whatever happened to it before.
CREATE FUNCTION page_json(page pages, notebook_uuid uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'notebook_id', page.notebook_id, 'notebook_uuid', notebook_uuid, 'page_uuid', page.page_uuid,
        'page_number', page.page_number, 'ink_hash', page.ink_hash,
        'has_image', page.image_hash IS NOT NULL,
        'is_image_current', page.image_hash IS NOT NULL AND page.image_hash = page.ink_hash,
        'display_hash', page.display_hash,
        'is_display_current', page.display_hash IS NOT NULL AND page.display_hash = page.look_hash,
        'unreadable_parts', page.unreadable_parts,
        'ocr_status', page.ocr_status,
        'ocr_error', CASE WHEN page.ocr_status = 'pending'
                          THEN coalesce((SELECT paused_because FROM reading_state), page.ocr_error)
                          ELSE page.ocr_error END,
        'ocr_language', page.ocr_language,
        'ocr_confidence', page.ocr_confidence, 'text_hash', page.text_hash, 'tags', to_jsonb(page.tags),
        'created_at', page.created_at, 'updated_at', page.updated_at)
$$;

-- A page's document without its content (docs/decisions/0085).
CREATE FUNCTION document_json(page pages, notebook notebooks) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', page.id, 'workspace_id', coalesce(notebook.workspace_id, notebook.user_id), 'owner_id', notebook.user_id,
        'notebook_id', notebook.id, 'notebook_uuid', notebook.notebook_uuid,
        'page_uuid', page.page_uuid, 'page_number', page.page_number, 'visible_name', notebook.visible_name,
        'content_etag', encode(sha256(convert_to(coalesce(page.document, page.ocr_text, ''), 'UTF8')), 'hex'),
        'is_corrected', page.document IS NOT NULL, 'is_note', notebook.document_type = 'notes',
        'conflicts', coalesce(page.document_conflicts, '[]'),
        'created_at', page.created_at,
        'saved_at', coalesce(page.document_saved_at, page.ocr_completed_at))
$$;

-- A version of a document without its content.
CREATE FUNCTION version_json(version document_versions) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', version.id, 'author', version.author, 'name', version.name,
        'content_etag', encode(sha256(convert_to(version.content, 'UTF8')), 'hex'),
        'bytes', octet_length(version.content), 'saved_at', version.saved_at, 'created_at', version.created_at)
$$;

CREATE FUNCTION attachment_json(attachment attachments, blob blobs) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', attachment.id, 'document_id', attachment.page_id, 'file_name', attachment.file_name,
        'content_type', attachment.content_type, 'size', blob.size_bytes, 'sha256', blob.sha256,
        'created_at', attachment.created_at)
$$;

-- The images of a page: for transcription, in their order, and for display. Those for transcription may be of an older
-- ink_hash than the page's: a device announces a change before it sends the images.
CREATE FUNCTION page_images_json(page pages) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'images', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                              'part', part, 'sha256', blob.sha256, 'width', width, 'height', height,
                              'rect', jsonb_build_object('x', crop_left, 'y', crop_top, 'width', crop_width,
                                                         'height', crop_height)) ORDER BY part), '[]')
                   FROM page_images AS image
                   JOIN blobs AS blob ON blob.user_id = page.user_id AND blob.id = image.blob_id
                   WHERE image.user_id = page.user_id AND page_id = page.id AND ink_hash = page.image_hash),
        'display_image', (SELECT jsonb_build_object(
                              'width', width, 'height', height,
                              'rect', jsonb_build_object('x', place_left, 'y', place_top, 'width', place_width,
                                                         'height', place_height))
                          FROM display_images WHERE user_id = page.user_id AND page_id = page.id))
$$;

-- How many pages of a notebook are in which state. The caller lists their ocr_status, so that policies are evaluated once
-- for its whole statement.
CREATE FUNCTION progress_json(statuses text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'total', count(*),
        'synced', count(*) FILTER (WHERE progress_of(ocr_status) = 'synced'),
        'not_synced', count(*) FILTER (WHERE progress_of(ocr_status) = 'not_synced'),
        'pending', count(*) FILTER (WHERE progress_of(ocr_status) = 'pending'),
        'pending_quota', count(*) FILTER (WHERE progress_of(ocr_status) = 'pending_quota'),
        'failed', count(*) FILTER (WHERE progress_of(ocr_status) = 'failed'))
    FROM unnest(statuses) AS ocr_status
$$;

CREATE FUNCTION todo_json(todo todos) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object('id', todo.id, 'page_id', todo.page_id, 'source', todo.source, 'ordinal', todo.ordinal,
                              'text', todo.text, 'is_completed', todo.is_completed, 'confidence', todo.confidence,
                              'created_at', todo.created_at, 'updated_at', todo.updated_at)
$$;

CREATE FUNCTION highlight_json(highlight highlights) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', highlight.id, 'page_id', highlight.page_id, 'ordinal', highlight.ordinal,
        'original_text', highlight.original_text, 'corrected_text', highlight.corrected_text,
        'repaired_text', highlight.repaired_text, 'confidence', highlight.confidence,
        'note', highlight.note, 'color', highlight.color, 'rects', highlight.rects, 'mark', highlight.mark,
        'sentence', highlight.sentence, 'heading', highlight.heading,
        'is_rejected', coalesce(highlight.hidden = 'rejected', false))
$$;

CREATE FUNCTION notification_json(notification notifications) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', notification.id, 'kind', notification.kind, 'details', notification.details,
        'created_at', notification.created_at, 'read_at', notification.read_at)
$$;

-- `kept`: how many pieces of the item the target keeps as people changed them there; none once they asked to have these
-- overridden (docs/decisions/0051). `queue_id`: the attempt that can be retried.
CREATE FUNCTION record_json(record sync_records) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'id', record.id, 'target_name', record.target_name, 'item_type', record.item_type,
        'item_key', record.item_key, 'notebook_uuid', record.notebook_uuid, 'page_uuid', record.page_uuid,
        'page_number', (SELECT page_number FROM pages AS page
                        JOIN notebooks AS notebook
                            ON notebook.user_id = page.user_id AND notebook.id = page.notebook_id
                        WHERE page.user_id = record.user_id AND notebook.notebook_uuid = record.notebook_uuid
                            AND page.page_uuid = record.page_uuid),
        'status', record.status, 'error_class', record.error_class, 'error_message', record.error_message,
        'retry_count', record.retry_count,
        'kept', CASE WHEN record.metadata ? 'override' THEN 0
                     ELSE coalesce((record.metadata -> 'kept')::integer, 0) END,
        'queue_id', CASE WHEN record.status IN ('failed', 'skipped') THEN
            (SELECT id FROM sync_queue
             WHERE user_id = record.user_id AND target_name = record.target_name AND item_type = record.item_type
                 AND item_key = record.item_key AND status IN ('failed', 'cancelled')
             ORDER BY completed_at DESC LIMIT 1) END,
        'synced_at', record.synced_at, 'created_at', record.created_at, 'updated_at', record.updated_at)
$$;
