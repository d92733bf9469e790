// SPDX-License-Identifier: AGPL-3.0-or-later
// Generated from shared/openapi.yaml by scripts/api-types.mjs; do not edit.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the server is running */
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
        /** Check that the server can accept requests */
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
         * Metrics for Prometheus
         * @description Requests and connections of this process, and the queue of all processes. Available to clients on the
         *     server's own machine that don't connect through a proxy, and to clients that send RMIRROR_METRICS_TOKEN as
         *     a bearer token.
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
    "/api/v1/agents/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the latest release of the agent
         * @description Signed by the operator of this server; 404 if none is offered.
         */
        get: operations["getLatestAgent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/downloads/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a package of the agent */
        get: operations["getDownload"];
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
        /** Get who can create an account */
        get: operations["getSignUp"];
        put?: never;
        /**
         * Create an account
         * @description Also signs in. The refresh token is sent as a cookie that scripts can't read. A second cookie identifies this
         *     browser when it signs in again; it grants no access.
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
         * @description After five failed attempts in a row with one email address from one network, each further attempt locks the
         *     address for that network for longer, from 30 seconds to 15 minutes: 429 with Retry-After, whether or not the
         *     account exists. After 200 in a day from all networks the address is locked for all browsers that
         *     never signed in with it. Attempts of a browser that did are counted separately.
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
         * Get a new access token for a signed-in browser
         * @description Takes the refresh cookie and sets the next one. A cookie that was already used ends the session, because it
         *     may have been stolen. Within ten seconds two tabs can use the same cookie: the second gets an access token
         *     but no cookie. Pages of other origins get 403.
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
        /**
         * Sign out this browser
         * @description Devices that were connected in this browser stay connected. The cookie that identifies it stays as well.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the browsers that are signed in, last used first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out all other browsers
         * @description Takes effect immediately in this process and within ten seconds in others. Devices stay connected.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
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
         * Sign out a browser
         * @description Takes effect immediately in this process and within ten seconds in others. Ending the current session signs
         *     out. Devices stay connected.
         */
        delete: operations["endSession"];
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
        /** Get the account of this token */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the account
         * @description Changes only the given fields, atomically. Devices get 403. A new password signs out all other browsers, and
         *     revokes all devices if `revoke_devices` is true, immediately in this process and within ten seconds in others.
         *     A wrong current password counts as a failed attempt of this session: 429 with Retry-After after five in a row.
         */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/api/v1/me/first-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get which first steps the owner of this account has completed
         * @description As far as the server knows. Devices get 403.
         */
        get: operations["getFirstSteps"];
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
         * Start connecting a device
         * @description RFC 8628. The device shows `user_code`. Its owner signs in to the dashboard, enters the code and approves the
         *     device.
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
        /** Poll for the decision about a device */
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
        /** Get the device that shows a code */
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
        /** Approve or deny a device */
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
        /** Create a token for a device, without a code */
        post: operations["addAgentToken"];
        /**
         * Revoke the device token of this request
         * @description Takes effect immediately in this process and within ten seconds in others. Only devices can call it; others
         *     get 403.
         */
        delete: operations["giveBackAgentToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/agent-token/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew the device token of this request
         * @description Gives the device a new token, valid for 30 days. The old token stays valid for ten minutes, so that a lost
         *     response does no harm: another renewal with either token within these ten minutes returns an equivalent of the
         *     first new token, and nothing else changes. If the old token is used later, for any request, it must have been
         *     copied: it is refused with 401, the device is signed out with all its tokens, and its owner gets a
         *     notification (device_signed_out). A token that was revoked or has expired can't be renewed. A year after the
         *     device was connected its token can't be renewed any more, and expires. Only devices can call it; others get
         *     403. Save the new token before you discard the old one.
         */
        post: operations["renewAgentToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/agent-token/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report the state of the device of this request
         * @description Replaces the device's previous report. The owner sees it in the list of devices, so it must not contain names
         *     of files, folders or notebooks. Only devices can call it; others get 403.
         */
        put: operations["reportAgentState"];
        post?: never;
        delete?: never;
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
        /** List connected devices, newest first */
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
         * Revoke a device
         * @description Takes effect immediately in this process and within ten seconds in others.
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
         * Get the quota of this month, and the limits of the library
         * @description Pages that can be transcribed, and tokens that calls to `/api/claude` can use. Pages that wait for quota are
         *     queued automatically when the quota resets.
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
    "/api/v1/quota/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the usage of past months */
        get: operations["getQuotaHistory"];
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
         * Send the list of notebooks and pages on a device
         * @description The answer says which page images the server wants. A page is deleted when its notebook no longer lists it. A
         *     notebook is deleted when `deleted_notebooks` names it, or when the scope is `library` and it isn't listed.
         *     Items that are listed again are restored.
         *
         *     A notebook or folder whose `last_modified` is earlier than the server's is left as it is, and named in
         *     `older_notebooks`; then nothing is deleted just because it isn't listed. What a person deleted here stays
         *     deleted until it is restored, and is named in `deleted_here`. A time that is more than five
         *     minutes ahead of the server's clock holds off nothing. Without a time on either side, and at the same time,
         *     what is sent replaces what was there, unless `is_repeat` says otherwise.
         *
         *     At most 32 MB (unpacked, if it is sent packed), 20,000 notebooks and 200,000
         *     pages, and 100 folders one inside the other: what is in more is named, with 400. A manifest that would exceed what the library may hold changes nothing.
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
        /** List notebooks and folders, oldest first */
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
         * List all notebooks and folders with their progress
         * @description A flat list sorted by name; `parent_uuid` is the folder. A folder can be missing or contain itself. To follow
         *     changes, continue with `/api/v1/changes` from `cursor`: it returns everything that isn't in this response yet,
         *     and nothing else. The response is compressed if `Accept-Encoding` allows gzip. The ETag changes with the
         *     items, but not when only `cursor` is different.
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
        /** Get a notebook with its pages in order */
        get: operations["getNotebook"];
        put?: never;
        post?: never;
        /**
         * Delete a notebook here and in targets
         * @description Devices that list it don't restore it; the operation restore does. The notebook on the tablet isn't changed.
         *     Not for agents.
         */
        delete: operations["deleteNotebook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/covers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the covers of notebooks
         * @description The first page with an image of each notebook, with what is needed to request its images. Unknown notebooks
         *     are omitted.
         */
        get: operations["listCovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deleted notebooks that can be restored, latest first
         * @description Notebooks that a person deleted here are removed permanently, and no longer listed, after the server's
         *     retention time (30 days by default); those that were deleted on the tablet after the account's
         *     `retention_days`, or never. `targets` reports the state in each target that had something of the notebook.
         */
        get: operations["listDeletedNotebooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/deleted/{notebook_uuid}": {
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
         * Permanently remove the files and texts of a deleted notebook
         * @description Immediately, instead of after its retention time. It isn't listed any more, and devices that list it don't
         *     restore it. Not for agents.
         */
        delete: operations["purgeNotebook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deleted notebook
         * @description With everything that was deleted together with it and isn't purged yet; pages that weren't transcribed are
         *     requested from devices again. A notebook whose pages were removed permanently is restored without them, until
         *     a device lists it. A notebook that isn't deleted isn't changed.
         */
        post: operations["restoreNotebook"];
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
        /** Get a page with its text */
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
         * Get an image of a page
         * @description Can be cached, but must be revalidated with `If-None-Match`. Page images have a separate rate limit, 3,000 a
         *     minute by default.
         */
        get: operations["getPageImage"];
        /**
         * Send the image of a page that the server wants
         * @description A PNG of at most 7.5 MB and 8000 pixels per edge. Sending the same image again changes nothing. 409 if the page
         *     has changed since, 415 and 422 if the body isn't a usable PNG.
         *
         *     For transcription, as `want` asks for it, the image is the handwriting, black on white. A page that is too tall
         *     for one image is sent in parts, in any order; it is queued for transcription, and reserves one page of quota,
         *     when all parts have arrived. There are at most 20 parts. Each has at most 2576 pixels per edge and 4784 squares
         *     of 28 by 28 pixels, a part of a square counted as one, and all together have at most 24000 squares: 422 if there
         *     are more.
         *
         *     For display, as `want_display` asks for it, the image is the page as the tablet shows it. It takes storage, but
         *     no page quota. When nine tenths of the storage are used, no more are stored (`display_full`), and when the
         *     storage is full, they are removed, those of the least recently modified notebooks first.
         */
        put: operations["putPageImage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/transcribe-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a page transcribed again
         * @description For a page whose current look was transcribed: its handwriting is transcribed again, which takes one page of
         *     quota if it succeeds. The text stays until the new one is ready, and if it fails. Other pages with the same
         *     look keep their text. The operation is idempotent: while the page waits, and once it was transcribed since
         *     `instead_of`, it only returns the state. Together with retries of failed transcriptions, each look of a page
         *     can be transcribed again three times a day. 402 if the page quota is used up, 409 if the current look of the
         *     page isn't transcribed.
         */
        post: operations["transcribeAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/since": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List documents that changed since an earlier request
         * @description In the order in which the changes became visible, without contents: get those whose `content_etag` differs. A
         *     document also changes with its notebook's name and place. One that changed several times is in its present state.
         */
        get: operations["listDocumentsSince"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/highlights/{id}": {
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
         * Correct a highlight, or write a note to it
         * @description Both stay when the page is sent again, the corrected text as long as the highlighted one is the same. Targets get
         *     both.
         */
        patch: operations["changeHighlight"];
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
         * List to-dos, newest first
         * @description To-dos that were found in handwriting or in typed text. Notebooks in the trash are left out.
         */
        get: operations["listTodos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark several to-dos as done or open
         * @description As for a single one. Unknown to-dos, and those already in this state, are skipped; the operation is
         *     idempotent.
         */
        patch: operations["changeTodos"];
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
         * Mark a to-do as done or open
         * @description Stays as set when the page is transcribed or sent again, until the checkbox changes on the page.
         */
        patch: operations["changeTodo"];
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List workspaces
         * @description Each person has one.
         */
        get: operations["listWorkspaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List documents, newest page first
         * @description A document is the text of one page. Pages without text aren't listed.
         */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Write a note
         * @description A note is a page that was written here, in a notebook of its own of type `notes`, which is named by the note's
         *     first line. Devices can't change it. With an `id` the request can be repeated: a note that was created before is
         *     answered as it is now.
         */
        post: operations["createNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the text of a page
         * @description The page's text is what was transcribed until a person changes it. Later transcriptions are then merged into it
         *     line by line. Typed text isn't part of it.
         */
        get: operations["getDocument"];
        /**
         * Correct the text of a page
         * @description To-dos are found again in the new text, and it is what is searched, exported and delivered. The text before is
         *     kept as a version, unless the same author wrote it within the last ten minutes.
         */
        put: operations["putDocument"];
        post?: never;
        /**
         * Undo the corrections of a page, or delete a note
         * @description The text is again what was transcribed, and the corrected one is kept as a version. A note is deleted; it can be
         *     restored as a notebook.
         */
        delete: operations["undoCorrection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files of a document, oldest first */
        get: operations["listAttachments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/presign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a file, and get an address for it
         * @description PUT the file to `url` with `headers`, then complete the upload. The address is good for ten minutes, and for one
         *     file of this type and size. Where images are stored in a bucket it is the bucket's; otherwise it is this server's:
         *     then it is relative and needs the same authorization as this request. What isn't completed within a day is removed.
         */
        post: operations["presignUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send an announced file to this server */
        put: operations["putUploadContent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check an announced file that has arrived, and attach it
         * @description Can be repeated.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the bytes of an attachment
         * @description As a download: images have their type, everything else is `application/octet-stream`.
         */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        /** Remove an attachment */
        delete: operations["deleteAttachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List earlier texts of a page, newest first
         * @description One for each author and ten minutes of writing, and the snapshots with a name. To restore one, put its content
         *     as the document.
         */
        get: operations["listDocumentVersions"];
        put?: never;
        /** Keep the text as it is now under a name */
        post: operations["nameDocumentVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/versions/{version_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an earlier text of a page */
        get: operations["getDocumentVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * List changes since an earlier request
         * @description In the order in which they became visible. An item that changed twice is listed once, in its current state.
         *     With `wait` (long poll), the response is sent as soon as something changes, or empty after that time or when a
         *     session or device of the account is signed out.
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
         * Search pages, names, tags, to-dos and highlights
         * @description Case and accents don't matter, nor do word endings, by the language of each page. If there are few results,
         *     words with a similar spelling are searched for as well and named in `corrections`. The trash isn't searched.
         *     If very many pages match, only the newest are ranked.
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
        /** Get the state of your queue */
        get: operations["getSyncHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/selection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what is excluded from sync */
        get: operations["getSyncSelection"];
        /**
         * Choose what is excluded from sync
         * @description Replaces the previous choice. Devices request it before they send anything. A manifest changes nothing about
         *     excluded items, and no images of them are wanted; `excluded_here` in its answer names them.
         *
         *     What is already here stays as it is and gets no news, unless `existing` is `delete`: then excluded notebooks
         *     and folders are deleted here and in targets, and come back when they are included and listed again. Pages that
         *     are not among the newest stay.
         */
        put: operations["chooseSyncSelection"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Choose which images for display are stored
         * @description Changes only the given fields; what is excluded from sync stays as it is.
         */
        patch: operations["changeSyncSelection"];
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
         * Count the items of your queue, in total, by status and by target
         * @description Items that ended more than 30 days ago aren't counted.
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
        /** List the items of your queue, newest first */
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
        /** Retry an item now */
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
         * Cancel an item
         * @description Only items that haven't started. The page isn't transcribed, and its page of quota is released.
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
        /** List notifications, newest first */
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
        /** Mark a notification as read */
        post: operations["markNotificationRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all notifications as read */
        post: operations["markAllNotificationsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the services that can get notes */
        get: operations["listTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the targets that are set up, with their state */
        get: operations["listIntegrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a target that is set up */
        get: operations["getIntegration"];
        /**
         * Set up a target, or change its settings
         * @description If a setting is unknown, missing or wrong, nothing is stored or sent, and `field` of the problem names it,
         *     such as `settings.address`. Generated values, such as the secret of a webhook, are in the first response only.
         *     Devices get 403. 409 while the content created at this target is being removed.
         *
         *     If another place is set, such as another database in Notion, everything is delivered there as if for the first
         *     time. With `made=remove`, what was made at the target is removed first: until then its `state` is `removing`.
         */
        put: operations["saveIntegration"];
        post?: never;
        /**
         * Remove a target that is set up
         * @description Its settings and secrets are deleted. With `made=remove`, the content created at the target is removed first:
         *     until then its `state` is `removing`. Content that can't be removed stays. Devices get 403.
         */
        delete: operations["removeIntegration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check settings with the target
         * @description Calls the target once, with the given settings overriding the stored ones. Nothing is stored. If a setting is
         *     missing or wrong, `field` of the problem names it. If the stored settings work, a stopped integration
         *     continues. A webhook's receiver is asked for the challenge first, and gets the event `test` if it answers with
         *     it. Devices get 403. 409 if the target fetches from this server. A user can run two tests at a time; a third
         *     gets 429 with Retry-After. A test ends when its caller closes the connection.
         */
        post: operations["testIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the values to choose from for a field
         * @description Asks the target, with the given settings overriding the stored ones: for its projects, for example. Only for a
         *     field with `has_options`. With `create`, makes one of this name, unless it exists, and returns only that.
         *     Nothing is stored here. Devices get 403. It counts as a test: a user can run two at a time; a third gets 429
         *     with Retry-After.
         */
        post: operations["listFieldOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count what would be delivered
         * @description With the given settings and choice, or else the stored ones. Nothing is sent.
         *
         *     A large library takes several requests: one that isn't done after half a second answers 202 with how far it
         *     is. Send the same request again to count on, until the answer is 200. What was counted is forgotten an hour
         *     after the last request.
         */
        post: operations["previewIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the progress of a sync */
        get: operations["showDeliveryProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/backfill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver what was left out when the first delivery was stopped
         * @description Changes made meanwhile are delivered first. Devices get 403. 409 while it is paused or removed.
         */
        post: operations["startBackfill"];
        /**
         * Stop the first delivery of the existing library
         * @description Waiting items of it are left out. Delivered items stay, items in progress are completed, and later changes are
         *     still delivered. A requested sync doesn't deliver what was left out; starting the first delivery again does.
         *     Devices get 403. 409 while it is paused or removed.
         */
        delete: operations["stopBackfill"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate a new secret or key
         * @description The old one is invalid immediately. Devices get 403. 409 if this target has no generated values.
         */
        post: operations["drawSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the stored credentials for other services
         * @description The credentials themselves are never part of a response. Devices get 403.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Store a credential for another service
         * @description Replaces the one that is stored for this service, or for its workspace. It is encrypted and never shown again.
         *     `notion` accepts the token of an internal integration or a personal access token, which is verified with
         *     Notion. A workspace belongs to the account that connected it first. Devices get 403.
         */
        post: operations["addConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/notion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how Notion can be connected
         * @description Devices get 403.
         */
        get: operations["showNotion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/notion/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to connect Notion
         * @description The user confirms at the returned address of Notion, which then redirects to `/connections/notion` of this
         *     server's dashboard with `code` or `error`, and `state`, for `POST /api/v1/connections/notion/callback`. The
         *     state is valid once, for ten minutes and in the same session. Devices get 403.
         */
        post: operations["authorizeNotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/notion/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish connecting Notion
         * @description With the parameters that Notion added to the redirect address. A workspace belongs to the account that
         *     connected it first. Devices get 403.
         */
        post: operations["finishNotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a connection to Notion
         * @description Lists a few of the pages that it can access. Devices get 403.
         */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}": {
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
         * Delete a credential
         * @description The integrations that use it are removed as well. A connection made by signing in to Notion is revoked there.
         *     With `made=remove`, the content created at the service is removed first. Devices get 403.
         */
        delete: operations["removeConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the pages of a Notion workspace
         * @description First the favourites marked here, then the most recently edited, in pages of results. Notion lists only pages
         *     that are shared with the connection, and new ones with a delay.
         */
        get: operations["listNotionPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/databases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the databases of a Notion workspace
         * @description Most recently edited first, in pages of results, each with the properties that it lacks for mirroring
         *     notebooks. A database with several data sources is listed once for each. Notion lists only databases that are
         *     shared with the connection, and new ones with a delay.
         */
        get: operations["listNotionDatabases"];
        put?: never;
        /**
         * Create a database in a Notion workspace
         * @description On a page, with all properties that rows of notebooks need, or those of to-dos. Not idempotent: after a lost
         *     answer, check the list before you call again.
         */
        post: operations["makeNotionDatabase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/databases/{id}/properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add the properties that a database in Notion lacks
         * @description Adds the missing ones of those that rows of notebooks need, or of to-dos; nothing else changes. If a property
         *     has the name but another type, or the title has another name, nothing is added (409).
         */
        post: operations["completeNotionDatabase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/notion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notify this server of a change in Notion
         * @description For the webhook of this server's integration in Notion. Notion first sends a `verification_token`, which the
         *     server writes to its log; it is valid once it is set as RMIRROR_NOTION_WEBHOOK_TOKEN. Events are signed with
         *     it. They only trigger a poll: changes are read from Notion. Unsigned requests are rate limited like those
         *     without a token.
         */
        post: operations["takeNotionEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/pages/{id}/favourite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark a page of Notion as a favourite
         * @description Only in this server; Notion's own favourites aren't changed. A connection has at most 100.
         */
        put: operations["markNotionPage"];
        post?: never;
        /** Remove a page of Notion from the favourites */
        delete: operations["unmarkNotionPage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/pages/{id}/toc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the sections of a page of Notion
         * @description For each heading at the top level of the page, the last block of its section. Blocks appended with
         *     `{"position": {"type": "after_block", "after_block": {"id": section_end_block_id}}}` are added at its end.
         */
        get: operations["outlineNotionPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obsidian/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect an Obsidian vault
         * @description The key is for an Obsidian plugin with the protocol of rmirror-cloud, which consists of the following paths.
         *     400 if it is already enabled. Enabling it again after it was disabled creates another key. Devices get 403.
         */
        post: operations["enableObsidian"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obsidian/regenerate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the key of an Obsidian vault
         * @description The old one is invalid immediately. Devices get 403.
         */
        post: operations["regenerateObsidianKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obsidian/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disconnect an Obsidian vault
         * @description Confirmations are kept in case it is enabled again. Devices get 403.
         */
        post: operations["disableObsidian"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obsidian/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the sync state of an Obsidian vault
         * @description Devices get 403.
         */
        get: operations["getObsidianStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obsidian/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an Obsidian vault lacks
         * @description Notebooks that differ from the confirmed state, among the next `limit` of all notebooks: an answer can have
         *     fewer than `limit`, or none, and still have `has_more`. Renaming, moving, reordering pages and changed text,
         *     transcribed or typed, make a notebook differ. `deleted_notebook_uuids` are listed until they are confirmed.
         *     401 for an invalid key, 403 while the integration is disabled.
         */
        get: operations["pullNotebooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/obsidian/sync/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm what an Obsidian vault has
         * @description Only confirmed notebooks count as delivered, with the given `content_hash`: a notebook that was edited since
         *     is listed again. Confirming is idempotent.
         */
        post: operations["confirmNotebooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List delivered, waiting and failed items, newest first */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/records/{id}/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace what you changed at a target
         * @description Blocks of the record's item that are kept as you changed or removed them there are replaced with the tablet's
         *     text. Blocks that you added stay. The item is queued even though it hasn't changed; the operation is
         *     idempotent.
         */
        post: operations["overrideKept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notebooks whose removals wait for your decision, newest first
         * @description If one manifest drops ten or more, and over half, of a notebook's pages or highlights, or any of them while
         *     the number of an EPUB's pages changes, targets keep what was dropped. A warning ends when it is decided, or
         *     automatically when enough is listed again that the rest is below these limits.
         */
        get: operations["listRemovalWarnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/warnings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide whether targets remove what was dropped from a notebook */
        post: operations["answerRemovalWarning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/trigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare the library with the targets now
         * @description Differences are queued and delivered, and failed items are retried. The answer is immediate; follow the run by
         *     its `id`. An equal request joins a run that hasn't started yet.
         */
        post: operations["triggerSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/trigger/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the progress of a comparison
         * @description Available for an hour after it was requested, and while it compares.
         */
        get: operations["showSyncRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask an AI about documents
         * @description The texts of the documents are given to the model as data, with your prompt and with the server's key. The response
         *     is that of Anthropic's Messages API, streamed if requested; nothing is saved. Quota, spending limit and models are
         *     those of `/api/claude`. At most 20 calls a minute, and 1,000,000 bytes of text in each.
         */
        post: operations["generate"];
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
         * Send a message to Claude
         * @description Anthropic's Messages API, for clients made for it. Set their base URL to `/api/claude` on this server, and
         *     their key to one of this server's tokens, sent as `Authorization: Bearer` or as `x-api-key`. The body is
         *     forwarded unchanged, with the server's key; the response, streamed if requested, and Claude's errors are
         *     returned unchanged. Errors of this server have the same format.
         *
         *     The server's settings limit `max_tokens`, and list the models, betas, speeds and tools of Claude's own that calls
         *     can use; what isn't listed is refused with 403 and named. Tools that you run yourself are always allowed.
         *     Documents, files of the Files API and containers aren't passed on.
         *
         *     Each image in a call, of at most 600, counts as one page of your quota, and all tokens that Claude counts (input,
         *     cache and output) count in your token quota. A call reserves `max_tokens` and the most its input can be; what it
         *     took is charged when it ends, also if you stop it early, and nothing if Claude fails. `RMirror-Tokens-Left` says
         *     what is left beside the reservations.
         *
         *     If the server's spending limit for the day leaves no room for a call, it gets 429 with `Retry-After` until
         *     midnight UTC.
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
         * Count the tokens of a message
         * @description Like the operation above, but free. Rate limits apply.
         */
        post: operations["countClaudeTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/claude/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models that calls to Claude can use
         * @description In the format of Anthropic's Models API, as a single page of results.
         */
        get: operations["listClaudeModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/claude/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a model that calls to Claude can use */
        get: operations["getClaudeModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search a workspace in Notion
         * @description Notion's API, for clients made for it. Set their base URL to `/api/notion/proxy` on this server, and their
         *     token to one of this server's. Method, query, body and version are forwarded unchanged, with the token of the
         *     workspace that you connected; the response and Notion's errors are returned unchanged. Errors of this server
         *     have the same format, with `refused_by: rmirror` in `additional_data`.
         *
         *     All operations below `/api/notion/proxy/v1` can also be called without `/v1`. If you connected several workspaces,
         *     the one connected first is meant; `/api/notion/proxy/{connection_id}/v1/…` names another.
         *
         *     Each user can make 120 calls per minute in all, and as many of one operation as it says. A body of JSON can be
         *     500 KB, a file 20 MB, a response 5 MB, `page_size` 100, and a call can take 60 seconds. Calls aren't retried, except
         *     once with a new token after Notion has ended the old one.
         *
         *     30 per minute.
         */
        post: operations["searchNotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the bot user of the connection
         * @description As Notion describes it; see [Search](#searchNotion). 10 per minute.
         */
        get: operations["getNotionBot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/databases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a database in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        get: operations["getNotionDatabase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/databases/{id}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Query a database in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        post: operations["queryNotionDatabase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/data_sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a data source in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        get: operations["getNotionDataSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/data_sources/{id}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Query a data source in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        post: operations["queryNotionDataSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a page in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        post: operations["createNotionPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/pages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a page in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        get: operations["getNotionPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a page in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        patch: operations["updateNotionPage"];
        trace?: never;
    };
    "/api/notion/proxy/v1/blocks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a block in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        get: operations["getNotionBlock"];
        put?: never;
        post?: never;
        /**
         * Delete a block in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        delete: operations["deleteNotionBlock"];
        options?: never;
        head?: never;
        /**
         * Update a block in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        patch: operations["updateNotionBlock"];
        trace?: never;
    };
    "/api/notion/proxy/v1/blocks/{id}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the blocks below a block in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        get: operations["listNotionBlocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Append blocks in Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        patch: operations["appendNotionBlocks"];
        trace?: never;
    };
    "/api/notion/proxy/v1/file_uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an upload to Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        post: operations["createNotionUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/file_uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an upload to Notion
         * @description As Notion describes it; see [Search](#searchNotion). 30 per minute.
         */
        get: operations["getNotionUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/file_uploads/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a file, or a part of it, to Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        post: operations["sendNotionUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notion/proxy/v1/file_uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete an upload of several parts to Notion
         * @description As Notion describes it; see [Search](#searchNotion). 20 per minute.
         */
        post: operations["completeNotionUpload"];
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
        NotionError: {
            /** @constant */
            object: "error";
            status: number;
            code: string;
            message: string;
            additional_data?: {
                /**
                 * @description Set by this server, never by Notion.
                 * @constant
                 */
                refused_by?: "rmirror";
                /** @description not_connected, connection_broken, workspace_blocked or unavailable, if that is why. */
                reason?: string;
            };
            request_id?: string;
        };
        ClaudeModel: {
            id: string;
            /** @constant */
            type: "model";
            display_name: string;
            /**
             * Format: date-time
             * @description Always 1970, because this server doesn't know it.
             */
            created_at: string;
            /** @constant */
            lifecycle: "active";
            line: null;
            max_input_tokens: null;
            /** @description The maximum that this server allows. */
            max_tokens: number;
            capabilities: null;
            deprecated_at: null;
            retires_at: null;
        };
        Counts: {
            [key: string]: number;
        };
        /** @enum {unknown} */
        QueueStatus: "pending" | "processing" | "retry" | "completed" | "failed" | "cancelled";
        QueueItem: {
            /** Format: uuid */
            id: string;
            /** @description ocr for transcription, or the name of a target. */
            target_name: string;
            /** @enum {unknown} */
            item_type: "ocr_page" | "notebook" | "notebook_metadata" | "page_text" | "todo" | "highlight";
            /**
             * Format: uuid
             * @description This server's id of the page, notebook, to-do or highlight.
             */
            item_key: string;
            /** @enum {unknown} */
            operation: "create" | "update" | "delete";
            /** @description 1 is the most urgent. */
            priority: number;
            /** @enum {unknown} */
            trigger_source: "manual" | "webhook" | "scheduled" | "file_watcher";
            status: components["schemas"]["QueueStatus"];
            attempts: number;
            /**
             * Format: date-time
             * @description The item isn't started before this time.
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
            /**
             * @description device_signed_out: a device was signed out because its token was copied; its details are name.
             *     new_browser: a browser signed in for the first time; its details are browser and address. removal_held:
             *     there is a new RemovalWarning; its details are notebook_uuid, cause, pages and highlights.
             *     connection_broken, first_sync and retries_exhausted name their target in `target_name`; retries_exhausted
             *     is one notification per target and day, with the number of failed items in `count`.
             * @enum {unknown}
             */
            kind: "quota_near_limit" | "quota_exhausted" | "retries_exhausted" | "connection_broken" | "first_sync" | "new_browser" | "removal_held" | "device_signed_out";
            /** @description Values for the text of this kind of notification; error_message if the text is already complete. */
            details: Record<string, never>;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            read_at: string | null;
        };
        Quota: {
            /** @description Pages per month; null if unlimited. */
            limit: number | null;
            used: number;
            /** @description Reserved for pages that are waiting to be transcribed. */
            reserved: number;
            left: number | null;
            /** @description Transcriptions in this period that were answered but failed. They are free, but there can be at most as many as `limit`; then `left` is 0. */
            failed_pages: number;
            /** @description Stored pages that wait until the quota resets. */
            deferred_pages: number;
            /** Format: date-time */
            period_start: string;
            /** Format: date-time */
            reset_at: string;
            /** @description Whether handwriting recognition is set up on this server. Otherwise pages wait. */
            has_reader: boolean;
            /** @description Why all users' pages wait, as a sentence that can be shown to people; null while pages are transcribed. */
            paused_because: string | null;
            /** @description Whether this server forwards calls to Claude. Otherwise tokens can't be used. */
            has_claude: boolean;
            /** @description Days after which notebooks that were deleted here, and single pages, are removed permanently and no longer count; null if they always count. For notebooks deleted on the tablet, see `retention_days` of the account. */
            deleted_days: number | null;
            tokens: components["schemas"]["TokenQuota"];
            /** @description Bytes of page images and of the library in the database, including indexes, with typical sizes per row. An image that several pages show counts once. */
            storage: components["schemas"]["Allowance"];
            /** @description Notebooks and folders, deleted ones included. */
            notebooks: components["schemas"]["Allowance"];
            /** @description Pages, deleted ones included. */
            pages: components["schemas"]["Allowance"];
        };
        FirstSteps: {
            signed_up: boolean;
            /** @description A notebook is on the server, or a device has connected. */
            sent: boolean;
            /** @description A page was transcribed. */
            transcribed: boolean;
            /** @description A target is set up. */
            connected: boolean;
            /** @description Something was delivered to a target. */
            delivered: boolean;
        };
        QuotaHistory: {
            items: components["schemas"]["QuotaMonth"][];
            next: null;
        };
        QuotaMonth: {
            /** Format: date-time */
            period_start: string;
            /** Format: date-time */
            period_end: string;
            pages: components["schemas"]["UsedOfMonth"];
            tokens: components["schemas"]["UsedOfMonth"];
        };
        /** @description Null if nothing of this kind was counted in that month. */
        UsedOfMonth: {
            /** @description The limit at the end of the month; null if unlimited. */
            limit: number | null;
            used: number;
        } | null;
        /** @description Tokens of calls to /api/claude, as Claude counts them; input, cache and output together. */
        TokenQuota: {
            /** @description Tokens per month; null if unlimited. */
            limit: number | null;
            /** @description Can exceed the limit by the excess of the last call over its reservation. */
            used: number;
            /** @description Reserved for calls in progress. */
            reserved: number;
            left: number | null;
        };
        /** @description A limit of the library, and how much of it is used. */
        Allowance: {
            /** @description null if unlimited. */
            limit: number | null;
            used: number;
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
             * @description library if all notebooks are listed; those that aren't are deleted.
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
             * @description The notebook_uuid of the folder; null at the top level.
             */
            parent_uuid?: string | null;
            is_trashed?: boolean;
            is_pinned?: boolean;
            /** @enum {unknown} */
            orientation?: "portrait" | "landscape";
            tags?: string[];
            authors?: string[];
            /** @description The title that a PDF or EPUB itself states, if it does. Readwise gets it. */
            title?: string;
            /**
             * Format: date-time
             * @description In UTC, with a Z.
             */
            last_modified?: string | null;
            /** Format: date-time */
            last_opened?: string | null;
            /**
             * @description The device has sent this before. Unless its `last_modified` is later than the server's, it only appends
             *     pages that the server has never had; it changes, deletes and restores nothing.
             */
            is_repeat?: boolean;
            /** @description All pages that aren't deleted, in order. */
            pages?: components["schemas"]["ManifestPage"][];
        };
        ManifestPage: {
            /** Format: uuid */
            page_uuid: string;
            /** @description Fingerprint of the page's visible content; null if there is no page file. */
            ink_hash?: string | null;
            /**
             * @description Fingerprint of the page as the tablet shows it: ink, template, the PDF or EPUB page below it, orientation.
             *     If it is missing, no image for display is wanted.
             */
            look_hash?: string;
            /** @description Whether there is handwriting to transcribe. Requires an ink_hash. */
            has_ink: boolean;
            /** @description The words of the typed text, without formatting. Used for search. */
            typed_text?: string | null;
            /**
             * @description The typed text as Markdown, such as `- [ ] task`, `- [x] done`, `- item`, `1. item` or `# title`. Its
             *     tasks become to-dos: at most the first 1,000 of a page, of any length, except tasks without words. `""`
             *     means that the page has no typed text, and so no typed tasks. If it is null or missing, the server keeps
             *     the stored Markdown while `typed_text` stays the same and drops it when `typed_text` changes; the to-dos
             *     of typed tasks then stay unchanged until Markdown is sent again.
             */
            typed_markdown?: string | null;
            tags?: string[];
            /**
             * @description How many parts of the page's file the device skipped, because a newer version of the tablet wrote them or
             *     they are damaged. If missing, none. A change of this number alone causes no transcription.
             */
            unreadable_parts?: number;
            highlights?: {
                original_text: string;
                color?: string | null;
                rects?: components["schemas"]["Rect"][];
            }[];
        };
        AgentRelease: {
            /** @description JSON text, exactly as it was signed, with the version, and each package with its address, SHA-256 and size in bytes. */
            manifest: string;
            /** @description Ed25519 signature of the manifest, in Base64. */
            signature: string;
        };
        SyncSelection: {
            excluded_notebooks: string[];
            /** @description With everything in them, at any depth. */
            excluded_folders: string[];
            /** @description Notebooks with one of these tags. Tags of pages don't count. */
            excluded_tags: string[];
            /**
             * @description How many pages of each notebook are transcribed, counted from the last; null for all. The others are
             *     listed, but their images aren't wanted.
             */
            newest_pages: number | null;
            display_images: components["schemas"]["DisplayImages"];
        };
        /**
         * @description Which pages are stored as the tablet shows them, beside their handwriting: none, those of notebooks, or those of
         *     PDFs and EPUBs too.
         * @enum {unknown}
         */
        DisplayImages: "none" | "notebooks" | "all";
        NewSyncSelection: {
            excluded_notebooks?: string[];
            excluded_folders?: string[];
            excluded_tags?: string[];
            newest_pages?: number | null;
            display_images?: components["schemas"]["DisplayImages"];
            /**
             * @description Whether excluded items that are already on the server are kept or deleted.
             * @enum {unknown}
             */
            existing?: "keep" | "delete";
            target_images?: components["schemas"]["TargetImages"];
        };
        SyncSelectionChange: {
            display_images?: components["schemas"]["DisplayImages"];
            target_images?: components["schemas"]["TargetImages"];
        };
        /**
         * @description Targets that accept images get the one for display with the next change of a page's text. `replace` delivers it
         *     immediately, for all pages.
         * @enum {string}
         */
        TargetImages: "keep" | "replace";
        ManifestAnswer: {
            /** @description Number of rows that changed. */
            written: {
                notebooks: number;
                pages: number;
                highlights: number;
                deleted_notebooks: number;
                deleted_pages: number;
            };
            /** @description Notebooks of which the server has a later state, which it didn't change. */
            older_notebooks: string[];
            /** @description Notebooks that a person deleted here. They must be restored; listing them doesn't restore them. */
            deleted_here: string[];
            /** @description Listed notebooks that are excluded from sync and were ignored. */
            excluded_here: string[];
            /** @description Notebooks whose removals at targets wait for a decision, from this manifest and earlier ones. */
            removal_warnings: components["schemas"]["RemovalWarning"][];
            /** @description Pages whose image for transcription is wanted. */
            want: components["schemas"]["WantedPages"][];
            /** @description The number of pages in `want`. */
            wanted_pages: number;
            /** @description Pages whose image for display is wanted, after everything in `want` has been sent. */
            want_display: components["schemas"]["WantedPages"][];
            quota: components["schemas"]["Quota"];
            /** @description Value for `since` of the changes. */
            cursor: string;
        };
        /** @description A notebook of which much was dropped at once, and which targets keep until a user decides. */
        RemovalWarning: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            notebook_uuid: string;
            visible_name: string;
            /**
             * @description layout if the number of an EPUB's pages changed.
             * @enum {unknown}
             */
            cause: "dropped" | "layout";
            pages: components["schemas"]["Dropped"];
            highlights: components["schemas"]["Dropped"];
            /** Format: date-time */
            created_at: string;
        };
        Dropped: {
            /** @description The number before. */
            before: number;
            now: number;
            /** @description The number that was dropped and that targets keep. */
            held: number;
        };
        WantedPages: {
            /** Format: uuid */
            notebook_uuid: string;
            page_uuids: string[];
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
        TranscribingAgain: {
            /** Format: uuid */
            page_id: string;
            ocr_status: components["schemas"]["OcrStatus"];
            quota: components["schemas"]["Quota"];
        };
        /** @enum {unknown} */
        OcrStatus: "not_synced" | "pending" | "processing" | "completed" | "failed" | "pending_quota" | "skipped";
        Notebook: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The tablet's id.
             */
            notebook_uuid: string;
            /** @enum {unknown} */
            document_type: "notebook" | "pdf" | "epub" | "folder" | "notes";
            visible_name: string;
            /**
             * Format: uuid
             * @description The notebook_uuid of the folder.
             */
            parent_uuid: string | null;
            /** @description The names of its parent folders and its own, joined by slashes. */
            full_path: string;
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
        DeletedNotebook: components["schemas"]["Notebook"] & {
            /** Format: date-time */
            deleted_at: string;
            /**
             * @description A person here, or a device that no longer had it.
             * @enum {unknown}
             */
            deleted_by: "person" | "device";
            /**
             * Format: date-time
             * @description When it is removed permanently: after the server's retention time if a person deleted it, after the
             *     account's `retention_days` if a device did. Null if only a person can remove it.
             */
            purged_at: string | null;
            /** @description The number of pages that a restore brings back. */
            pages: number;
            targets: components["schemas"]["RemovalAtTarget"][];
        };
        /**
         * @description The state of a deleted notebook in a target: numbers of its items by state. Targets that had nothing of it are
         *     omitted, as are those with nothing left to do once the server's retention time is over.
         */
        RemovalAtTarget: {
            target_name: string;
            removed: number;
            /** @description Still there. Their removal is queued. */
            waiting: number;
            /** @description Still there. They could not be removed, and aren't retried automatically. */
            failed: number;
            /**
             * @description Still there. Their removal was cancelled, the integration was removed and its content kept, or it now
             *     delivers to another destination.
             */
            kept: number;
            error_class: components["schemas"]["ErrorClass"];
            /** @description Why the newest failed or retried item could not be removed. */
            error_message: string | null;
        };
        /** @description Number of pages by progress. `synced` pages need no further work. */
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
            /** @description False if the image shows an older version of the page. */
            is_image_current: boolean;
            /** @description The look_hash of the image for display; null if there is none. */
            display_hash: string | null;
            /** @description False if the image for display shows an older version of the page. */
            is_display_current: boolean;
            /** @description How many parts of the page the sending device couldn't read. They are missing in the images. */
            unreadable_parts: number;
            ocr_status: components["schemas"]["OcrStatus"];
            /** @description Why the page couldn't be transcribed, or why a pending page is still waiting. */
            ocr_error: string | null;
            /** @description BCP 47, such as en. */
            ocr_language: string | null;
            ocr_confidence: number | null;
            /** @description Changes whenever the text does. */
            text_hash: string | null;
            tags: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        PageWithImages: components["schemas"]["Page"] & {
            images: {
                part: number;
                /** @description In pixels. */
                width: number;
                height: number;
                rect: components["schemas"]["Rect"];
            }[];
            /** @description The page as the tablet shows it. */
            display_image: {
                /** @description In pixels. */
                width: number;
                height: number;
                rect: components["schemas"]["Rect"];
            } | null;
        };
        PageDetail: components["schemas"]["PageWithImages"] & {
            /** @description The words of the typed text. */
            typed_text: string;
            /**
             * @description The typed text as Markdown; null if there is none, or if no device has sent it for these words. Then
             *     only `typed_text` is available. It is user content and can contain anything, so never show it as HTML.
             */
            typed_markdown: string | null;
            /** @description The transcription, as Markdown. It is user content and can contain anything, so never show it as HTML. */
            ocr_text: string | null;
            /**
             * @description What a person made of the transcription, as Markdown; null if nobody changed it. It is user content and
             *     can contain anything, so never show it as HTML.
             */
            document: string | null;
            document_conflicts: components["schemas"]["DocumentConflict"][];
            /**
             * @description Those of the transcription, or of the document if a person changed it: then a corrected line has the
             *     place of the one that it was made of.
             */
            ocr_lines: {
                text: string;
                confidence: number;
                top: number;
                bottom: number;
            }[];
            /** Format: date-time */
            ocr_completed_at: string | null;
            highlights: components["schemas"]["Highlight"][];
            /** @description To-dos of the handwriting first, then those of the typed text, each in order. */
            todos: components["schemas"]["Todo"][];
        };
        /**
         * @description A line that a person and a later transcription changed in different ways. Null: it was removed there. It is
         *     settled once the line of `mine` is changed, or that of `theirs` is taken.
         */
        DocumentConflict: {
            mine: string | null;
            theirs: string | null;
        };
        DocumentSummary: {
            /**
             * Format: uuid
             * @description The server's id of the page.
             */
            id: string;
            /** Format: uuid */
            workspace_id: string;
            /** Format: uuid */
            notebook_uuid: string;
            /** Format: uuid */
            page_uuid: string;
            page_number: number;
            /** @description Name of the notebook. */
            visible_name: string;
            /** @description The SHA-256 of the content. */
            content_etag: string;
            /** @description False as long as the text is what was transcribed. */
            is_corrected: boolean;
            /** @description It was written here and belongs to no page of a tablet. */
            is_note: boolean;
            conflicts: components["schemas"]["DocumentConflict"][];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When the text was last written or transcribed. Null if it never was.
             */
            saved_at: string | null;
        };
        Document: components["schemas"]["DocumentSummary"] & {
            /** @description Markdown. It is user content and can contain anything, so never show it as HTML. */
            content: string;
        };
        Attachment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            document_id: string;
            file_name: string;
            /** @description As its owner stated it; not checked. */
            content_type: string;
            /** @description In bytes. */
            size: number;
            sha256: string;
            /** Format: date-time */
            created_at: string;
        };
        DocumentVersion: {
            /** Format: uuid */
            id: string;
            /**
             * @description Who wrote it.
             * @enum {unknown}
             */
            author: "person" | "transcription";
            /** @description Of a snapshot. */
            name: string | null;
            content_etag: string;
            bytes: number;
            /**
             * Format: date-time
             * @description When its author wrote it.
             */
            saved_at: string;
            /** Format: date-time */
            created_at: string;
        };
        DocumentVersions: {
            items: components["schemas"]["DocumentVersion"][];
            /** Format: uuid */
            next: string | null;
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
            /**
             * @description Where on the page it was found. A new version of one source doesn't change the to-dos of the other.
             * @enum {unknown}
             */
            source: "handwriting" | "typed_text";
            /** @description Its position among the to-dos of the page with the same source. */
            ordinal: number;
            /**
             * @description From handwriting the transcription, which is Markdown; from typed text the words alone. Truncated to 1,000
             *     characters.
             */
            text: string;
            is_completed: boolean;
            /** @description Confidence of the transcription; null for typed text. */
            confidence: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Changes: {
            items: {
                /** @enum {unknown} */
                kind: "notebook" | "page" | "highlight" | "todo" | "integration" | "record" | "notification";
                deleted: boolean;
                /**
                 * @description A notebook, page, highlight, to-do, integration, record or notification, by `kind`. If it is
                 *     deleted, its last state. An integration has only the members listed here; a to-do is also deleted
                 *     with its page.
                 */
                value: components["schemas"]["Notebook"] | components["schemas"]["Page"] | components["schemas"]["Highlight"] | components["schemas"]["Todo"] | {
                    /** Format: uuid */
                    id: string;
                    target_name: string;
                    is_enabled: boolean;
                    /** Format: date-time */
                    created_at: string;
                    /** Format: date-time */
                    updated_at: string;
                } | components["schemas"]["Record"] | components["schemas"]["Notification"];
            }[];
            next: string;
            more: boolean;
        };
        /**
         * @description notebook is the existence of a notebook and its pages, in order; notebook_metadata is its name, folder, tags
         *     and authors; page_text is a page's transcription and typed text.
         * @enum {unknown}
         */
        ItemType: "notebook" | "notebook_metadata" | "page_text" | "todo" | "highlight";
        /** @enum {unknown} */
        ErrorClass: "network_error" | "rate_limit" | "auth_error" | "invalid_data" | "quota_exceeded" | "unknown_error" | null;
        /** @description A service that can get notes. */
        Target: {
            name: string;
            /**
             * @description pushed if this server calls the target; pulled if the target fetches from this server.
             * @enum {unknown}
             */
            delivery: "pushed" | "pulled";
            accepts: components["schemas"]["ItemType"][];
            fields: components["schemas"]["TargetField"][];
        };
        /** @description A setting of a target. */
        TargetField: {
            key: string;
            /**
             * @description A secret is never shown again. A drawn value is generated by this server and shown once. A flag is on or
             *     off.
             * @enum {unknown}
             */
            kind: "text" | "url" | "secret" | "drawn" | "flag";
            label: string;
            required: boolean;
            /** @description The target lists values to choose from. */
            has_options?: boolean;
            /** @description Its default value. */
            default: string | null;
            /**
             * @description Only for the second value of a secret: the key of the first. It is optional, for every secret of every
             *     target. If the target refuses the first, the second is tried once and takes its place.
             */
            second_of?: string;
        };
        /** @description Values have at least one character, except that an empty second value of a secret removes the stored one. */
        Settings: {
            [key: string]: string;
        };
        /**
         * @description Notebooks to deliver: the named ones, those in the named folders at any depth, and those with one of the tags.
         *     A notebook that is no longer chosen is removed at the target.
         */
        Choice: {
            notebooks: string[];
            folders: string[];
            tags: string[];
        };
        /** @description A target with its owner's settings. */
        Integration: {
            target_name: string;
            /** @description False if its owner paused it. */
            is_enabled: boolean;
            /** @description By the keys of the target's fields, without secrets. */
            settings: components["schemas"]["Settings"];
            /** @description The keys of the secret and generated settings that are stored. */
            secrets: {
                [key: string]: boolean;
            };
            /**
             * Format: date-time
             * @description When the second value of a secret took the place of the first, because the target refused that; null if
             *     it didn't, or its owner has entered another one since.
             */
            second_since?: string | null;
            /** @description What is delivered; null for everything. */
            choice: components["schemas"]["Choice"] | null;
            /**
             * @description stopped if it can't continue until a problem is fixed, such as an invalid token; then items wait.
             * @enum {unknown}
             */
            state: "active" | "paused" | "stopped" | "removing";
            /**
             * @description Whether the receiver at its address answered a verification with the challenge. Until then, nothing is
             *     delivered. True for targets without such an address.
             */
            is_verified: boolean;
            /** @description Once the created content is removed, it continues with other settings. */
            is_moving: boolean;
            /** @description Why it stopped, and when it is retried; null otherwise. */
            stopped: components["schemas"]["Stop"] | null;
            /**
             * @description State of the first delivery of the existing library: running while some of it waits, stopped if its owner
             *     stopped it. Then `counts.skipped` is the number of items left out.
             * @enum {unknown}
             */
            backfill: "none" | "running" | "stopped";
            /**
             * @description Number of its records by status. `pending` also counts items that wait in the queue for their first
             *     delivery.
             */
            counts: {
                pending: number;
                in_progress: number;
                success: number;
                retry: number;
                failed: number;
                skipped: number;
            };
            /**
             * Format: date-time
             * @description Time of the first delivery; null until then.
             */
            first_synced_at: string | null;
            /**
             * Format: date-time
             * @description Time of the last delivery.
             */
            last_synced_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Stop: {
            /** Format: date-time */
            since: string;
            error_class: components["schemas"]["ErrorClass"];
            /** @description A sentence that can be shown to people. */
            error_message: string;
            /**
             * Format: date-time
             * @description Time of the next attempt.
             */
            try_at: string | null;
        };
        Drawn: {
            /** @description Generated secrets, by the keys of their fields. They are never shown again. */
            drawn: {
                [key: string]: string;
            };
        };
        FieldOptions: {
            items: {
                value: string;
                label: string;
            }[];
            error_class: components["schemas"]["ErrorClass"];
            /** @description A sentence that can be shown to people. */
            error_message: string | null;
        };
        TestResult: {
            ok: boolean;
            error_class: components["schemas"]["ErrorClass"];
            /** @description A sentence that can be shown to people. */
            error_message: string | null;
        };
        DeliveryProgress: {
            /** @description By item type. */
            items: {
                [key: string]: {
                    done: number;
                    /** @description Includes those being delivered. */
                    waiting: number;
                    failed: number;
                };
            };
            /** @description Images of pages; null for a target without images. */
            pictures: {
                done: number;
                waiting: number;
            } | null;
            /** @description Estimated calls left; null for targets without a limit on calls. */
            calls: number | null;
            /** @description Estimated minutes left. */
            minutes: number | null;
        };
        /** @description What would be created at the target, with an estimate of the effort. */
        Estimate: {
            /** @description Notebooks that are new there. */
            notebooks: number;
            /** @description Names of the first of them, most recently modified first. */
            names: string[];
            /** @description New pages. */
            pages: number;
            /** @description Images of new pages. */
            pictures: number;
            /** @description New to-dos. */
            todos: number;
            /** @description Estimated calls to the target, including changes and removals. */
            calls: number;
            /** @description Estimated minutes for these calls at the server's allowed rate. */
            minutes: number;
        };
        PreviewProgress: {
            compared_notebooks: number;
            /** @description Number of all notebooks in the library. */
            notebooks: number;
        };
        Preview: {
            /** @description By item type. */
            items: {
                [key: string]: {
                    create: number;
                    update: number;
                    remove: number;
                    unchanged: number;
                };
            };
            /** @description One of the items as it would be sent; null if there is none. */
            sample: string | null;
            /** @description Null for targets without a limit on calls. */
            estimate: components["schemas"]["Estimate"] | null;
        };
        ObsidianKey: {
            api_key: string;
            enabled: boolean;
        };
        ObsidianNotebook: {
            /** Format: uuid */
            notebook_uuid: string;
            visible_name: string;
            /** @description The names of its parent folders, joined by `/`; empty at the top level. */
            folder_path: string;
            page_count: number;
            /** @description Hash of name, path, tags, order and texts; to be sent with the confirmation. */
            content_hash: string;
            /** Format: date-time */
            last_modified: string | null;
            /** @description As on the tablet, so they can contain spaces, which Obsidian's tags can't. */
            tags: string[];
            pages: {
                /** Format: uuid */
                page_uuid: string;
                page_number: number;
                tags: string[];
                /** @description The transcription, then the typed text, as Markdown. */
                ocr_text: string;
            }[];
        };
        /** @description A credential for another service. */
        Connection: {
            /** Format: uuid */
            id: string;
            provider: string;
            /** @description The workspace of the service; empty if the service has none. */
            workspace_id: string;
            /** @description Its name when it was connected. */
            workspace_name: string | null;
            /**
             * @description Connected by signing in there, or by pasting a token; null if the service has only one way.
             * @enum {unknown}
             */
            kind: "oauth" | "token" | null;
            /** @description Permissions of the credential, as far as known. A member is absent until it is known. */
            grants: {
                reads_content?: boolean;
                inserts_content?: boolean;
                updates_content?: boolean;
            };
            /**
             * @description broken if the service refuses it, if this server can't decrypt it, or if the workspace is blocked.
             * @enum {unknown}
             */
            status: "active" | "broken";
            /** @description Why the administrator of this server has blocked the workspace; null if it isn't blocked. */
            blocked_because: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        NotionDatabase: {
            /**
             * Format: uuid
             * @description Id of its data source.
             */
            id: string;
            /** @description Empty if the database has none. */
            title: string;
            url: string;
            /** @description An emoji; empty for any other icon and for none. */
            icon: string;
            /**
             * Format: date-time
             * @description Rounded down to the minute.
             */
            last_edited_time: string | null;
            /** @description Missing properties that are required for mirroring notebooks. */
            missing: components["schemas"]["MissingProperty"][];
            /** @description Missing properties that are required for mirroring to-dos. */
            missing_for_todos: components["schemas"]["MissingProperty"][];
        };
        /** @description A property that a Notion database lacks. */
        MissingProperty: {
            name: string;
            /** @description As Notion names types. */
            type: string;
            /** @description The type of an existing property with this name. */
            found_type: string | null;
        };
        NotionPage: {
            /** Format: uuid */
            id: string;
            /** @description Empty if the page has none. */
            title: string;
            url: string;
            /** @description An emoji; empty for any other icon and for none. */
            icon: string;
            /**
             * Format: date-time
             * @description Rounded down to the minute; null for a favourite.
             */
            last_edited_time: string | null;
            is_favourite: boolean;
        };
        /** @enum {unknown} */
        RecordStatus: "pending" | "in_progress" | "success" | "retry" | "failed" | "skipped";
        /** @description The state of an item at a target. */
        Record: {
            /** Format: uuid */
            id: string;
            target_name: string;
            item_type: components["schemas"]["ItemType"];
            /**
             * Format: uuid
             * @description This server's id of the notebook, page, to-do or highlight.
             */
            item_key: string;
            /** Format: uuid */
            notebook_uuid: string | null;
            /**
             * Format: uuid
             * @description Null for items of a whole notebook.
             */
            page_uuid: string | null;
            /** @description The page's number when the item was delivered. */
            page_number: number | null;
            status: components["schemas"]["RecordStatus"];
            error_class: components["schemas"]["ErrorClass"];
            /** @description A sentence that can be shown to people. */
            error_message: string | null;
            retry_count: number;
            /**
             * @description Number of its blocks that the target keeps as you changed or removed them there. 0 once you requested the
             *     tablet's text.
             */
            kept: number;
            /**
             * Format: uuid
             * @description The item of the queue that failed and can be retried.
             */
            queue_id: string | null;
            /**
             * Format: date-time
             * @description When it was last delivered.
             */
            synced_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ListedRecord: components["schemas"]["Record"] & {
            /**
             * Format: uri
             * @description Its web address at the target; null if it isn't there or the target has no web addresses.
             */
            url: string | null;
        };
        /** @description A comparison of the library with targets, and its deliveries. */
        SyncRun: {
            /**
             * Format: uuid
             * @description Null if there was nothing to compare.
             */
            id: string | null;
            /** @enum {unknown} */
            state: "comparing" | "delivering" | "done";
            /** @description The number of `notebooks` that have been compared. */
            compared_notebooks: number;
            /** @description Each counts once for each target. */
            notebooks: number;
            /** @description Items that were delivered. */
            synced_count: number;
            failed_count: number;
            /** @description Items that were the same at the target. */
            skipped_count: number;
            /** @description Items that are still to be delivered. */
            queued_count: number;
            targets_processed: number;
        };
        SearchAnswer: {
            items: components["schemas"]["SearchItem"][];
            /** @description Number of notebooks found. */
            total: number;
            /** @description False if more, older pages match than were ranked. */
            is_complete: boolean;
            /** @description Words that were searched for in addition to possibly misspelt ones. */
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
            /** @description The best matching pages; empty if only the notebook's name matched. */
            pages: {
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description The tablet's id.
                 */
                page_uuid: string;
                page_number: number;
                snippets: (components["schemas"]["Snippet"] & {
                    /** @enum {unknown} */
                    source: "text" | "typed_text" | "highlight" | "todo" | "tag";
                })[];
            }[];
        };
        /** @description A piece of text, never HTML, and the ranges in it that matched. */
        Snippet: {
            text: string;
            /** @description In UTF-16 code units, as in JavaScript, in order; `end` is exclusive. */
            ranges: {
                start: number;
                end: number;
            }[];
        };
        Account: {
            /** Format: uuid */
            id: string;
            /** @description Null if the sign-in service doesn't provide it. */
            email: string | null;
            /** @description The name, or an empty text. */
            full_name: string;
            /** @description The owner's name for display, if known. */
            name: string | null;
            /**
             * @description The chosen language; null for the browser's.
             * @enum {unknown}
             */
            language: "en" | "de" | null;
            /** @description A name of the IANA time zone database; null for the browser's time zone. */
            time_zone: string | null;
            /** @description Days after which notebooks that were deleted on the tablet are removed permanently; null if they are kept. */
            retention_days: number | null;
            /** @description True once all of them are completed, or they were dismissed. */
            first_steps_ended: boolean;
            /** @description False if the owner signs in through a sign-in service. */
            has_password: boolean;
            /** Format: date-time */
            created_at: string;
        };
        Session: {
            /** Format: uuid */
            id: string;
            /** @description Such as Firefox (Linux), from the User-Agent; empty if there is none. */
            browser: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @description Whether it is the session of this request. */
            is_current: boolean;
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
             * @description Rounded to the minute.
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description Time of the last renewal.
             */
            renewed_at: string | null;
            /** @description How often its token was renewed. */
            renewals: number;
            /**
             * Format: date-time
             * @description When the device was signed out because a token was used again after it had been renewed. Null while the
             *     device can send. A signed-out device stays listed until its token would have expired, or it is deleted.
             */
            reused_at: string | null;
            /** @description The device's last report; null if there is none. */
            state: components["schemas"]["AgentState"] | null;
        };
        AgentState: {
            version: string;
            platform: string;
            /** @description The kinds of sources that it syncs from. */
            sources: string[];
            /** Format: date-time */
            last_sync_at: string | null;
            /** @description The problem that blocks syncing. */
            problem: string | null;
            /** Format: date-time */
            reported_at: string;
        };
        Problem: {
            /**
             * @description about:blank, or the name of this kind of error. For uploads: `storage_full`, `too_many_notebooks` and
             *     `too_many_pages` (413), `disk_full` (507).
             */
            type: string;
            title: string;
            status: number;
            /** @description A sentence that can be shown to people. */
            detail: string;
            /** @description The field of the body or the query parameter that is wrong. */
            field?: string;
        };
    };
    responses: {
        /** @description The text was changed in the meantime; `document` is what it is now. Nothing was changed. */
        DocumentChanged: {
            headers: {
                ETag: components["headers"]["ContentETag"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Precondition Failed",
                 *       "status": 412,
                 *       "detail": "This text was changed elsewhere in the meantime. Merge your changes into it.",
                 *       "document": {
                 *         "id": "01931f3c-8f00-7000-8000-000000000201",
                 *         "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                 *         "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                 *         "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                 *         "page_number": 1,
                 *         "visible_name": "Diary",
                 *         "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                 *         "is_corrected": true,
                 *         "is_note": false,
                 *         "conflicts": [],
                 *         "created_at": "2026-11-20T12:00:00+00:00",
                 *         "saved_at": "2026-11-20T12:10:00+00:00",
                 *         "content": "# Friday\n\n- [ ] Buy ink"
                 *       }
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    document: components["schemas"]["Document"];
                };
            };
        };
        /** @description The header If-Match is missing. Nothing was changed. */
        PreconditionRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Precondition Required",
                 *       "status": 428,
                 *       "detail": "Send the ETag of the text that you know in the header If-Match, so that nobody's changes are overwritten."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The page was deleted. */
        PageDeleted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Gone",
                 *       "status": 410,
                 *       "detail": "This page was deleted, so its text can't be changed any more."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Notion's response. */
        Notion: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "object": "page",
                 *       "id": "01931f3c-8f00-7000-8000-000000000302"
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        /** @description An error, in the format of Notion's API. */
        NotionError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "object": "error",
                 *       "status": 401,
                 *       "code": "unauthorized",
                 *       "message": "Notion no longer accepts this connection. Connect Notion again.",
                 *       "additional_data": {
                 *         "refused_by": "rmirror",
                 *         "reason": "connection_broken"
                 *       },
                 *       "request_id": "0123456789abcdef"
                 *     }
                 */
                "application/json": components["schemas"]["NotionError"];
            };
        };
        /** @description An error, in the format of Anthropic's API. */
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
                /**
                 * @description The refresh token, and after a sign-in a cookie that identifies this browser; both HttpOnly,
                 *     SameSite=Strict, only for /api/v1/auth.
                 */
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
                 *         "name": "Ann",
                 *         "language": null,
                 *         "time_zone": null,
                 *         "retention_days": null,
                 *         "first_steps_ended": false,
                 *         "has_password": true,
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
        /** @description The token. It is never shown again. */
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
                 *         "last_used_at": null,
                 *         "renewed_at": null,
                 *         "renewals": 0,
                 *         "reused_at": null,
                 *         "state": null
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
        /** @description The token is missing or invalid, or doesn't give access to this. */
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
        /** @description It doesn't exist, or belongs to another account. */
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
                 *       "detail": "This device doesn't exist."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such target, or it isn't set up. */
        NoIntegration: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "This integration isn't set up."
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
                 *       "detail": "Too many requests in one minute. Wait a moment, then try again."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description Nothing was stored: the library would exceed the server's limits (`storage`, `notebooks` and `pages` of the
         *     quota), or the body is too large. `type` says which. Further uploads are refused as well.
         */
        LibraryFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "storage_full",
                 *       "title": "Request Entity Too Large",
                 *       "status": 413,
                 *       "detail": "Your storage is full (25 GB). Nothing more can be uploaded."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing was stored, because the server's disk is nearly full. Further uploads are refused as well. */
        DiskFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "disk_full",
                 *       "title": "Insufficient Storage",
                 *       "status": 507,
                 *       "detail": "The server's disk is nearly full. Its operator needs to make room before anything can be uploaded."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The connection must be made again, or its workspace is blocked (`connect_again`). */
        NotionUnusable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "connect_again",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "Notion no longer accepts this connection. Connect Notion again."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The workspace belongs to another account on this server (`workspace_elsewhere`), or the administrator has
         *     blocked it (`workspace_blocked`).
         */
        WorkspaceRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "workspace_elsewhere",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "This workspace belongs to another account on this server. Sign in with that account, or ask the administrator."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An error, as RFC 9457 problem details. */
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
                 *       "detail": "email: Must be a string.",
                 *       "field": "email"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Which connection to Notion; the oldest unless it is given. */
        NotionConnection: string;
        /** @description Id of the page, with or without dashes. */
        NotionPageId: string;
        /** @example 01931f3c-8f00-7000-8000-000000000301 */
        Id: string;
        /**
         * @description The name of a target, as `/api/v1/targets` lists it.
         * @example webhook
         */
        TargetName: string;
        /** @description What happens to the content created at the target. */
        Made: "keep" | "remove";
        /** @description The tablet's id of the notebook. */
        NotebookUuid: string;
        /**
         * @description Version of Notion's API. Forwarded.
         * @example 2025-09-03
         */
        NotionVersion: string;
        /** @description The page's handwriting, for transcription, or the page as the tablet shows it. */
        ImagePurpose: "ocr" | "display";
        UploadId: string;
        AttachmentId: string;
        /** @description The server's id of the page. */
        PageId: string;
        /**
         * @description ETags of contents that the client knows, compared strongly, or `*` to overwrite whatever is there.
         * @example "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
         */
        IfMatch: string;
        /** @description The tablet's id of the page, unique within its notebook. */
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
        /** @description As Notion describes it. */
        Notion: {
            content: {
                /**
                 * @example {
                 *       "page_size": 20
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        NotionFile: {
            content: {
                /**
                 * @example {
                 *       "file": "…",
                 *       "part_number": "1"
                 *     }
                 */
                "multipart/form-data": {
                    /** Format: binary */
                    file: Blob;
                    part_number?: string;
                };
            };
        };
    };
    headers: {
        /** @description The SHA-256 of the content. */
        ContentETag: string;
        /** @description Seconds to wait before the next attempt. */
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
            /** @description It is running. */
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
            /** @description It can accept requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example ready */
                    "text/plain": string;
                };
            };
            /**
             * @description The server is starting or stopping, its database is unavailable, or some of its threads are failing: then
             *     it answers requests, but background work such as deliveries waits until it recovers automatically.
             */
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
                     *       "detail": "Parts of the server fail and are tried again: follower, worker. The server's log says why.",
                     *       "threads": [
                     *         "follower",
                     *         "worker"
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @description The names of the failing threads, if that is the reason. */
                        threads?: string[];
                    };
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
            /** @description Metrics in Prometheus's text format. */
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
    getLatestAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "manifest": "{\"version\":\"0.4.0\",\"packages\":[{\"platform\":\"linux-x64\",\"url\":\"https://notes.example.org/downloads/rmirror-0.4.0-linux-x64.tar.gz\",\"sha256\":\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\",\"size\":48211734}]}",
                     *       "signature": "MEUCIQDJ8e0h"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentRelease"];
                };
            };
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example rmirror-0.4.0-linux-x64.tar.gz */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current mode. The first account of a server can always be created, so a server without any says `open`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mode": "invited"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description open for everyone, invited for people with an invitation, closed for no one.
                         * @enum {unknown}
                         */
                        mode: "open" | "invited" | "closed";
                    };
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
                    /** @description Common passwords are refused. */
                    password: string;
                    full_name?: string | null;
                    /** @description The code in the link that `rmirror-server --invite` prints. Ignored if sign-up is open. */
                    invitation?: string | null;
                };
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            /**
             * @description No account can be created: `type` is `signup_closed`, `invitation_needed`, `invitation_unknown`,
             *     `invitation_used` or `invitation_expired`.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "invitation_used",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "This invitation was already used. Ask the administrator of this server for a new one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An account with this email address already exists. */
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
                     *       "detail": "An account with this email address already exists. Sign in instead.",
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
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All sessions. An account has at most 100; each further sign-in ends the least recently used one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessions": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000003",
                     *           "browser": "Firefox (Linux)",
                     *           "created_at": "2026-11-20T12:00:00.000Z",
                     *           "last_used_at": "2026-11-20T14:00:00.000Z",
                     *           "expires_at": "2026-12-20T14:00:00.000Z",
                     *           "is_current": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Only this browser is signed in. */
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
    endSession: {
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
            /** @description The session has ended. */
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
                     *       "name": "Ann",
                     *       "language": null,
                     *       "time_zone": "Europe/Berlin",
                     *       "retention_days": null,
                     *       "first_steps_ended": false,
                     *       "has_password": true,
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
    changeMe: {
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
                 *       "name": "Ann",
                 *       "language": "de"
                 *     }
                 */
                "application/json": {
                    name?: string | null;
                    /**
                     * @description Null for the browser's language.
                     * @enum {unknown}
                     */
                    language?: "en" | "de" | null;
                    /** @description A name of the IANA time zone database; null for the browser's time zone. */
                    time_zone?: string | null;
                    /**
                     * @description Days after which notebooks that were deleted on the tablet are removed permanently; null keeps
                     *     them until a person removes them. Applies immediately, also to notebooks deleted earlier.
                     */
                    retention_days?: number | null;
                    /** @description True dismisses the first steps; false changes nothing. */
                    first_steps_ended?: boolean;
                    password?: {
                        current: string;
                        /** @description Common passwords are refused. */
                        new: string;
                        /** @default false */
                        revoke_devices?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description The account after the change. */
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
                     *       "name": "Ann",
                     *       "language": null,
                     *       "time_zone": "Europe/Berlin",
                     *       "retention_days": null,
                     *       "first_steps_ended": false,
                     *       "has_password": true,
                     *       "created_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The account has no password, because its owner uses a sign-in service. */
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
                     *       "detail": "This account has no password. Change it at your sign-in service.",
                     *       "field": "password"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no time zone of this name. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Entity",
                     *       "status": 422,
                     *       "detail": "There is no time zone of this name.",
                     *       "field": "time_zone"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getFirstSteps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each step, and whether it is completed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "signed_up": true,
                     *       "sent": true,
                     *       "transcribed": true,
                     *       "connected": false,
                     *       "delivered": false
                     *     }
                     */
                    "application/json": components["schemas"]["FirstSteps"];
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
                    /** @description Name of the device in the dashboard, such as the computer's host name. */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description The code to show, and the code for polling. */
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
                        /** @description Secret of the device. */
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
            /** @description Not approved yet, or expired or denied; `error` says which. */
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
                     *       "detail": "This device hasn't been approved yet. Ask again in five seconds.",
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
                 * @description The code as typed. Dash, spaces and case don't matter.
                 * @example WDJB-MJHT
                 */
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The device, to be verified before it is approved. */
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
            /** @description The decision was saved. */
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
            /** @description The token is revoked. */
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
    renewAgentToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["IssuedAgentToken"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    reportAgentState: {
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
                 *       "version": "0.4.0",
                 *       "platform": "Linux (x64)",
                 *       "sources": [
                 *         "desktop-app",
                 *         "inbox"
                 *       ],
                 *       "last_sync_at": "2026-11-20T12:00:00.000Z",
                 *       "problem": null
                 *     }
                 */
                "application/json": {
                    /** @description Version of the program. */
                    version: string;
                    /** @description Operating system and architecture. */
                    platform: string;
                    /** @description The kinds of sources that it syncs from, never their addresses. */
                    sources?: string[] | null;
                    /**
                     * Format: date-time
                     * @description The last time when everything was on the server. A time in the future is stored as now.
                     */
                    last_sync_at?: string | null;
                    /** @description A short sentence about the problem that blocks syncing; null if there is none. */
                    problem?: string | null;
                };
            };
        };
        responses: {
            /** @description The report was saved. */
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
            /**
             * @description All devices, including those that were signed out because their token was copied; always a single page of
             *     results.
             */
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
                     *           "last_used_at": "2026-11-20T12:05:00.000Z",
                     *           "renewed_at": null,
                     *           "renewals": 0,
                     *           "reused_at": null,
                     *           "state": {
                     *             "version": "0.4.0",
                     *             "platform": "Linux (x64)",
                     *             "sources": [
                     *               "desktop-app",
                     *               "inbox"
                     *             ],
                     *             "last_sync_at": "2026-11-20T12:00:00.000Z",
                     *             "problem": null,
                     *             "reported_at": "2026-11-20T12:05:00.000Z"
                     *           }
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
            /** @description The device's token is revoked. */
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
            query?: {
                /** @description Has no effect, since there is one kind of quota. */
                quota_type?: "ocr" | "ocr_pages";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current state. */
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
                     *       "has_reader": true,
                     *       "paused_because": null,
                     *       "has_claude": true,
                     *       "deleted_days": 30,
                     *       "failed_pages": 0,
                     *       "tokens": {
                     *         "limit": 1000000,
                     *         "used": 48213,
                     *         "reserved": 1250,
                     *         "left": 950537
                     *       },
                     *       "storage": {
                     *         "limit": 25000000000,
                     *         "used": 1834021
                     *       },
                     *       "notebooks": {
                     *         "limit": 20000,
                     *         "used": 14
                     *       },
                     *       "pages": {
                     *         "limit": 200000,
                     *         "used": 312
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Quota"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getQuotaHistory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Up to 24 months, newest first, as a single page of results. The current month is in /api/v1/quota. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "period_start": "2026-10-20T12:00:00+00:00",
                     *           "period_end": "2026-11-20T12:00:00+00:00",
                     *           "pages": {
                     *             "limit": 30,
                     *             "used": 28
                     *           },
                     *           "tokens": null
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["QuotaHistory"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    sendManifest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The encoding of the body. Several consecutive gzip members are read as one. 400 if the data is truncated,
                 *     damaged or followed by other data; 413 if it decompresses to more than 32 MB, or if parsing it takes more
                 *     memory than one user can have; 415 with `Accept-Encoding` for any other coding.
                 */
                "Content-Encoding"?: "gzip";
            };
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
                 *               "typed_text": "Shopping\nPaper",
                 *               "typed_markdown": "# Shopping\n\n- [ ] Paper",
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
            /** @description Saved. Lists the pages whose images are wanted, most recently modified notebooks first. */
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
                     *       "older_notebooks": [],
                     *       "deleted_here": [],
                     *       "excluded_here": [],
                     *       "removal_warnings": [],
                     *       "want": [
                     *         {
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuids": [
                     *             "5d3a2f10-0000-4000-8000-000000000011"
                     *           ]
                     *         }
                     *       ],
                     *       "wanted_pages": 1,
                     *       "want_display": [
                     *         {
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuids": [
                     *             "5d3a2f10-0000-4000-8000-000000000011"
                     *           ]
                     *         }
                     *       ],
                     *       "quota": {
                     *         "limit": 30,
                     *         "used": 12,
                     *         "reserved": 3,
                     *         "left": 15,
                     *         "deferred_pages": 0,
                     *         "period_start": "2026-11-20T12:00:00+00:00",
                     *         "reset_at": "2026-12-20T12:00:00+00:00",
                     *         "has_reader": true,
                     *         "paused_because": null,
                     *         "has_claude": true,
                     *         "deleted_days": 30,
                     *         "failed_pages": 0,
                     *         "tokens": {
                     *           "limit": 1000000,
                     *           "used": 48213,
                     *           "reserved": 1250,
                     *           "left": 950537
                     *         },
                     *         "storage": {
                     *           "limit": 25000000000,
                     *           "used": 1834021
                     *         },
                     *         "notebooks": {
                     *           "limit": 20000,
                     *           "used": 14
                     *         },
                     *         "pages": {
                     *           "limit": 200000,
                     *           "used": 312
                     *         }
                     *       },
                     *       "cursor": "12"
                     *     }
                     */
                    "application/json": components["schemas"]["ManifestAnswer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["LibraryFull"];
            507: components["responses"]["DiskFull"];
            default: components["responses"]["Problem"];
        };
    };
    listNotebooks: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. */
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
                     *           "full_path": "Diary",
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
            header?: {
                /** @description ETags of trees that the client has, or `*`. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All notebooks and folders. */
            200: {
                headers: {
                    /** @description Weak, and specific to this user. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cursor": "12",
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000101",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "document_type": "notebook",
                     *           "visible_name": "Diary",
                     *           "parent_uuid": null,
                     *           "full_path": "Diary",
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
                     *           "page_tags": [
                     *             "to do"
                     *           ],
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
                        /** @description The latest change that the items include. */
                        cursor: string;
                        items: (components["schemas"]["Notebook"] & {
                            sync_progress: components["schemas"]["SyncProgress"];
                            /** @description The tags of its pages, each once; if there are more than 200, the first in alphabetical order. */
                            page_tags: string[];
                        })[];
                    };
                };
            };
            /** @description The client has the current tree. Its `cursor` remains valid. */
            304: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
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
                /** @description The tablet's id of the notebook. */
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
                     *       "full_path": "Diary",
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
                     *           "display_hash": "l1:4c5d6e7f",
                     *           "is_display_current": true,
                     *           "unreadable_parts": 0,
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
    deleteNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /** @description It is a folder. */
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
                     *       "detail": "This is a folder. Delete the notebooks in it instead."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCovers: {
        parameters: {
            query?: {
                /** @description A notebook_uuid; can be given up to 48 times. */
                notebook?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item for each notebook, in any order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            notebook_uuid: string;
                            /** @description Null if no page of the notebook has an image. */
                            page: components["schemas"]["PageWithImages"] | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDeletedNotebooks: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. */
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
                     *           "full_path": "Diary",
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
                     *           "deleted_at": "2026-11-21T09:00:00+00:00",
                     *           "deleted_by": "person",
                     *           "purged_at": "2026-12-21T09:00:00+00:00",
                     *           "pages": 12,
                     *           "targets": [
                     *             {
                     *               "target_name": "notion",
                     *               "removed": 13,
                     *               "waiting": 0,
                     *               "failed": 0,
                     *               "kept": 0,
                     *               "error_class": null,
                     *               "error_message": null
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DeletedNotebook"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    purgeNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed permanently. */
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
    restoreNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Restored. */
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
    getPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's id of the page, unique within its notebook. */
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
                     *       "display_hash": "l1:4c5d6e7f",
                     *       "is_display_current": true,
                     *       "unreadable_parts": 0,
                     *       "ocr_status": "completed",
                     *       "ocr_error": null,
                     *       "ocr_language": "en",
                     *       "ocr_confidence": 0.93,
                     *       "text_hash": "7d0cbd6be3ad3b4d0b7a4a5b8e1f0c9c6a50e1b4d6a2f3c4b5d6e7f8091a2b3c",
                     *       "tags": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "updated_at": "2026-11-20T12:00:05+00:00",
                     *       "typed_text": "Shopping\nPaper",
                     *       "typed_markdown": "# Shopping\n\n- [ ] Paper",
                     *       "ocr_text": "# Friday\n\n- [ ] Buy ink",
                     *       "document": null,
                     *       "document_conflicts": [],
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
                     *       "display_image": {
                     *         "width": 1404,
                     *         "height": 1872,
                     *         "rect": {
                     *           "x": -702,
                     *           "y": 0,
                     *           "width": 1404,
                     *           "height": 1872
                     *         }
                     *       },
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
                     *           "source": "handwriting",
                     *           "ordinal": 0,
                     *           "text": "Buy ink",
                     *           "is_completed": false,
                     *           "confidence": 0.91,
                     *           "created_at": "2026-11-20T12:00:05+00:00",
                     *           "updated_at": "2026-11-20T12:00:05+00:00"
                     *         },
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000502",
                     *           "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "source": "typed_text",
                     *           "ordinal": 0,
                     *           "text": "Paper",
                     *           "is_completed": false,
                     *           "confidence": null,
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "updated_at": "2026-11-20T12:00:00+00:00"
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
                /** @description The page's handwriting, for transcription, or the page as the tablet shows it. */
                purpose?: components["parameters"]["ImagePurpose"];
                /** @description Number of the part of an image for transcription. */
                part?: number;
            };
            header?: never;
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's id of the page, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image, or the requested part of it. */
            200: {
                headers: {
                    /** @description The SHA-256 of the image. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                };
            };
            /** @description The client's copy is current. */
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
                /** @description The page's handwriting, for transcription, or the page as the tablet shows it. */
                purpose?: components["parameters"]["ImagePurpose"];
                /** @description The `look_hash` from the manifest; required for an image for display. */
                look_hash?: string;
                /**
                 * @description The `ink_hash` of the page as drawn in this image, as in the manifest; required for an image for
                 *     transcription.
                 */
                ink_hash?: string;
                /** @description Position of the image on the page, in page units (1/227 inch). */
                x: number;
                y: number;
                width: number;
                height: number;
                /** @description Number of this part; requires `of`. */
                part?: number;
                of?: number;
            };
            header: {
                /** @description SHA-256 of the body, RFC 9530: `sha-256=:BASE64:`. */
                "Content-Digest": string;
            };
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's id of the page, unique within its notebook. */
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
            /** @description Stored. The page is queued for transcription when all its parts have arrived. */
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
                     *         "has_reader": true,
                     *         "paused_because": null,
                     *         "has_claude": true,
                     *         "deleted_days": 30,
                     *         "failed_pages": 0,
                     *         "tokens": {
                     *           "limit": 1000000,
                     *           "used": 48213,
                     *           "reserved": 1250,
                     *           "left": 950537
                     *         },
                     *         "storage": {
                     *           "limit": 25000000000,
                     *           "used": 1834021
                     *         },
                     *         "notebooks": {
                     *           "limit": 20000,
                     *           "used": 14
                     *         },
                     *         "pages": {
                     *           "limit": 200000,
                     *           "used": 312
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["StoredImage"];
                };
            };
            /** @description An image for display was stored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /** @description Stored. The page quota is used up; the page is transcribed when it resets. */
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
                     *         "has_reader": true,
                     *         "paused_because": null,
                     *         "has_claude": true,
                     *         "deleted_days": 30,
                     *         "failed_pages": 0,
                     *         "tokens": {
                     *           "limit": 1000000,
                     *           "used": 48213,
                     *           "reserved": 1250,
                     *           "left": 950537
                     *         },
                     *         "storage": {
                     *           "limit": 25000000000,
                     *           "used": 1834021
                     *         },
                     *         "notebooks": {
                     *           "limit": 20000,
                     *           "used": 14
                     *         },
                     *         "pages": {
                     *           "limit": 200000,
                     *           "used": 312
                     *         }
                     *       },
                     *       "type": "about:blank",
                     *       "title": "Payment Required",
                     *       "status": 402,
                     *       "detail": "The page is stored, but your page quota is used up. It will be transcribed when the quota resets.",
                     *       "ocr_status": "pending_quota"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"] & components["schemas"]["StoredImage"];
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["LibraryFull"];
            507: components["responses"]["DiskFull"];
            default: components["responses"]["Problem"];
        };
    };
    transcribeAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tablet's id of the notebook. */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's id of the page, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "instead_of": "2026-11-20T12:00:05+00:00"
                 *     }
                 */
                "application/json": {
                    /** @description The `ocr_completed_at` of the text to be replaced, exactly as returned with the page. */
                    instead_of: string;
                };
            };
        };
        responses: {
            /** @description The page waits to be transcribed, is being transcribed, or has been transcribed since. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "ocr_status": "pending",
                     *       "quota": {
                     *         "limit": 30,
                     *         "used": 12,
                     *         "reserved": 3,
                     *         "left": 15,
                     *         "deferred_pages": 0,
                     *         "period_start": "2026-11-20T12:00:00+00:00",
                     *         "reset_at": "2026-12-20T12:00:00+00:00",
                     *         "has_reader": true,
                     *         "paused_because": null,
                     *         "has_claude": true,
                     *         "deleted_days": 30,
                     *         "failed_pages": 0,
                     *         "tokens": {
                     *           "limit": 1000000,
                     *           "used": 48213,
                     *           "reserved": 1250,
                     *           "left": 950537
                     *         },
                     *         "storage": {
                     *           "limit": 25000000000,
                     *           "used": 1834021
                     *         },
                     *         "notebooks": {
                     *           "limit": 20000,
                     *           "used": 14
                     *         },
                     *         "pages": {
                     *           "limit": 200000,
                     *           "used": 312
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TranscribingAgain"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["Problem"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            /** @description The current look of the page was transcribed again too often today. `Retry-After` says when it can be again. */
            429: {
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
                     *       "detail": "This page was transcribed again or retried 3 times today as it looks now. You can have it transcribed again tomorrow (UTC)."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDocumentsSince: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of an earlier response, or a time in UTC, from which everything is listed, and what changed up to an
                 *     hour before as well. Without it, lists everything.
                 */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes; `more` says whether there are more after `next`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": [],
                     *       "updated": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "visible_name": "Diary",
                     *           "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *           "is_corrected": true,
                     *           "is_note": false,
                     *           "conflicts": [],
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "saved_at": "2026-11-20T12:10:00+00:00"
                     *         }
                     *       ],
                     *       "deleted": [
                     *         "01931f3c-8f00-7000-8000-000000000202"
                     *       ],
                     *       "next": "17",
                     *       "more": false
                     *     }
                     */
                    "application/json": {
                        created: components["schemas"]["DocumentSummary"][];
                        updated: components["schemas"]["DocumentSummary"][];
                        /** @description Ids of documents. */
                        deleted: string[];
                        next: string;
                        more: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Documents were removed for good since then. Begin again without a cursor. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gone",
                     *       "status": 410,
                     *       "detail": "Documents were removed for good since then. Begin again without a cursor."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeHighlight: {
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
                 *       "corrected_text": "Buy ink",
                 *       "note": "For the meeting"
                 *     }
                 */
                "application/json": {
                    /** @description Null: the highlighted text is right. */
                    corrected_text?: string | null;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The highlight as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "page_id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "ordinal": 0,
                     *       "original_text": "Buy lnk",
                     *       "corrected_text": "Buy ink",
                     *       "note": "For the meeting",
                     *       "color": "yellow",
                     *       "rects": [
                     *         {
                     *           "x": 100,
                     *           "y": 200,
                     *           "width": 300,
                     *           "height": 40
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Highlight"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listTodos: {
        parameters: {
            query?: {
                /** @description Without it, all to-dos are listed. */
                state?: "open" | "completed";
                /** @description Only to-dos of this notebook. */
                notebook_uuid?: string;
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. */
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
                     *           "source": "handwriting",
                     *           "ordinal": 0,
                     *           "text": "Buy ink",
                     *           "is_completed": false,
                     *           "confidence": 0.91,
                     *           "created_at": "2026-11-20T12:00:05+00:00",
                     *           "updated_at": "2026-11-20T12:00:05+00:00",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "visible_name": "Diary",
                     *           "date_written": "2026-11-19",
                     *           "written_at": "2026-11-20T08:30:00+00:00"
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
                            /** @description Name of the notebook. */
                            visible_name: string;
                            /** @description The date on its page. Null if there is none that can be parsed. */
                            date_written: string | null;
                            /**
                             * Format: date-time
                             * @description The latest time at which its page can have been started, as far as the server knows.
                             *     For pages without a date.
                             */
                            written_at: string;
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
    changeTodos: {
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
                 *       "ids": [
                 *         "01931f3c-8f00-7000-8000-000000000501"
                 *       ],
                 *       "is_completed": true
                 *     }
                 */
                "application/json": {
                    ids: string[];
                    is_completed: boolean;
                };
            };
        };
        responses: {
            /** @description Saved. `changed` lists those whose state changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "changed": [
                     *         "01931f3c-8f00-7000-8000-000000000501"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        changed: string[];
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
            /** @description Saved. */
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
    listWorkspaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspaces. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000001",
                     *           "role": "owner"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @constant */
                            role: "owner";
                        }[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                /** @description Words that the page must contain, as in a search; misspelt ones aren't corrected. */
                query?: string;
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results, without contents; `next` leads to the following one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "visible_name": "Diary",
                     *           "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *           "is_corrected": true,
                     *           "is_note": false,
                     *           "conflicts": [],
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "saved_at": "2026-11-20T12:10:00+00:00"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DocumentSummary"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    createNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "# Friday\n\n- [ ] Buy ink"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Of the note, its page and its notebook. A UUID of version 7 keeps lists in the order of time.
                     */
                    id?: string;
                    /**
                     * Format: uuid
                     * @description The folder's `notebook_uuid`. Without one, the note is at the top.
                     */
                    folder_uuid?: string | null;
                    /** @description Markdown, at most 1,000,000 bytes. */
                    content: string;
                };
            };
        };
        responses: {
            /** @description This note was created before; as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ContentETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000301",
                     *       "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "notebook_uuid": "01931f3c-8f00-7000-8000-000000000301",
                     *       "page_uuid": "01931f3c-8f00-7000-8000-000000000301",
                     *       "page_number": 1,
                     *       "visible_name": "Friday",
                     *       "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "is_corrected": true,
                     *       "is_note": true,
                     *       "conflicts": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "saved_at": "2026-11-20T12:00:00+00:00",
                     *       "content": "# Friday\n\n- [ ] Buy ink"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description The note. */
            201: {
                headers: {
                    ETag: components["headers"]["ContentETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000301",
                     *       "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "notebook_uuid": "01931f3c-8f00-7000-8000-000000000301",
                     *       "page_uuid": "01931f3c-8f00-7000-8000-000000000301",
                     *       "page_number": 1,
                     *       "visible_name": "Friday",
                     *       "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "is_corrected": true,
                     *       "is_note": true,
                     *       "conflicts": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "saved_at": "2026-11-20T12:00:00+00:00",
                     *       "content": "# Friday\n\n- [ ] Buy ink"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            410: components["responses"]["PageDeleted"];
            413: components["responses"]["LibraryFull"];
            default: components["responses"]["Problem"];
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of contents that the client has, or `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    ETag: components["headers"]["ContentETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *       "page_number": 1,
                     *       "visible_name": "Diary",
                     *       "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "is_corrected": true,
                     *       "is_note": false,
                     *       "conflicts": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "saved_at": "2026-11-20T12:10:00+00:00",
                     *       "content": "# Friday\n\n- [ ] Buy ink"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description The client's copy is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["PageDeleted"];
            default: components["responses"]["Problem"];
        };
    };
    putDocument: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETags of contents that the client knows, compared strongly, or `*` to overwrite whatever is there.
                 * @example "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "# Friday\n\n- [ ] Buy black ink"
                 *     }
                 */
                "application/json": {
                    /** @description Markdown, at most 1,000,000 bytes. */
                    content: string;
                    /** @description Conflicts that stay as they are in the content. */
                    settled?: components["schemas"]["DocumentConflict"][];
                };
            };
        };
        responses: {
            /** @description The document as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ContentETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *       "page_number": 1,
                     *       "visible_name": "Diary",
                     *       "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "is_corrected": true,
                     *       "is_note": false,
                     *       "conflicts": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "saved_at": "2026-11-20T12:10:00+00:00",
                     *       "content": "# Friday\n\n- [ ] Buy ink"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["PageDeleted"];
            412: components["responses"]["DocumentChanged"];
            428: components["responses"]["PreconditionRequired"];
            default: components["responses"]["Problem"];
        };
    };
    undoCorrection: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETags of contents that the client knows, compared strongly, or `*` to overwrite whatever is there.
                 * @example "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ContentETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "workspace_id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *       "page_number": 1,
                     *       "visible_name": "Diary",
                     *       "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "is_corrected": true,
                     *       "is_note": false,
                     *       "conflicts": [],
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "saved_at": "2026-11-20T12:10:00+00:00",
                     *       "content": "# Friday\n\n- [ ] Buy ink"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description It was a note */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["PageDeleted"];
            412: components["responses"]["DocumentChanged"];
            428: components["responses"]["PreconditionRequired"];
            default: components["responses"]["Problem"];
        };
    };
    listAttachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files, without their bytes. */
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
                     *           "document_id": "01931f3c-8f00-7000-8000-000000000201",
                     *           "file_name": "sketch.png",
                     *           "content_type": "image/png",
                     *           "size": 48213,
                     *           "sha256": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *           "created_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Attachment"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    presignUpload: {
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
                 *       "scope": "attachment",
                 *       "document_id": "01931f3c-8f00-7000-8000-000000000201",
                 *       "file_name": "sketch.png",
                 *       "content_type": "image/png",
                 *       "size": 48213,
                 *       "sha256": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
                 *     }
                 */
                "application/json": {
                    /** @enum {unknown} */
                    scope: "attachment";
                    /** Format: uuid */
                    document_id: string;
                    /** @description Without folders. */
                    file_name: string;
                    /** @description A media type, such as image/png. */
                    content_type: string;
                    size: number;
                    sha256: string;
                };
            };
        };
        responses: {
            /** @description Where the file goes. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "method": "PUT",
                     *       "url": "/api/v1/uploads/01931f3c-8f00-7000-8000-000000000401/content",
                     *       "headers": {
                     *         "Content-Type": "image/png"
                     *       },
                     *       "needs_authorization": true,
                     *       "expires_at": "2026-11-20T12:10:00+00:00"
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {unknown} */
                        method: "PUT";
                        /** @description An address, or a path on this server. */
                        url: string;
                        headers: {
                            [key: string]: string;
                        };
                        /** @description The address is this server's. */
                        needs_authorization: boolean;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["LibraryFull"];
            507: components["responses"]["DiskFull"];
            default: components["responses"]["Problem"];
        };
    };
    putUploadContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": Blob;
            };
        };
        responses: {
            /** @description It has arrived. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Problem"];
            404: components["responses"]["NotFound"];
            507: components["responses"]["DiskFull"];
            default: components["responses"]["Problem"];
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attachment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "document_id": "01931f3c-8f00-7000-8000-000000000201",
                     *       "file_name": "sketch.png",
                     *       "content_type": "image/png",
                     *       "size": 48213,
                     *       "sha256": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "created_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            413: components["responses"]["LibraryFull"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of contents that the client has, or `*`. */
                "If-None-Match"?: string;
            };
            path: {
                id: components["parameters"]["AttachmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    ETag: components["headers"]["ContentETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                    "image/png": Blob;
                    "image/jpeg": Blob;
                    "image/gif": Blob;
                    "image/webp": Blob;
                };
            };
            /** @description The client's copy is current. */
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
    deleteAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["AttachmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
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
    listDocumentVersions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results, without contents; `next` leads to the following one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000701",
                     *           "author": "person",
                     *           "name": null,
                     *           "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *           "bytes": 24,
                     *           "saved_at": "2026-11-20T12:00:00+00:00",
                     *           "created_at": "2026-11-20T12:10:00+00:00"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentVersions"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["PageDeleted"];
            default: components["responses"]["Problem"];
        };
    };
    nameDocumentVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Before the meeting"
                 *     }
                 */
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The version. An empty text isn't kept, so there may be none. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000701",
                     *           "author": "person",
                     *           "name": null,
                     *           "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *           "bytes": 24,
                     *           "saved_at": "2026-11-20T12:00:00+00:00",
                     *           "created_at": "2026-11-20T12:10:00+00:00"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentVersions"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["PageDeleted"];
            default: components["responses"]["Problem"];
        };
    };
    getDocumentVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's id of the page. */
                id: components["parameters"]["PageId"];
                version_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version with its content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000701",
                     *       "author": "person",
                     *       "name": null,
                     *       "content_etag": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                     *       "bytes": 24,
                     *       "saved_at": "2026-11-20T12:00:00+00:00",
                     *       "created_at": "2026-11-20T12:10:00+00:00",
                     *       "content": "# Friday\n\n- [ ] Buy ink"
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentVersion"] & {
                        content: string;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of an earlier response, or the `cursor` of the tree's or of a manifest's. Without it, lists
                 *     everything.
                 */
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
            /** @description At most 500 changes; `more` says whether there are more. */
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
                     *             "full_path": "Diary",
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
                     *             "display_hash": "l1:4c5d6e7f",
                     *             "is_display_current": true,
                     *             "unreadable_parts": 0,
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
            /**
             * @description Changes since then are no longer available: rows were purged, or the database is a different one. Load the
             *     tree again and continue from its `cursor`.
             */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Gone",
                     *       "status": 410,
                     *       "detail": "Changes since then are no longer available. Load the tree again and continue from its `cursor`."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Words that must all occur; `"a phrase"`; `this OR that`; `-without`. */
                q: string;
                /** @description The notebook_uuid of a folder. Searches its name and everything in it, at any depth. */
                folder?: string;
                /** @description The notebook_uuid of a notebook. Searches only this notebook. */
                notebook?: string;
                /** @description Only notebooks last modified at this time or later. */
                from?: string;
                /** @description Only notebooks last modified before this time. */
                to?: string;
                /** @description Only pages with this tag, or in a notebook with it. If given several times, all tags must match. */
                tag?: string[];
                /** @description Only notebooks that are favourites, or only others. */
                is_pinned?: boolean;
                /**
                 * @description Only notebooks with a page in one of these states, as `sync_progress` counts them; `synced` matches
                 *     notebooks whose pages are all synced.
                 */
                state?: ("failed" | "pending_quota" | "pending" | "not_synced" | "synced")[];
                /** @description Maximum number of notebooks per page of results. */
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results, best notebooks first. */
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
                     *             "full_path": "Diary",
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
            /** @description The current state. */
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
                         * @description behind if an item has been overdue for two minutes and none is being processed.
                         * @enum {unknown}
                         */
                        queue_processor: "idle" | "working" | "behind";
                        /** Format: date-time */
                        last_processed_at: string | null;
                        /** @description Items whose worker stopped responding. */
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
    getSyncSelection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is excluded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "excluded_notebooks": [
                     *         "5d3a2f10-0000-4000-8000-000000000001"
                     *       ],
                     *       "excluded_folders": [],
                     *       "excluded_tags": [
                     *         "private"
                     *       ],
                     *       "newest_pages": 20,
                     *       "display_images": "notebooks"
                     *     }
                     */
                    "application/json": components["schemas"]["SyncSelection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    chooseSyncSelection: {
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
                 *       "excluded_tags": [
                 *         "private"
                 *       ],
                 *       "newest_pages": 20,
                 *       "existing": "delete"
                 *     }
                 */
                "application/json": components["schemas"]["NewSyncSelection"];
            };
        };
        responses: {
            /** @description The exclusions after the change, without duplicates and sorted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "excluded_notebooks": [
                     *         "5d3a2f10-0000-4000-8000-000000000001"
                     *       ],
                     *       "excluded_folders": [],
                     *       "excluded_tags": [
                     *         "private"
                     *       ],
                     *       "newest_pages": 20,
                     *       "display_images": "notebooks"
                     *     }
                     */
                    "application/json": components["schemas"]["SyncSelection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    changeSyncSelection: {
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
                 *       "display_images": "all"
                 *     }
                 */
                "application/json": components["schemas"]["SyncSelectionChange"];
            };
        };
        responses: {
            /** @description The selection after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "excluded_notebooks": [
                     *         "5d3a2f10-0000-4000-8000-000000000001"
                     *       ],
                     *       "excluded_folders": [],
                     *       "excluded_tags": [
                     *         "private"
                     *       ],
                     *       "newest_pages": 20,
                     *       "display_images": "notebooks"
                     *     }
                     */
                    "application/json": components["schemas"]["SyncSelection"];
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
            /** @description The current state. */
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
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. */
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
                     *           "error_message": "Claude can't be reached.",
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
            /** @description The item is pending again. */
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
            /** @description The item is cancelled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            /** @description The current look of the page was retried too often today. `Retry-After` says when it can be retried again. */
            429: {
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
                     *       "detail": "This page was retried three times today. It can be retried again tomorrow."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. */
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
                        /** @description Number of all unread notifications. */
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
            /** @description Marked as read. */
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
    markAllNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All are marked as read. */
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
    listTargets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All targets of this server, as a single page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "readwise",
                     *           "delivery": "pushed",
                     *           "accepts": [
                     *             "highlight"
                     *           ],
                     *           "fields": [
                     *             {
                     *               "key": "token",
                     *               "kind": "secret",
                     *               "label": "Access token",
                     *               "required": true,
                     *               "default": null
                     *             }
                     *           ]
                     *         },
                     *         {
                     *           "name": "webhook",
                     *           "delivery": "pushed",
                     *           "accepts": [
                     *             "notebook",
                     *             "notebook_metadata",
                     *             "page_text",
                     *             "todo",
                     *             "highlight"
                     *           ],
                     *           "fields": [
                     *             {
                     *               "key": "address",
                     *               "kind": "url",
                     *               "label": "Address of your receiver",
                     *               "required": true,
                     *               "default": null
                     *             },
                     *             {
                     *               "key": "signing_secret",
                     *               "kind": "drawn",
                     *               "label": "Signing secret",
                     *               "required": true,
                     *               "default": null
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Target"][];
                        next: null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    listIntegrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, as a single page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "target_name": "webhook",
                     *           "is_enabled": true,
                     *           "settings": {
                     *             "address": "https://example.org/notes"
                     *           },
                     *           "secrets": {
                     *             "signing_secret": true
                     *           },
                     *           "choice": null,
                     *           "state": "active",
                     *           "is_verified": true,
                     *           "is_moving": false,
                     *           "stopped": null,
                     *           "backfill": "none",
                     *           "counts": {
                     *             "pending": 0,
                     *             "in_progress": 0,
                     *             "success": 14,
                     *             "retry": 0,
                     *             "failed": 0,
                     *             "skipped": 0
                     *           },
                     *           "first_synced_at": "2026-11-20T12:01:00.000Z",
                     *           "last_synced_at": "2026-11-20T12:05:00.000Z",
                     *           "created_at": "2026-11-20T12:00:00.000Z",
                     *           "updated_at": "2026-11-20T12:00:00.000Z"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Integration"][];
                        next: null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration. Secret settings are never part of it; `secrets` says which are stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "target_name": "webhook",
                     *       "is_enabled": true,
                     *       "settings": {
                     *         "address": "https://example.org/notes"
                     *       },
                     *       "secrets": {
                     *         "signing_secret": true
                     *       },
                     *       "choice": null,
                     *       "state": "active",
                     *       "is_verified": true,
                     *       "is_moving": false,
                     *       "stopped": null,
                     *       "backfill": "none",
                     *       "counts": {
                     *         "pending": 0,
                     *         "in_progress": 0,
                     *         "success": 14,
                     *         "retry": 0,
                     *         "failed": 0,
                     *         "skipped": 0
                     *       },
                     *       "first_synced_at": "2026-11-20T12:01:00.000Z",
                     *       "last_synced_at": "2026-11-20T12:05:00.000Z",
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "updated_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            default: components["responses"]["Problem"];
        };
    };
    saveIntegration: {
        parameters: {
            query?: {
                /** @description What happens to the content created at the target. */
                made?: components["parameters"]["Made"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "address": "https://example.org/notes"
                 *       },
                 *       "choice": null,
                 *       "is_enabled": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description All settings of the target, by the keys of its fields. An omitted secret keeps its value;
                     *     generated values can't be set.
                     */
                    settings: components["schemas"]["Settings"];
                    /** @description What is delivered. If omitted, it is unchanged; the default is everything. */
                    choice?: components["schemas"]["Choice"] | null;
                    /** @description False pauses it. If omitted, it is unchanged; the default is true. */
                    is_enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The integration after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "target_name": "webhook",
                     *       "is_enabled": true,
                     *       "settings": {
                     *         "address": "https://example.org/notes"
                     *       },
                     *       "secrets": {
                     *         "signing_secret": true
                     *       },
                     *       "choice": null,
                     *       "state": "active",
                     *       "is_verified": true,
                     *       "is_moving": false,
                     *       "stopped": null,
                     *       "backfill": "running",
                     *       "counts": {
                     *         "pending": 0,
                     *         "in_progress": 0,
                     *         "success": 0,
                     *         "retry": 0,
                     *         "failed": 0,
                     *         "skipped": 0
                     *       },
                     *       "first_synced_at": null,
                     *       "last_synced_at": null,
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "updated_at": "2026-11-20T12:00:00.000Z",
                     *       "drawn": {
                     *         "signing_secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"] & components["schemas"]["Drawn"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    removeIntegration: {
        parameters: {
            query?: {
                /** @description What happens to the content created at the target. */
                made?: components["parameters"]["Made"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed, or is being removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            default: components["responses"]["Problem"];
        };
    };
    testIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "address": "https://example.org/notes"
                 *       }
                 *     }
                 */
                "application/json": {
                    settings?: components["schemas"]["Settings"];
                };
            };
        };
        responses: {
            /** @description The target's answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": false,
                     *       "error_class": "auth_error",
                     *       "error_message": "Readwise refused the access token."
                     *     }
                     */
                    "application/json": components["schemas"]["TestResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listFieldOptions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "field": "project"
                 *     }
                 */
                "application/json": {
                    /** @description The key of the field. */
                    field: string;
                    /** @description The name of the new one. */
                    create?: string;
                    settings?: components["schemas"]["Settings"];
                };
            };
        };
        responses: {
            /** @description The target's answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "value": "inbox",
                     *           "label": "Inbox"
                     *         },
                     *         {
                     *           "value": "6XGgm6PHrGgMpCFX",
                     *           "label": "Notes"
                     *         }
                     *       ],
                     *       "error_class": null,
                     *       "error_message": null
                     *     }
                     */
                    "application/json": components["schemas"]["FieldOptions"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    previewIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "choice": null
                 *     }
                 */
                "application/json": {
                    settings?: components["schemas"]["Settings"];
                    /** @description Null for everything. */
                    choice?: components["schemas"]["Choice"] | null;
                };
            };
        };
        responses: {
            /** @description What would happen at the target. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": {
                     *         "highlight": {
                     *           "create": 12,
                     *           "update": 1,
                     *           "remove": 0,
                     *           "unchanged": 230
                     *         }
                     *       },
                     *       "sample": "a marked sentence",
                     *       "estimate": null
                     *     }
                     */
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Counting isn't finished. Send the request again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "compared_notebooks": 1200,
                     *       "notebooks": 8000
                     *     }
                     */
                    "application/json": components["schemas"]["PreviewProgress"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    showDeliveryProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is delivered, what is waiting, and an estimate of the time left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": {
                     *         "notebook": {
                     *           "done": 3,
                     *           "waiting": 9,
                     *           "failed": 0
                     *         },
                     *         "notebook_metadata": {
                     *           "done": 3,
                     *           "waiting": 9,
                     *           "failed": 0
                     *         },
                     *         "page_text": {
                     *           "done": 120,
                     *           "waiting": 880,
                     *           "failed": 1
                     *         }
                     *       },
                     *       "pictures": {
                     *         "done": 120,
                     *         "waiting": 910
                     *       },
                     *       "calls": 1838,
                     *       "minutes": 11
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryProgress"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    startBackfill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "target_name": "webhook",
                     *       "is_enabled": true,
                     *       "settings": {
                     *         "address": "https://example.org/notes"
                     *       },
                     *       "secrets": {
                     *         "signing_secret": true
                     *       },
                     *       "choice": null,
                     *       "state": "active",
                     *       "is_verified": true,
                     *       "is_moving": false,
                     *       "stopped": null,
                     *       "backfill": "none",
                     *       "counts": {
                     *         "pending": 0,
                     *         "in_progress": 0,
                     *         "success": 14,
                     *         "retry": 0,
                     *         "failed": 0,
                     *         "skipped": 0
                     *       },
                     *       "first_synced_at": "2026-11-20T12:01:00.000Z",
                     *       "last_synced_at": "2026-11-20T12:05:00.000Z",
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "updated_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stopBackfill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "target_name": "webhook",
                     *       "is_enabled": true,
                     *       "settings": {
                     *         "address": "https://example.org/notes"
                     *       },
                     *       "secrets": {
                     *         "signing_secret": true
                     *       },
                     *       "choice": null,
                     *       "state": "active",
                     *       "is_verified": true,
                     *       "is_moving": false,
                     *       "stopped": null,
                     *       "backfill": "none",
                     *       "counts": {
                     *         "pending": 0,
                     *         "in_progress": 0,
                     *         "success": 14,
                     *         "retry": 0,
                     *         "failed": 0,
                     *         "skipped": 0
                     *       },
                     *       "first_synced_at": "2026-11-20T12:01:00.000Z",
                     *       "last_synced_at": "2026-11-20T12:05:00.000Z",
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "updated_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    drawSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a target, as `/api/v1/targets` lists it.
                 * @example webhook
                 */
                target_name: components["parameters"]["TargetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The generated value. It is never shown again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "drawn": {
                     *         "signing_secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Drawn"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            default: components["responses"]["Problem"];
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, as a single page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000601",
                     *           "provider": "readwise",
                     *           "workspace_id": "",
                     *           "workspace_name": null,
                     *           "kind": null,
                     *           "grants": {},
                     *           "status": "active",
                     *           "blocked_because": null,
                     *           "created_at": "2026-11-20T12:00:00.000Z",
                     *           "updated_at": "2026-11-20T12:00:00.000Z"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Connection"][];
                        next: null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    addConnection: {
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
                 *       "provider": "readwise",
                 *       "token": "a token"
                 *     }
                 */
                "application/json": {
                    provider: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000601",
                     *       "provider": "readwise",
                     *       "workspace_id": "",
                     *       "workspace_name": null,
                     *       "kind": null,
                     *       "grants": {},
                     *       "status": "active",
                     *       "blocked_because": null,
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "updated_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["WorkspaceRefused"];
            default: components["responses"]["Problem"];
        };
    };
    showNotion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The available ways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "can_authorize": true
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description Whether this server is registered with Notion, so that users can sign in there. Otherwise they
                         *     paste a token.
                         */
                        can_authorize: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    authorizeNotion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address to open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://api.notion.com/v1/oauth/authorize?response_type=code&owner=user&client_id=…&redirect_uri=…&state=…"
                     *     }
                     */
                    "application/json": {
                        /** Format: uri */
                        url: string;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description This server isn't registered with Notion (`paste_a_token`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "paste_a_token",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "This server isn't registered with Notion. Paste a token instead."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    finishNotion: {
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
                 *       "code": "03f1c6a5-41a4-4f5c-8f0e-6a1d0b7c2f11",
                 *       "state": "…"
                 *     }
                 */
                "application/json": {
                    /** @description Either this or `error` is present. */
                    code?: string;
                    error?: string;
                    state: string;
                };
            };
        };
        responses: {
            /** @description Connected. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000602",
                     *       "provider": "notion",
                     *       "workspace_id": "11111111-1111-4111-8111-111111111111",
                     *       "workspace_name": "Kim's Notion",
                     *       "kind": "oauth",
                     *       "grants": {
                     *         "reads_content": true,
                     *         "inserts_content": true,
                     *         "updates_content": true
                     *       },
                     *       "status": "active",
                     *       "blocked_because": null,
                     *       "created_at": "2026-11-20T12:00:00.000Z",
                     *       "updated_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description Nothing was connected. The state or the code is unknown, of another session, expired or already used
             *     (`connect_again`); the user denied access (`access_denied`); the workspace belongs to another account
             *     (`workspace_elsewhere`) or is blocked (`workspace_blocked`); or this server isn't registered with Notion
             *     (`paste_a_token`).
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "connect_again",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "This sign-in has expired, or was used already. Connect Notion again."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    testConnection: {
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
            /** @description The result, whether or not it works. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_ok": true,
                     *       "problem": null,
                     *       "workspace_name": "Kim's Notion",
                     *       "pages": [
                     *         {
                     *           "id": "9f2c0a4e-5b7d-4c1e-8a3f-2d6b1c0e9f75",
                     *           "title": "Journal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        is_ok: boolean;
                        /** @description A sentence that can be shown to people. */
                        problem: string | null;
                        /** @description Its name when it was connected. */
                        workspace_name: string;
                        pages: {
                            /** Format: uuid */
                            id: string;
                            /** @description Empty if the page has none. */
                            title: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    removeConnection: {
        parameters: {
            query?: {
                /** @description What happens to the content created at the target. */
                made?: components["parameters"]["Made"];
            };
            header?: never;
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted, or will be as soon as the created content is removed. */
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
    listNotionPages: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
                /** @description Words of the title. */
                q?: string;
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "favourites": [],
                     *       "items": [
                     *         {
                     *           "id": "9f2c0a4e-5b7d-4c1e-8a3f-2d6b1c0e9f75",
                     *           "title": "Journal",
                     *           "url": "https://app.notion.com/p/Journal-9f2c0a4e5b7d4c1e8a3f2d6b1c0e9f75",
                     *           "icon": "📓",
                     *           "last_edited_time": "2026-11-20T12:00:00.000Z",
                     *           "is_favourite": false
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        /** @description By title, as last seen; only in the first page of results. */
                        favourites: components["schemas"]["NotionPage"][];
                        items: components["schemas"]["NotionPage"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotionUnusable"];
            default: components["responses"]["Problem"];
        };
    };
    listNotionDatabases: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
                /** @description Words of the title. */
                q?: string;
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "5c1e7a9d-0b3f-4e2a-9d68-1f4c8b7e2a30",
                     *           "title": "Reading list",
                     *           "url": "https://app.notion.com/p/5c1e7a9d0b3f4e2a9d681f4c8b7e2a30",
                     *           "icon": "",
                     *           "last_edited_time": "2026-11-20T12:00:00.000Z",
                     *           "missing": [
                     *             {
                     *               "name": "Pages",
                     *               "type": "number",
                     *               "found_type": "rich_text"
                     *             }
                     *           ],
                     *           "missing_for_todos": [
                     *             {
                     *               "name": "Task",
                     *               "type": "title",
                     *               "found_type": null
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["NotionDatabase"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotionUnusable"];
            default: components["responses"]["Problem"];
        };
    };
    makeNotionDatabase: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "page_id": "9f2c0a4e-5b7d-4c1e-8a3f-2d6b1c0e9f75",
                 *       "title": "Notebooks"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The page in which it is created.
                     */
                    page_id: string;
                    title: string;
                    /**
                     * @default notebooks
                     * @enum {unknown}
                     */
                    holds?: "notebooks" | "todos";
                };
            };
        };
        responses: {
            /** @description It is created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5c1e7a9d-0b3f-4e2a-9d68-1f4c8b7e2a30",
                     *       "title": "Notebooks",
                     *       "url": "https://app.notion.com/p/5c1e7a9d0b3f4e2a9d681f4c8b7e2a30",
                     *       "icon": "",
                     *       "last_edited_time": "2026-11-20T12:00:00.000Z",
                     *       "missing": [],
                     *       "missing_for_todos": [
                     *         {
                     *           "name": "Task",
                     *           "type": "title",
                     *           "found_type": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NotionDatabase"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotionUnusable"];
            default: components["responses"]["Problem"];
        };
    };
    completeNotionDatabase: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
            };
            header?: never;
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "holds": "notebooks"
                 *     }
                 */
                "application/json": {
                    /**
                     * @default notebooks
                     * @enum {unknown}
                     */
                    holds?: "notebooks" | "todos";
                };
            };
        };
        responses: {
            /** @description It has all of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5c1e7a9d-0b3f-4e2a-9d68-1f4c8b7e2a30",
                     *       "title": "Notebooks",
                     *       "url": "https://app.notion.com/p/5c1e7a9d0b3f4e2a9d681f4c8b7e2a30",
                     *       "icon": "",
                     *       "last_edited_time": "2026-11-20T12:00:00.000Z",
                     *       "missing": [],
                     *       "missing_for_todos": [
                     *         {
                     *           "name": "Task",
                     *           "type": "title",
                     *           "found_type": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NotionDatabase"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotionUnusable"];
            default: components["responses"]["Problem"];
        };
    };
    takeNotionEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description HMAC-SHA256 of the body with the verification token. Only the first request has none. */
                "X-Notion-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "verification_token": "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description It was accepted. */
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
    markNotionPage: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
            };
            header?: never;
            path: {
                /** @description Id of the page, with or without dashes. */
                id: components["parameters"]["NotionPageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is marked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotionUnusable"];
            default: components["responses"]["Problem"];
        };
    };
    unmarkNotionPage: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
            };
            header?: never;
            path: {
                /** @description Id of the page, with or without dashes. */
                id: components["parameters"]["NotionPageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It isn't a favourite any more. */
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
    outlineNotionPage: {
        parameters: {
            query?: {
                /** @description Which connection to Notion; the oldest unless it is given. */
                connection_id?: components["parameters"]["NotionConnection"];
            };
            header?: never;
            path: {
                /** @description Id of the page, with or without dashes. */
                id: components["parameters"]["NotionPageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sections, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page_id": "9f2c0a4e-5b7d-4c1e-8a3f-2d6b1c0e9f75",
                     *       "title": "Journal",
                     *       "last_edited_time": "2026-11-20T12:00:00.000Z",
                     *       "sections": [
                     *         {
                     *           "heading_block_id": "2b1c0e9f-5b7d-4c1e-8a3f-9f2c0a4e2d6b",
                     *           "level": 1,
                     *           "title": "Monday",
                     *           "is_toggle": false,
                     *           "section_end_block_id": "4c1e8a3f-5b7d-4c1e-8a3f-9f2c0a4e2d6b"
                     *         }
                     *       ],
                     *       "end_block_id": "4c1e8a3f-5b7d-4c1e-8a3f-9f2c0a4e2d6b",
                     *       "is_whole": true
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        page_id: string;
                        title: string;
                        /**
                         * Format: date-time
                         * @description Rounded down to the minute.
                         */
                        last_edited_time: string;
                        sections: {
                            /** Format: uuid */
                            heading_block_id: string;
                            level: number;
                            title: string;
                            /** @description Its content is inside the heading's block. */
                            is_toggle: boolean;
                            /**
                             * Format: uuid
                             * @description The last block before the next heading of this or a higher level; the heading itself if there
                             *     is none.
                             */
                            section_end_block_id: string;
                        }[];
                        /**
                         * Format: uuid
                         * @description The last block of the page.
                         */
                        end_block_id: string | null;
                        /** @description False if only the first 2,000 blocks were read. */
                        is_whole: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotionUnusable"];
            default: components["responses"]["Problem"];
        };
    };
    enableObsidian: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. It is never shown again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "api_key": "2Wm0yXq3b1l6G4Yw8oQk5rT7uVnZpJcHdSfAeLiMxRg",
                     *       "enabled": true
                     *     }
                     */
                    "application/json": components["schemas"]["ObsidianKey"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    regenerateObsidianKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new key. It is never shown again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "api_key": "2Wm0yXq3b1l6G4Yw8oQk5rT7uVnZpJcHdSfAeLiMxRg",
                     *       "enabled": true
                     *     }
                     */
                    "application/json": components["schemas"]["ObsidianKey"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            default: components["responses"]["Problem"];
        };
    };
    disableObsidian: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its key is no longer accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "The Obsidian integration is disabled."
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            default: components["responses"]["Problem"];
        };
    };
    getObsidianStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description If it was never enabled, `enabled` is false and nothing was synced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "enabled": true,
                     *       "last_sync": "2026-11-20T12:00:00.000Z",
                     *       "total_notebooks_synced": 12,
                     *       "total_pages_synced": 240,
                     *       "pending_notebooks": 1
                     *     }
                     */
                    "application/json": {
                        enabled: boolean;
                        /**
                         * Format: date-time
                         * @description When anything was last confirmed.
                         */
                        last_sync: string | null;
                        total_notebooks_synced: number;
                        total_pages_synced: number;
                        /** @description Notebooks that differ from what was confirmed. */
                        pending_notebooks: number;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    pullNotebooks: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next_cursor` of the previous answer. Any other value starts from the beginning. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Part of what the vault lacks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "notebooks": [
                     *         {
                     *           "notebook_uuid": "5a1f0c3e-7f0b-4b0e-9d61-0c8f1a2b3c4d",
                     *           "visible_name": "Diary",
                     *           "folder_path": "Private/2026",
                     *           "page_count": 1,
                     *           "content_hash": "c1:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "last_modified": "2026-11-20T12:00:00+00:00",
                     *           "tags": [
                     *             "journal"
                     *           ],
                     *           "pages": [
                     *             {
                     *               "page_uuid": "6b2f0c3e-7f0b-4b0e-9d61-0c8f1a2b3c4d",
                     *               "page_number": 1,
                     *               "ocr_text": "Monday",
                     *               "tags": [
                     *                 "garden"
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "deleted_notebook_uuids": [],
                     *       "has_more": false,
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        notebooks: components["schemas"]["ObsidianNotebook"][];
                        /** @description Deleted, in the trash, or not chosen for this target. */
                        deleted_notebook_uuids: string[];
                        has_more: boolean;
                        next_cursor: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    confirmNotebooks: {
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
                 *       "synced_notebooks": [
                 *         {
                 *           "notebook_uuid": "5a1f0c3e-7f0b-4b0e-9d61-0c8f1a2b3c4d",
                 *           "content_hash": "c1:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *           "file_path": "reMarkable/Private/2026/Diary.md"
                 *         }
                 *       ],
                 *       "deleted_notebooks": []
                 *     }
                 */
                "application/json": {
                    synced_notebooks?: {
                        /** Format: uuid */
                        notebook_uuid: string;
                        content_hash: string;
                        /** @description Its path in the vault. */
                        file_path?: string;
                    }[];
                    deleted_notebooks?: string[];
                };
            };
        };
        responses: {
            /** @description The confirmations were saved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "confirmed": 1
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "ok";
                        /** @description Number of the named notebooks that exist. */
                        confirmed: number;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /** @description Only records of this target. */
                target_name?: string;
                /** @description Only records of this notebook and its pages. */
                notebook_uuid?: string;
                /** @description Only records of this page; requires `notebook_uuid`. */
                page_uuid?: string;
                status?: components["schemas"]["RecordStatus"];
                /** @description Only records of items of this type. */
                item_type?: components["schemas"]["ItemType"];
                /** @description Only records of items that a target keeps as you changed them there. */
                is_kept?: true;
                /** @description `created` orders by the first delivery or attempt; `synced` by the last delivery, and then `next` is null. */
                order?: "created" | "synced";
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000701",
                     *           "target_name": "webhook",
                     *           "item_type": "page_text",
                     *           "item_key": "01931f3c-8f00-7000-8000-000000000201",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "status": "failed",
                     *           "error_class": "invalid_data",
                     *           "error_message": "The receiver answered 422.",
                     *           "retry_count": 0,
                     *           "kept": 0,
                     *           "queue_id": "01931f3c-8f00-7000-8000-000000000302",
                     *           "synced_at": null,
                     *           "created_at": "2026-11-20T12:00:00.000Z",
                     *           "updated_at": "2026-11-20T12:00:05.000Z",
                     *           "url": null
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ListedRecord"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    overrideKept: {
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
            /** @description The item is pending. */
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
    listRemovalWarnings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All open warnings, as a single page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000901",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "visible_name": "Diary",
                     *           "cause": "dropped",
                     *           "pages": {
                     *             "before": 8,
                     *             "now": 8,
                     *             "held": 0
                     *           },
                     *           "highlights": {
                     *             "before": 40,
                     *             "now": 12,
                     *             "held": 28
                     *           },
                     *           "created_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["RemovalWarning"][];
                        next: null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    answerRemovalWarning: {
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
                 *       "answer": "remove"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description keep leaves it in targets permanently, unless it is listed and dropped again.
                     * @enum {unknown}
                     */
                    answer: "remove" | "keep";
                };
            };
        };
        responses: {
            /** @description The decision was saved. */
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
    triggerSync: {
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
                 *       "target_name": "webhook",
                 *       "item_type": null,
                 *       "notebook_uuids": null,
                 *       "limit": null
                 *     }
                 */
                "application/json": {
                    /** @description Null for all targets that are set up and not paused. */
                    target_name?: string | null;
                    /** @description Null for all that the target accepts. */
                    item_type?: components["schemas"]["ItemType"] | null;
                    /** @description Null for all that were chosen. */
                    notebook_uuids?: string[] | null;
                    /** @description The maximum number of items to queue; null for all. */
                    limit?: number | null;
                };
            };
        };
        responses: {
            /** @description No target is set up and enabled, so there is nothing to compare. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": null,
                     *       "state": "done",
                     *       "compared_notebooks": 0,
                     *       "notebooks": 0,
                     *       "synced_count": 0,
                     *       "failed_count": 0,
                     *       "skipped_count": 0,
                     *       "queued_count": 0,
                     *       "targets_processed": 0
                     *     }
                     */
                    "application/json": components["schemas"]["SyncRun"];
                };
            };
            /** @description The run that compares the library. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01930000-0000-7000-8000-000000000031",
                     *       "state": "comparing",
                     *       "compared_notebooks": 0,
                     *       "notebooks": 420,
                     *       "synced_count": 0,
                     *       "failed_count": 0,
                     *       "skipped_count": 0,
                     *       "queued_count": 0,
                     *       "targets_processed": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SyncRun"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    showSyncRun: {
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
            /** @description The state of this run's items so far. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01930000-0000-7000-8000-000000000031",
                     *       "state": "done",
                     *       "compared_notebooks": 420,
                     *       "notebooks": 420,
                     *       "synced_count": 3,
                     *       "failed_count": 0,
                     *       "skipped_count": 240,
                     *       "queued_count": 0,
                     *       "targets_processed": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SyncRun"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    generate: {
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
                 *       "provider": "claude",
                 *       "model": "claude-haiku-5-5",
                 *       "prompt": "What did I want to buy?",
                 *       "context_ids": [
                 *         "01931f3c-8f00-7000-8000-000000000201"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @enum {unknown} */
                    provider: "claude";
                    model: string;
                    prompt: string;
                    /** @description Ids of documents, in the order in which they are to be read. */
                    context_ids?: string[];
                    /** @default false */
                    stream?: boolean;
                    /** @default 4000 */
                    max_tokens?: number;
                };
            };
        };
        responses: {
            /** @description The model's response. */
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
                     *           "text": "Ink."
                     *         }
                     *       ],
                     *       "stop_reason": "end_turn",
                     *       "usage": {
                     *         "input_tokens": 90,
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
            /** @description A problem of this server, or an error of Anthropic's API in its own format. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "One of the documents doesn't exist."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                    /**
                     * @example {
                     *       "type": "error",
                     *       "error": {
                     *         "type": "overloaded_error",
                     *         "message": "Overloaded"
                     *       },
                     *       "request_id": "0123456789abcdef"
                     *     }
                     */
                    "application/json": components["schemas"]["ClaudeError"];
                };
            };
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
            /** @description Claude's response. */
            200: {
                headers: {
                    /** @description Tokens per month. Absent if unlimited. */
                    "RMirror-Tokens-Limit"?: number;
                    /** @description Tokens that aren't used or reserved, by this call or others. Absent if unlimited. */
                    "RMirror-Tokens-Left"?: number;
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
            /** @description The call has more images than there are pages left in your quota, or may take more tokens. */
            402: {
                headers: {
                    /** @description Tokens per month. */
                    "RMirror-Tokens-Limit"?: number;
                    /** @description Tokens that aren't used or reserved. */
                    "RMirror-Tokens-Left"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "error",
                     *       "error": {
                     *         "type": "billing_error",
                     *         "message": "Your page quota is used up."
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
            /** @description Claude's response. */
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
    listClaudeModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "claude-haiku-5-5",
                     *           "type": "model",
                     *           "display_name": "Claude Haiku 5.5",
                     *           "created_at": "1970-01-01T00:00:00Z",
                     *           "lifecycle": "active",
                     *           "line": null,
                     *           "max_input_tokens": null,
                     *           "max_tokens": 32000,
                     *           "capabilities": null,
                     *           "deprecated_at": null,
                     *           "retires_at": null
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "first_id": "claude-haiku-5-5",
                     *       "last_id": "claude-haiku-5-5"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ClaudeModel"][];
                        has_more: boolean;
                        first_id: string | null;
                        last_id: string | null;
                    };
                };
            };
            default: components["responses"]["ClaudeError"];
        };
    };
    getClaudeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example claude-haiku-5-5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "claude-haiku-5-5",
                     *       "type": "model",
                     *       "display_name": "Claude Haiku 5.5",
                     *       "created_at": "1970-01-01T00:00:00Z",
                     *       "lifecycle": "active",
                     *       "line": null,
                     *       "max_input_tokens": null,
                     *       "max_tokens": 32000,
                     *       "capabilities": null,
                     *       "deprecated_at": null,
                     *       "retires_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["ClaudeModel"];
                };
            };
            /** @description Calls can't use this model. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "error",
                     *       "error": {
                     *         "type": "not_found_error",
                     *         "message": "model: this server doesn't pass on calls to it."
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
    searchNotion: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    getNotionBot: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    getNotionDatabase: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    queryNotionDatabase: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    getNotionDataSource: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    queryNotionDataSource: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    createNotionPage: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    getNotionPage: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    updateNotionPage: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    getNotionBlock: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    deleteNotionBlock: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    updateNotionBlock: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    listNotionBlocks: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    appendNotionBlocks: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    createNotionUpload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Notion"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    getNotionUpload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    sendNotionUpload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["NotionFile"];
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
    completeNotionUpload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Version of Notion's API. Forwarded.
                 * @example 2025-09-03
                 */
                "Notion-Version": components["parameters"]["NotionVersion"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Notion"];
            default: components["responses"]["NotionError"];
        };
    };
}
