// SPDX-License-Identifier: AGPL-3.0-or-later
// Made of shared/openapi.yaml by scripts/api-types.mjs; do not edit.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process there? */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** May it be given work? */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What Prometheus collects
         * @description Requests and connections of the process that is asked; the queue of all. Shown to the machine that the
         *     server runs on when it asks directly, and to whoever sends RMIRROR_METRICS_TOKEN as a bearer token.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an account
         * @description Signs in as well. The refresh token comes as a cookie that no script can read.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a password
         * @description After five attempts in a row with one address each further one locks it for longer, from half a minute to a
         *     quarter of an hour: 429 with Retry-After, whether there is such an account or not.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new access token for the browser that is signed in
         * @description Takes the cookie, and gives its successor. A cookie that was used before ends the session, because then
         *     somebody has stolen it; except within ten seconds, in which two tabs may use the same one: the later gets a
         *     token and no cookie. A page of another origin gets 403.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of this browser */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be let in as an agent
         * @description RFC 8628. The agent shows `user_code`; somebody who is signed in types it in the dashboard and lets it in.
         */
        post: operations["startDeviceLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/device/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has somebody let the agent in? */
        post: operations["pollDeviceLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/device/requests/{user_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which agent waits with this code? */
        get: operations["getDeviceRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/device/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an agent in, or turn it away */
        post: operations["decideDeviceLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/agent-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A token for an agent, without a code */
        post: operations["addAgentToken"];
        /**
         * End the agent's token that this is asked with
         * @description At once in the process that is asked, within ten seconds in others. Who is no agent gets 403.
         */
        delete: operations["giveBackAgentToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/agent-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agents that may come in, newest first */
        get: operations["listAgentTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/agent-tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Shut an agent out
         * @description At once in the process that is asked, within ten seconds in others.
         */
        delete: operations["revokeAgentToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many pages may still be read this month
         * @description Pages that waited for quota are queued when there is some again.
         */
        get: operations["getQuota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what a device holds; learn what to send
         * @description What is unchanged is not written. A page that a listed notebook does not name any more is gone; a notebook is
         *     gone when `deleted_notebooks` names it, or when the scope is `library` and it is not listed. What is gone comes
         *     back as it was when it is listed again. At most 32 MB, 20,000 notebooks and 200,000 pages.
         */
        post: operations["sendManifest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notebooks and folders, in the order in which they came */
        get: operations["listNotebooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All notebooks and folders with how far their pages have come
         * @description A flat list by name; `parent_uuid` tells the folder. A folder may be missing, or lie in itself.
         */
        get: operations["getTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A notebook with its pages in order */
        get: operations["getNotebook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page with its texts */
        get: operations["getPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The picture of a page's handwriting
         * @description It is kept by caches, but asked after with `If-None-Match`.
         */
        get: operations["getPageImage"];
        /**
         * Send the picture of a page that the manifest's answer wanted
         * @description A PNG of at most 7.5 MB and 8000 pixels an edge, black on white. A page too tall for one picture goes up in
         *     parts, in any order; it is read, and costs one unit of quota, when all are there. Sending the same again
         *     changes nothing. Answers may be 409 when the page looks different by now, 415 and 422 when it is no PNG that
         *     can be used.
         */
        put: operations["putPageImage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/todos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands on pages to be done, the newest first
         * @description Found in handwriting. What lies in the tablet's bin is left out.
         */
        get: operations["listTodos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/todos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Tick something off, or take the tick back
         * @description It stays so when the page is read again, until the tick on paper changes.
         */
        patch: operations["changeTodo"];
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has changed since a reader last asked
         * @description In the order in which it became visible; what changed twice stands there once, as it is now. With `wait` the
         *     answer comes when there is something, or empty when the time is up.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find words in pages, names, tags, todos and highlights
         * @description Case, accents and endings do not matter, the latter by the language of each page. When little is found,
         *     words that are spelt almost so are looked for as well, and named in `corrections`. What lies in the bin is
         *     not looked into. Of very many pages that match, the newest are ranked.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether what is to be done is being done */
        get: operations["getSyncHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much there was to do, counted in three ways
         * @description What ended longer than thirty days ago is not counted.
         */
        get: operations["getSyncStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is to be done and what was, the newest first */
        get: operations["listQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/queue/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do it once more, now */
        post: operations["retryQueueItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/queue/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Do not do it
         * @description Only what has not begun. A page is then skipped, and its unit of quota free again.
         */
        delete: operations["cancelQueueItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person should know, the newest first */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It was seen */
        post: operations["markNotificationRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/claude/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Claude
         * @description Anthropic's Messages API, for its own clients: their base URL is `/api/claude` of this server, their key one of
         *     our tokens, as `Authorization: Bearer` or as `x-api-key`. The body goes to Claude as it is, with the server's
         *     key, and the answer comes back as it is, piece by piece where it is a stream; so do Claude's errors. Errors of
         *     our own have the same form.
         *
         *     Models and the largest `max_tokens` are what the server allows. Each picture in a call counts as a page of the
         *     quota once it is answered. Documents, files of the Files API and containers are not passed on.
         */
        post: operations["createClaudeMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/claude/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Claude how many tokens a message has
         * @description As the operation that asks Claude; it costs nothing.
         */
        post: operations["countClaudeTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ClaudeError: {
            /** @constant */
            type: "error";
            error: {
                type: string;
                message: string;
            };
            request_id: string | null;
        };
        Counts: {
            [key: string]: number;
        };
        /** @enum {unknown} */
        QueueStatus: "pending" | "processing" | "retry" | "completed" | "failed" | "cancelled";
        QueueItem: {
            /** Format: uuid */
            id: string;
            /** @description ocr, or where it is delivered. */
            target_name: string;
            /** @enum {unknown} */
            item_type: "ocr_page" | "notebook" | "notebook_metadata" | "page_text" | "todo" | "highlight";
            /**
             * Format: uuid
             * @description Our own id of the page, notebook, todo or highlight.
             */
            item_key: string;
            /** @enum {unknown} */
            operation: "create" | "update" | "delete";
            /** @description 1 comes first. */
            priority: number;
            /** @enum {unknown} */
            trigger_source: "manual" | "webhook" | "scheduled" | "file_watcher";
            status: components["schemas"]["QueueStatus"];
            attempts: number;
            /**
             * Format: date-time
             * @description Not done before.
             */
            run_after: string;
            /** @enum {unknown} */
            error_class: "network_error" | "rate_limit" | "auth_error" | "invalid_data" | "quota_exceeded" | "unknown_error" | null;
            error_message: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
        };
        Notification: {
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "quota_near_limit" | "quota_exhausted" | "retries_exhausted" | "connection_broken" | "first_sync";
            /** @description What the sentence for the kind needs; error_message where one is there already. */
            details: Record<string, never>;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            read_at: string | null;
        };
        Quota: {
            /** @description Pages a month; null without a limit. */
            limit: number | null;
            used: number;
            /** @description Promised to pages that are to be read. */
            reserved: number;
            left: number | null;
            /** @description Stored pages that wait for quota. */
            deferred_pages: number;
            /** Format: date-time */
            period_start: string;
            /** Format: date-time */
            reset_at: string;
            /** @description Can this server read pages at all? Otherwise they wait. */
            has_reader: boolean;
        };
        /** @description In page units (1/227 inch). */
        Rect: {
            x: number;
            y: number;
            width: number;
            height: number;
        };
        Manifest: {
            /**
             * @description library when all there is is listed; what is not listed is gone then.
             * @enum {unknown}
             */
            scope: "library" | "notebooks";
            notebooks: components["schemas"]["ManifestNotebook"][];
            deleted_notebooks?: string[];
        };
        ManifestNotebook: {
            /** Format: uuid */
            notebook_uuid: string;
            /** @enum {unknown} */
            document_type: "notebook" | "pdf" | "epub" | "folder";
            visible_name: string;
            /**
             * Format: uuid
             * @description The folder's; null at the top.
             */
            parent_uuid?: string | null;
            is_trashed?: boolean;
            is_pinned?: boolean;
            /** @enum {unknown} */
            orientation?: "portrait" | "landscape";
            tags?: string[];
            authors?: string[];
            /**
             * Format: date-time
             * @description In UTC, with a Z.
             */
            last_modified?: string | null;
            /** Format: date-time */
            last_opened?: string | null;
            /** @description All live ones, in order. */
            pages?: components["schemas"]["ManifestPage"][];
        };
        ManifestPage: {
            /** Format: uuid */
            page_uuid: string;
            /** @description What is visible of the page; null without a page file. */
            ink_hash?: string | null;
            /** @description Is there handwriting to be read? Then there is an ink_hash. */
            has_ink: boolean;
            typed_text?: string | null;
            tags?: string[];
            highlights?: {
                original_text: string;
                color?: string | null;
                rects?: components["schemas"]["Rect"][];
            }[];
        };
        ManifestAnswer: {
            /** @description How many rows differed. */
            written: {
                notebooks: number;
                pages: number;
                highlights: number;
                deleted_notebooks: number;
                deleted_pages: number;
            };
            want: {
                /** Format: uuid */
                notebook_uuid: string;
                page_uuids: string[];
            }[];
            wanted_pages: number;
            quota: components["schemas"]["Quota"];
            /** @description For `since` of the changes. */
            cursor: string;
        };
        StoredImage: {
            /** @constant */
            accepted: true;
            /** Format: uuid */
            page_id: string;
            ocr_status: components["schemas"]["OcrStatus"];
            missing_parts: number[];
            quota: components["schemas"]["Quota"];
        };
        /** @enum {unknown} */
        OcrStatus: "not_synced" | "pending" | "processing" | "completed" | "failed" | "pending_quota" | "skipped";
        Notebook: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The tablet's.
             */
            notebook_uuid: string;
            /** @enum {unknown} */
            document_type: "notebook" | "pdf" | "epub" | "folder";
            visible_name: string;
            /**
             * Format: uuid
             * @description The notebook_uuid of the folder.
             */
            parent_uuid: string | null;
            is_trashed: boolean;
            is_pinned: boolean;
            /** @enum {unknown} */
            orientation: "portrait" | "landscape";
            tags: string[];
            authors: string[];
            /** Format: date-time */
            last_modified: string | null;
            /** Format: date-time */
            last_opened: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Pages by how far they have come; of `synced` ones nothing more is to be done. */
        SyncProgress: {
            total: number;
            synced: number;
            not_synced: number;
            pending: number;
            pending_quota: number;
            failed: number;
        };
        Page: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            notebook_uuid: string;
            /** Format: uuid */
            page_uuid: string;
            page_number: number;
            ink_hash: string | null;
            has_image: boolean;
            /** @description False while the picture is of an older state. */
            is_image_current: boolean;
            ocr_status: components["schemas"]["OcrStatus"];
            /** @description Why it could not be read; of a pending page, why it still waits. */
            ocr_error: string | null;
            /** @description BCP 47, such as en. */
            ocr_language: string | null;
            ocr_confidence: number | null;
            /** @description Changes when what was read changes. */
            text_hash: string | null;
            tags: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        PageDetail: components["schemas"]["Page"] & {
            typed_text: string;
            /** @description Markdown, as a model read it. It is what somebody wrote, so it may hold anything: show it as text. */
            ocr_text: string | null;
            ocr_lines: {
                text: string;
                confidence: number;
                top: number;
                bottom: number;
            }[];
            /** Format: date-time */
            ocr_completed_at: string | null;
            images: {
                part: number;
                /** @description Pixels. */
                width: number;
                height: number;
                rect: components["schemas"]["Rect"];
            }[];
            highlights: components["schemas"]["Highlight"][];
            todos: components["schemas"]["Todo"][];
        };
        Highlight: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            page_id: string;
            ordinal: number;
            original_text: string;
            corrected_text: string | null;
            note: string;
            color: string;
            rects: components["schemas"]["Rect"][];
        };
        Todo: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            page_id: string;
            ordinal: number;
            text: string;
            is_completed: boolean;
            confidence: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Changes: {
            items: {
                /** @enum {unknown} */
                kind: "notebook" | "page" | "highlight" | "todo";
                deleted: boolean;
                /** @description By its kind; of what is deleted, as it was last. */
                value: components["schemas"]["Notebook"] | components["schemas"]["Page"] | components["schemas"]["Highlight"] | components["schemas"]["Todo"];
            }[];
            next: string;
            more: boolean;
        };
        SearchAnswer: {
            items: components["schemas"]["SearchItem"][];
            /** @description Notebooks that were found. */
            total: number;
            /** @description False: more pages match than were ranked, and older ones. */
            is_complete: boolean;
            /** @description What was looked for as well as the words that may be misspelt. */
            corrections: {
                word: string;
                also: string[];
            }[];
            next: string | null;
        };
        SearchItem: {
            notebook: components["schemas"]["Notebook"];
            score: number;
            name: components["schemas"]["Snippet"];
            /** @description The best of those that were found; none when it was found by its name. */
            pages: {
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description The tablet's.
                 */
                page_uuid: string;
                page_number: number;
                snippets: (components["schemas"]["Snippet"] & {
                    /** @enum {unknown} */
                    source: "text" | "typed_text" | "highlight" | "todo" | "tag";
                })[];
            }[];
        };
        /** @description A piece of text, never HTML, and which of it was looked for. */
        Snippet: {
            text: string;
            /** @description In UTF-16 code units, as JavaScript counts; in order; `end` is the first unit behind. */
            ranges: {
                start: number;
                end: number;
            }[];
        };
        Account: {
            /** Format: uuid */
            id: string;
            /** @description Unknown of those who come in by a sign-in service that does not tell it. */
            email: string | null;
            full_name: string;
            /** Format: date-time */
            created_at: string;
        };
        AgentToken: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description A sentence to show to a person. */
            detail: string;
            /** @description The field of the body or the parameter of the query that is not as it should be. */
            field?: string;
        };
    };
    responses: {
        /** @description What went wrong, as Anthropic's API says it. */
        ClaudeError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "error",
                 *       "error": {
                 *         "type": "invalid_request_error",
                 *         "message": "model: Field required"
                 *       },
                 *       "request_id": "0123456789abcdef"
                 *     }
                 */
                "application/json": components["schemas"]["ClaudeError"];
            };
        };
        /** @description Signed in. */
        SignedIn: {
            headers: {
                /** @description The refresh token; HttpOnly, SameSite=Strict, for /api/v1/auth alone. */
                "Set-Cookie"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "access_token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
                 *       "token_type": "Bearer",
                 *       "expires_in": 900,
                 *       "user": {
                 *         "id": "01931f3c-8f00-7000-8000-000000000001",
                 *         "email": "ann@example.org",
                 *         "full_name": "Ann",
                 *         "created_at": "2026-11-20T12:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description For the header `Authorization: Bearer …`. */
                    access_token: string;
                    /** @constant */
                    token_type: "Bearer";
                    /** @description Seconds. */
                    expires_in: number;
                    user: components["schemas"]["Account"];
                };
            };
        };
        /** @description The token, which is never shown again. */
        IssuedAgentToken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "access_token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
                 *       "token_type": "Bearer",
                 *       "expires_in": 2592000,
                 *       "agent_token": {
                 *         "id": "01931f3c-8f00-7000-8000-000000000002",
                 *         "name": "desk",
                 *         "created_at": "2026-11-20T12:00:00.000Z",
                 *         "expires_at": "2026-12-20T12:00:00.000Z",
                 *         "last_used_at": null
                 *       }
                 *     }
                 */
                "application/json": {
                    access_token: string;
                    /** @constant */
                    token_type: "Bearer";
                    /** @description Seconds. */
                    expires_in: number;
                    agent_token: components["schemas"]["AgentToken"];
                };
            };
        };
        /** @description No token, or none that opens this. */
        Unauthorized: {
            headers: {
                /** @description Always Bearer. */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "The token has expired. Sign in again."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or it is somebody else's. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "There is no such agent."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests in one minute, or too many attempts to sign in. */
        TooMany: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too Many Requests",
                 *       "status": 429,
                 *       "detail": "Too many requests in one minute. Wait, then go on."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What went wrong, as RFC 9457 problem details. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "detail": "email: It must be a text.",
                 *       "field": "email"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @example 01931f3c-8f00-7000-8000-000000000301 */
        Id: string;
        /** @description The tablet's. */
        NotebookUuid: string;
        /** @description The tablet's, unique within its notebook. */
        PageUuid: string;
    };
    requestBodies: {
        Claude: {
            content: {
                /**
                 * @example {
                 *       "model": "claude-haiku-5-5",
                 *       "max_tokens": 1000,
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Say hello."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    model: string;
                    max_tokens?: number;
                    messages: Record<string, never>[];
                    stream?: boolean;
                };
            };
        };
    };
    headers: {
        /** @description Seconds to wait before asking again. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example ok */
                    "text/plain": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example ready */
                    "text/plain": string;
                };
            };
            /** @description It is starting, stopping, or without its database. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The server is starting or stopping."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In Prometheus's text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # TYPE rmirror_database_up gauge
                     *     rmirror_database_up 1
                     */
                    "text/plain": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example openapi: 3.1.0 */
                    "application/yaml": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.org",
                 *       "password": "correct horse battery staple",
                 *       "full_name": "Ann"
                 *     }
                 */
                "application/json": {
                    email: string;
                    /** @description None of those that everybody tries first. */
                    password: string;
                    full_name?: string | null;
                };
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            /** @description There is an account with this address already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "There is an account with this address already. Sign in instead.",
                     *       "field": "email"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.org",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            200: components["responses"]["SignedIn"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SignedIn"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody is signed in here now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "email": "ann@example.org",
                     *       "full_name": "Ann",
                     *       "created_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    startDeviceLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "desk"
                 *     }
                 */
                "application/json": {
                    /** @description What the dashboard calls the agent, such as the machine's name. */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description What to show, and what to poll with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "device_code": "SpnqVsXRAGEC4OkKUDk3dOcAwSBGEr6vfoPIZjNUc2E",
                     *       "user_code": "WDJB-MJHT",
                     *       "verification_uri": "http://127.0.0.1:8080/device",
                     *       "verification_uri_complete": "http://127.0.0.1:8080/device?user_code=WDJB-MJHT",
                     *       "expires_in": 600,
                     *       "interval": 5
                     *     }
                     */
                    "application/json": {
                        /** @description The agent's secret. */
                        device_code: string;
                        user_code: string;
                        /** Format: uri */
                        verification_uri: string;
                        /** Format: uri */
                        verification_uri_complete: string;
                        /** @description Seconds. */
                        expires_in: number;
                        /** @description Seconds between polls. */
                        interval: number;
                    };
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    pollDeviceLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "device_code": "SpnqVsXRAGEC4OkKUDk3dOcAwSBGEr6vfoPIZjNUc2E"
                 *     }
                 */
                "application/json": {
                    device_code: string;
                };
            };
        };
        responses: {
            200: components["responses"]["IssuedAgentToken"];
            /** @description Not yet, or never; `error` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "Nobody has let this agent in yet. Ask again in five seconds.",
                     *       "error": "authorization_pending"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        error?: "authorization_pending" | "slow_down" | "access_denied" | "expired_token" | "invalid_grant";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description As it was typed; dash, blanks and case do not matter.
                 * @example WDJB-MJHT
                 */
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent, to be looked at before it is let in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user_code": "WDJB-MJHT",
                     *       "name": "desk",
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "expires_at": "2026-11-20T12:10:00.000Z"
                     *     }
                     */
                    "application/json": {
                        user_code: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    decideDeviceLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_code": "WDJB-MJHT",
                 *       "approve": true
                 *     }
                 */
                "application/json": {
                    user_code: string;
                    approve: boolean;
                };
            };
        };
        responses: {
            /** @description Decided. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    addAgentToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "desk"
                 *     }
                 */
                "application/json": {
                    name?: string | null;
                };
            };
        };
        responses: {
            201: components["responses"]["IssuedAgentToken"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    giveBackAgentToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It opens nothing any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    listAgentTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them; there is no next page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000002",
                     *           "name": "desk",
                     *           "created_at": "2026-11-20T12:00:00.000Z",
                     *           "expires_at": "2026-12-20T12:00:00.000Z",
                     *           "last_used_at": null
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AgentToken"][];
                        next: null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    revokeAgentToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000002 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its token opens nothing any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getQuota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limit": 30,
                     *       "used": 12,
                     *       "reserved": 3,
                     *       "left": 15,
                     *       "deferred_pages": 0,
                     *       "period_start": "2026-11-20T12:00:00+00:00",
                     *       "reset_at": "2026-12-20T12:00:00+00:00",
                     *       "has_reader": true
                     *     }
                     */
                    "application/json": components["schemas"]["Quota"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    sendManifest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "library",
                 *       "notebooks": [
                 *         {
                 *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                 *           "document_type": "notebook",
                 *           "visible_name": "Diary",
                 *           "parent_uuid": null,
                 *           "last_modified": "2026-11-19T08:30:00.000Z",
                 *           "tags": [
                 *             "private"
                 *           ],
                 *           "pages": [
                 *             {
                 *               "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                 *               "ink_hash": "i1:0a1b2c3d",
                 *               "has_ink": true,
                 *               "typed_text": "Shopping",
                 *               "highlights": [
                 *                 {
                 *                   "original_text": "a marked sentence",
                 *                   "color": "yellow",
                 *                   "rects": [
                 *                     {
                 *                       "x": 10.5,
                 *                       "y": 200,
                 *                       "width": 320,
                 *                       "height": 32
                 *                     }
                 *                   ]
                 *                 }
                 *               ]
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Manifest"];
            };
        };
        responses: {
            /** @description Written; these pages are wanted, notebooks worked on last first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "written": {
                     *         "notebooks": 1,
                     *         "pages": 1,
                     *         "highlights": 1,
                     *         "deleted_notebooks": 0,
                     *         "deleted_pages": 0
                     *       },
                     *       "want": [
                     *         {
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuids": [
                     *             "5d3a2f10-0000-4000-8000-000000000011"
                     *           ]
                     *         }
                     *       ],
                     *       "wanted_pages": 1,
                     *       "quota": {
                     *         "limit": 30,
                     *         "used": 12,
                     *         "reserved": 3,
                     *         "left": 15,
                     *         "deferred_pages": 0,
                     *         "period_start": "2026-11-20T12:00:00+00:00",
                     *         "reset_at": "2026-12-20T12:00:00+00:00",
                     *         "has_reader": true
                     *       },
                     *       "cursor": "12"
                     *     }
                     */
                    "application/json": components["schemas"]["ManifestAnswer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    listNotebooks: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the piece before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A piece of the list; `next` leads to the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000101",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "document_type": "notebook",
                     *           "visible_name": "Diary",
                     *           "parent_uuid": null,
                     *           "is_trashed": false,
                     *           "is_pinned": false,
                     *           "orientation": "portrait",
                     *           "tags": [
                     *             "private"
                     *           ],
                     *           "authors": [],
                     *           "last_modified": "2026-11-19T08:30:00+00:00",
                     *           "last_opened": null,
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "updated_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Notebook"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getTree: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000101",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "document_type": "notebook",
                     *           "visible_name": "Diary",
                     *           "parent_uuid": null,
                     *           "is_trashed": false,
                     *           "is_pinned": false,
                     *           "orientation": "portrait",
                     *           "tags": [
                     *             "private"
                     *           ],
                     *           "authors": [],
                     *           "last_modified": "2026-11-19T08:30:00+00:00",
                     *           "last_opened": null,
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "updated_at": "2026-11-20T12:00:00+00:00",
                     *           "sync_progress": {
                     *             "total": 1,
                     *             "synced": 0,
                     *             "not_synced": 0,
                     *             "pending": 1,
                     *             "pending_quota": 0,
                     *             "failed": 0
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: (components["schemas"]["Notebook"] & {
                            sync_progress: components["schemas"]["SyncProgress"];
                        })[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notebook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000101",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "document_type": "notebook",
                     *       "visible_name": "Diary",
                     *       "parent_uuid": null,
                     *       "is_trashed": false,
                     *       "is_pinned": false,
                     *       "orientation": "portrait",
                     *       "tags": [
                     *         "private"
                     *       ],
                     *       "authors": [],
                     *       "last_modified": "2026-11-19T08:30:00+00:00",
                     *       "last_opened": null,
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "updated_at": "2026-11-20T12:00:00+00:00",
                     *       "sync_progress": {
                     *         "total": 1,
                     *         "synced": 0,
                     *         "not_synced": 0,
                     *         "pending": 1,
                     *         "pending_quota": 0,
                     *         "failed": 0
                     *       },
                     *       "pages": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "ink_hash": "i1:0a1b2c3d",
                     *           "has_image": true,
                     *           "is_image_current": true,
                     *           "ocr_status": "pending",
                     *           "ocr_error": null,
                     *           "ocr_language": null,
                     *           "ocr_confidence": null,
                     *           "text_hash": null,
                     *           "tags": [],
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "updated_at": "2026-11-20T12:00:05+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Notebook"] & {
                        sync_progress: components["schemas"]["SyncProgress"];
                        pages: components["schemas"]["Page"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *       "page_number": 1,
                     *       "ink_hash": "i1:0a1b2c3d",
                     *       "has_image": true,
                     *       "is_image_current": true,
                     *       "ocr_status": "completed",
                     *       "ocr_error": null,
                     *       "ocr_language": "en",
                     *       "ocr_confidence": 0.93,
                     *       "text_hash": "7d0cbd6be3ad3b4d0b7a4a5b8e1f0c9c6a50e1b4d6a2f3c4b5d6e7f8091a2b3c",
                     *       "tags": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "updated_at": "2026-11-20T12:00:05+00:00",
                     *       "typed_text": "Shopping",
                     *       "ocr_text": "# Friday\n\n- [ ] Buy ink",
                     *       "ocr_lines": [
                     *         {
                     *           "text": "Friday",
                     *           "confidence": 0.98,
                     *           "top": 96.5,
                     *           "bottom": 140
                     *         },
                     *         {
                     *           "text": "Buy ink",
                     *           "confidence": 0.91,
                     *           "top": 180,
                     *           "bottom": 221.5
                     *         }
                     *       ],
                     *       "ocr_completed_at": "2026-11-20T12:00:05+00:00",
                     *       "images": [
                     *         {
                     *           "part": 1,
                     *           "width": 640,
                     *           "height": 480,
                     *           "rect": {
                     *             "x": 120,
                     *             "y": 90,
                     *             "width": 640,
                     *             "height": 480
                     *           }
                     *         }
                     *       ],
                     *       "highlights": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000301",
                     *           "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "ordinal": 0,
                     *           "original_text": "a marked sentence",
                     *           "corrected_text": null,
                     *           "note": "",
                     *           "color": "yellow",
                     *           "rects": [
                     *             {
                     *               "x": 10.5,
                     *               "y": 200,
                     *               "width": 320,
                     *               "height": 32
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "todos": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000501",
                     *           "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "ordinal": 0,
                     *           "text": "Buy ink",
                     *           "is_completed": false,
                     *           "confidence": 0.91,
                     *           "created_at": "2026-11-20T12:00:05+00:00",
                     *           "updated_at": "2026-11-20T12:00:05+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PageDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getPageImage: {
        parameters: {
            query?: {
                part?: number;
            };
            header?: never;
            path: {
                /** @description The tablet's. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, or this part of it. */
            200: {
                headers: {
                    /** @description The SHA-256 of the picture. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                };
            };
            /** @description The picture that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    putPageImage: {
        parameters: {
            query: {
                /** @description Of the page as it is drawn here, as in the manifest. */
                ink_hash: string;
                /** @description Where the picture lies on the page, in page units (1/227 inch). */
                x: number;
                y: number;
                width: number;
                height: number;
                /** @description Comes with `of`. */
                part?: number;
                of?: number;
            };
            header: {
                /** @description SHA-256 of the body, RFC 9530: `sha-256=:BASE64:`. */
                "Content-Digest": string;
            };
            path: {
                /** @description The tablet's. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/png": Blob;
            };
        };
        responses: {
            /** @description Stored. The page is queued to be read when all of its parts are there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true,
                     *       "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "ocr_status": "pending",
                     *       "missing_parts": [],
                     *       "quota": {
                     *         "limit": 30,
                     *         "used": 12,
                     *         "reserved": 3,
                     *         "left": 15,
                     *         "deferred_pages": 0,
                     *         "period_start": "2026-11-20T12:00:00+00:00",
                     *         "reset_at": "2026-12-20T12:00:00+00:00",
                     *         "has_reader": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["StoredImage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Stored. It will be read when there is quota again. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true,
                     *       "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "missing_parts": [],
                     *       "quota": {
                     *         "limit": 30,
                     *         "used": 12,
                     *         "reserved": 3,
                     *         "left": 15,
                     *         "deferred_pages": 0,
                     *         "period_start": "2026-11-20T12:00:00+00:00",
                     *         "reset_at": "2026-12-20T12:00:00+00:00",
                     *         "has_reader": true
                     *       },
                     *       "type": "about:blank",
                     *       "title": "Payment Required",
                     *       "status": 402,
                     *       "detail": "The page is stored. It will be read when there is quota for it again.",
                     *       "ocr_status": "pending_quota"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & components["schemas"]["StoredImage"];
                };
            };
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listTodos: {
        parameters: {
            query?: {
                /** @description Without it, all. */
                state?: "open" | "completed";
                /** @description Of this notebook alone. */
                notebook_uuid?: string;
                limit?: number;
                /** @description The `next` of the piece before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A piece of the list; `next` leads to the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000501",
                     *           "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "ordinal": 0,
                     *           "text": "Buy ink",
                     *           "is_completed": false,
                     *           "confidence": 0.91,
                     *           "created_at": "2026-11-20T12:00:05+00:00",
                     *           "updated_at": "2026-11-20T12:00:05+00:00",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "visible_name": "Diary"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: (components["schemas"]["Todo"] & {
                            /** Format: uuid */
                            notebook_uuid: string;
                            /** Format: uuid */
                            page_uuid: string;
                            page_number: number;
                            /** @description The notebook's. */
                            visible_name: string;
                        })[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    changeTodo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_completed": true
                 *     }
                 */
                "application/json": {
                    is_completed: boolean;
                };
            };
        };
        responses: {
            /** @description It is noted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description The `next` of the answer before, or the `cursor` of a manifest's. Without it, all there is. */
                since?: string;
                /** @description Seconds. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 500 of them; `more` says that there are others already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "notebook",
                     *           "deleted": false,
                     *           "value": {
                     *             "id": "01931f3c-8f00-7000-8000-000000000101",
                     *             "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *             "document_type": "notebook",
                     *             "visible_name": "Diary",
                     *             "parent_uuid": null,
                     *             "is_trashed": false,
                     *             "is_pinned": false,
                     *             "orientation": "portrait",
                     *             "tags": [
                     *               "private"
                     *             ],
                     *             "authors": [],
                     *             "last_modified": "2026-11-19T08:30:00+00:00",
                     *             "last_opened": null,
                     *             "created_at": "2026-11-20T12:00:00+00:00",
                     *             "updated_at": "2026-11-20T12:00:00+00:00"
                     *           }
                     *         },
                     *         {
                     *           "kind": "page",
                     *           "deleted": true,
                     *           "value": {
                     *             "id": "01931f3c-8f00-7000-8000-000000000201",
                     *             "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *             "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *             "page_number": 1,
                     *             "ink_hash": "i1:0a1b2c3d",
                     *             "has_image": true,
                     *             "is_image_current": true,
                     *             "ocr_status": "pending",
                     *             "ocr_error": null,
                     *             "ocr_language": null,
                     *             "ocr_confidence": null,
                     *             "text_hash": null,
                     *             "tags": [],
                     *             "created_at": "2026-11-20T12:00:00+00:00",
                     *             "updated_at": "2026-11-20T12:00:05+00:00"
                     *           }
                     *         }
                     *       ],
                     *       "next": "12.page.01931f3c-8f00-7000-8000-000000000201",
                     *       "more": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changes"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Words, which must all be there; `"a phrase"`; `this OR that`; `-without`. */
                q: string;
                /** @description The notebook_uuid of a folder; what lies in it, however deep, and its own name. */
                folder?: string;
                /** @description Its notebook_uuid. */
                notebook?: string;
                /** @description Only notebooks last modified then or later. */
                from?: string;
                /** @description Only notebooks last modified before then. */
                to?: string;
                /** @description Only pages that have it, or whose notebook has. */
                tag?: string;
                /** @description The most notebooks in a piece. */
                limit?: number;
                /** @description The `next` of the piece before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A piece of what was found, the best notebooks first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "notebook": {
                     *             "id": "01931f3c-8f00-7000-8000-000000000101",
                     *             "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *             "document_type": "notebook",
                     *             "visible_name": "Diary",
                     *             "parent_uuid": null,
                     *             "is_trashed": false,
                     *             "is_pinned": false,
                     *             "orientation": "portrait",
                     *             "tags": [
                     *               "private"
                     *             ],
                     *             "authors": [],
                     *             "last_modified": "2026-11-19T08:30:00+00:00",
                     *             "last_opened": null,
                     *             "created_at": "2026-11-20T12:00:00+00:00",
                     *             "updated_at": "2026-11-20T12:00:00+00:00"
                     *           },
                     *           "score": 0.87,
                     *           "name": {
                     *             "text": "Diary",
                     *             "ranges": []
                     *           },
                     *           "pages": [
                     *             {
                     *               "id": "01931f3c-8f00-7000-8000-000000000201",
                     *               "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *               "page_number": 1,
                     *               "snippets": [
                     *                 {
                     *                   "source": "text",
                     *                   "text": "A quiet meeting by the sea",
                     *                   "ranges": [
                     *                     {
                     *                       "start": 8,
                     *                       "end": 15
                     *                     }
                     *                   ]
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "total": 1,
                     *       "is_complete": true,
                     *       "corrections": [
                     *         {
                     *           "word": "meetng",
                     *           "also": [
                     *             "meeting"
                     *           ]
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getSyncHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "queue_processor": "idle",
                     *       "last_processed_at": "2026-11-20T12:00:00+00:00",
                     *       "stale_syncs_count": 0,
                     *       "targets": {
                     *         "ocr": {
                     *           "pending": 2,
                     *           "processing": 0,
                     *           "failed": 0
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description behind when something has been due for two minutes and nothing is being done.
                         * @enum {unknown}
                         */
                        queue_processor: "idle" | "working" | "behind";
                        /** Format: date-time */
                        last_processed_at: string | null;
                        /** @description Begun by a worker that fell silent. */
                        stale_syncs_count: number;
                        targets: {
                            [key: string]: {
                                pending: number;
                                processing: number;
                                failed: number;
                            };
                        };
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getSyncStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total_syncs": 3,
                     *       "status_counts": {
                     *         "completed": 2,
                     *         "pending": 1
                     *       },
                     *       "target_counts": {
                     *         "ocr": 3
                     *       },
                     *       "type_counts": {
                     *         "ocr_page": 3
                     *       }
                     *     }
                     */
                    "application/json": {
                        total_syncs: number;
                        status_counts: components["schemas"]["Counts"];
                        target_counts: components["schemas"]["Counts"];
                        type_counts: components["schemas"]["Counts"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    listQueue: {
        parameters: {
            query?: {
                status?: components["schemas"]["QueueStatus"];
                limit?: number;
                /** @description The `next` of the piece before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A piece of the list; `next` leads to the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000301",
                     *           "target_name": "ocr",
                     *           "item_type": "ocr_page",
                     *           "item_key": "01931f3c-8f00-7000-8000-000000000201",
                     *           "operation": "create",
                     *           "priority": 5,
                     *           "trigger_source": "file_watcher",
                     *           "status": "retry",
                     *           "attempts": 1,
                     *           "run_after": "2026-11-20T12:00:30+00:00",
                     *           "error_class": "network_error",
                     *           "error_message": "Nobody answers.",
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "started_at": "2026-11-20T12:00:00+00:00",
                     *           "completed_at": null
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["QueueItem"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    retryQueueItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is pending again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    cancelQueueItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is cancelled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the piece before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A piece of the list; `next` leads to the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000401",
                     *           "kind": "quota_exhausted",
                     *           "details": {
                     *             "limit": 30,
                     *             "used": 28,
                     *             "reserved": 2,
                     *             "reset_at": "2026-12-20T12:00:00+00:00"
                     *           },
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "read_at": null
                     *         }
                     *       ],
                     *       "unread": 1,
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        /** @description Of all there are. */
                        unread: number;
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    markNotificationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is marked as read. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    createClaudeMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Claude"];
        responses: {
            /** @description Claude's answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_01",
                     *       "type": "message",
                     *       "role": "assistant",
                     *       "model": "claude-haiku-5-5",
                     *       "content": [
                     *         {
                     *           "type": "text",
                     *           "text": "Hello."
                     *         }
                     *       ],
                     *       "stop_reason": "end_turn",
                     *       "usage": {
                     *         "input_tokens": 9,
                     *         "output_tokens": 3
                     *       }
                     *     }
                     */
                    "application/json": Record<string, never>;
                    /**
                     * @example event: message_stop
                     *     data: {"type":"message_stop"}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Fewer pages are left than the call has pictures. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "error",
                     *       "error": {
                     *         "type": "billing_error",
                     *         "message": "The quota of pages is spent."
                     *       },
                     *       "request_id": "0123456789abcdef"
                     *     }
                     */
                    "application/json": components["schemas"]["ClaudeError"];
                };
            };
            default: components["responses"]["ClaudeError"];
        };
    };
    countClaudeTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Claude"];
        responses: {
            /** @description Claude's answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "input_tokens": 9
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["ClaudeError"];
        };
    };
}
