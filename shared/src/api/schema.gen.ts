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
    "/api/v1/auth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the services at which people can sign in to this server
         * @description Besides a password. They are those that the operator has configured; there may be none.
         */
        get: operations["listProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/providers/{provider}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to sign in at a service
         * @description The user signs in at the returned address of the service, which then redirects to `/sign-in/{provider}` of this
         *     server's dashboard with `code` or `error`, `state`, and possibly `iss`, for
         *     `POST /api/v1/auth/providers/{provider}/callback`. A cookie binds the state to this browser; it is valid once, for
         *     ten minutes. Pages of other origins get 403.
         */
        post: operations["beginSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/providers/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish signing in at a service
         * @description With the parameters that the service added to the redirect address. Whoever comes for the first time gets an
         *     account of their own, if the service has verified their email address and RMIRROR_SIGNUP lets them. An account that
         *     has this address already is never opened by it: its person signs in as before, then connects the service
         *     (`POST /api/v1/auth/identities/{provider}/authorize`). Pages of other origins get 403.
         */
        post: operations["finishSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the accounts at other services by which the user can sign in */
        get: operations["listIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identities/{provider}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to connect an account at a service, to sign in by it
         * @description As `POST /api/v1/auth/providers/{provider}/authorize`, but for the account of this token, and in the same session.
         *     Devices get 403.
         */
        post: operations["beginIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identities/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish connecting an account at a service
         * @description An account has at most 20. Devices get 403.
         */
        post: operations["finishIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identities/{id}": {
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
         * Disconnect an account at a service
         * @description Sessions stay signed in. Devices get 403.
         */
        delete: operations["removeIdentity"];
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
        /**
         * Delete the account
         * @description Immediately ends all access: browsers and devices are signed out, links are closed, and the email address can
         *     sign up again. In the background, what the account has is removed: first at the integrations, if `targets` is
         *     `remove`, for three days at most; then credentials are revoked at services that offer it, and all rows and files
         *     are deleted. Devices get 403. Export everything first: this can't be undone.
         */
        delete: operations["deleteMe"];
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
    "/api/v1/removals/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether everything of a deleted account is gone
         * @description For 90 days after that. It needs no token, because there is no account any more.
         */
        get: operations["getRemoval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how much is stored about the owner of this account
         * @description Deleted notebooks and pages count until they are removed for good.
         */
        get: operations["getStoredSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download everything that is stored about the owner of this account
         * @description A ZIP archive: each row as JSON, the text of each page as Markdown, the images of pages as PNG, attachments, and
         *     README.md, which says what is what. Passwords, tokens and other secrets are left out.
         *
         *     A download that was interrupted continues with `Range: bytes=N-` and `If-Range` with the ETag. If the account
         *     has changed since, the whole archive is sent again, with 200. `Range: bytes=0-` tells the size of the archive in
         *     Content-Range. A newer request of the same user ends the one before. Devices get 403.
         */
        get: operations["exportMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/legal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the terms and the privacy policy of this server */
        get: operations["getLegalTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/legal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get which version of the terms the owner of this account has accepted
         * @description While `version` isn't null and differs from `accepted_version`, uploads get 403 with the type
         *     `terms_not_accepted`. Reading, exporting and deleting work.
         */
        get: operations["getAcceptedLegalTexts"];
        /**
         * Accept the terms
         * @description Devices get 403.
         */
        put: operations["acceptLegalTexts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/imported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Bring the settings of an export of another account
         * @description As `account/users.json` in `GET /api/v1/me/export` says them. What the account has chosen stays. `retention_days`
         *     is taken only by an account without notebooks. `sends_telemetry` can only turn it off.
         */
        put: operations["importProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to choose a new password
         * @description The link is mailed to the address if it has an account with a password, at most once in ten minutes, and works
         *     once, within an hour. The answer and its time are the same for every address.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with a mailed link
         * @description Signs out all browsers of the account. Doesn't sign in.
         */
        post: operations["completePasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/confirm-address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an address with a mailed link
         * @description With the link of POST /api/v1/me/email, the account gets the address, and both addresses are told. Works without
         *     signing in.
         */
        post: operations["confirmAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to change the account's address
         * @description A link is mailed to the new address, and the address changes when it is opened. The answer doesn't reveal
         *     whether another account has the address. Five times a day at most.
         */
        post: operations["changeAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/email/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to confirm the account's address
         * @description At most one in ten minutes is sent.
         */
        post: operations["sendConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get how notices reach the user */
        get: operations["getNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Choose which notices are mailed, and sent to the webhook */
        patch: operations["changeNotices"];
        trace?: never;
    };
    "/api/v1/me/notices/receiver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Send notices to a webhook
         * @description With the tier enterprise. Each notice is a signed POST with `type` notice and a Notification as `data`, as
         *     docs/webhooks.md describes for deliveries. The receiver must repeat a challenge first. Another address gets
         *     another secret.
         */
        put: operations["putNoticeReceiver"];
        post?: never;
        /** Send no more notices to the webhook */
        delete: operations["removeNoticeReceiver"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop mails of a topic
         * @description In the header List-Unsubscribe of every mail of a notice, for mail programs (RFC 8058). Works without signing in.
         *     The body isn't read.
         */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an invitation
         * @description Where sign-up is `waitlist`. The answer is the same for an address that is on the list already or has an
         *     account.
         */
        post: operations["joinWaitlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List accounts with what is counted of them, newest first */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/people/{id}": {
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
         * Change someone's tier, their limits, or whether they are an admin
         * @description Changes only the given fields, all or none. A limit of null gives back what the tier allows. Pages that waited
         *     for quota are queued within a minute.
         */
        patch: operations["changePerson"];
        trace?: never;
    };
    "/api/v1/admin/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count how far people have come since they signed up */
        get: operations["getFunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who asked for an invitation, the first ones first */
        get: operations["listWaitlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/waitlist/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make invitations for people on the waitlist
         * @description Leaves out people who left the list, and those whose last invitation still works. If this server sends mail, they
         *     get their links by it. The links are shown once, because the server keeps only hashes of their codes.
         */
        post: operations["inviteWaiting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/waitlist/{id}": {
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
         * Remove someone from the waitlist
         * @description Nothing is kept of them, so this can't be undone.
         */
        delete: operations["removeWaiting"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invitations, newest first */
        get: operations["listInvitations"];
        put?: never;
        /** Make an invitation for one person */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an invitation */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how the server works, in counts and reasons
         * @description The queue, integrations and spending are of all processes on this database; gateways, disk and threads of the one
         *     that answers.
         */
        get: operations["getAdminHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what admins did, newest first */
        get: operations["listActs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/acts/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo an act, unless what it changed has changed since */
        post: operations["undoAct"];
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
    "/api/v1/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether the dashboard may send how it performs
         * @description Devices get 403.
         */
        get: operations["getTelemetry"];
        /**
         * Allow or forbid the dashboard to send how it performs
         * @description For all browsers in which this account is signed in. Devices get 403.
         */
        put: operations["turnTelemetry"];
        /**
         * Send how the dashboard performed
         * @description How long screens took to load, and which kinds of errors occurred. The server adds them to sums per day, without
         *     the account. 403 with `telemetry_off` if the operator or the owner of the account doesn't allow it. Devices get
         *     403.
         */
        post: operations["addTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/telemetry/guest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send how the dashboard performed, as a guest
         * @description For guests who turned it on in their browser. Counted apart from people with an account. 403 with
         *     `telemetry_off` if the operator doesn't allow it.
         */
        post: operations["addGuestTelemetry"];
        delete?: never;
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
    "/api/v1/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the own plan, and the plans that are for sale
         * @description Prices are read from Stripe. A device can't get them.
         */
        get: operations["getPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the page at Stripe on which a plan is paid
         * @description Two calls get the same page, as long as nothing was paid on it. The plan counts a few seconds after the payment,
         *     for the account that opened the page, in whatever browser it is paid. 404 with the type `nothing_sold` or
         *     `unknown_price`; 409 with the type `already_subscribed` while a subscription is in force: it is changed in the
         *     portal.
         */
        post: operations["openCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the page at Stripe on which a plan is changed or cancelled
         * @description 409 with the type `never_subscribed` without a subscription, now or before.
         */
        post: operations["openPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notify this server of a change of a subscription at Stripe
         * @description For the webhook of this server in Stripe. An event only triggers a look: what it means is read from Stripe, so
         *     that events may come in any order, and again. The answer is sent once the event's id is stored. Events of
         *     unknown types, of the other mode (live or test) and of other accounts have no effect. 400 for what is no event
         *     with its object, such as a thin event; 401 without a valid signature that is at most five minutes old.
         */
        post: operations["takeStripeEvent"];
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
        /**
         * Set the language of a notebook
         * @description The language of its handwriting. The model that transcribes its pages from now on gets it as a hint, and pages
         *     whose language it doesn't name have this one. Pages that are transcribed keep their text and their language.
         */
        patch: operations["changeNotebook"];
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
    "/api/v1/notebooks/{notebook_uuid}/reading-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the words for the model that transcribes a notebook
         * @description What its owner tells about names, jargon, abbreviations and languages. A notebook or folder without words of its
         *     own has those of the nearest folder above that has some.
         */
        get: operations["getReadingWords"];
        /**
         * Set the words for the model that transcribes a notebook
         * @description They are sent with each page that is transcribed from now on. They help to read, and can have diagrams written as
         *     Mermaid; the form of the answer stays as it is, whatever they say. Pages that are transcribed keep their text.
         */
        put: operations["setReadingWords"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/reading-trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe a page with other words, to compare
         * @description Takes one page of quota if it succeeds. Nothing is kept: neither the words nor the text. For a page whose
         *     current look was transcribed; 409 for others. Five times a minute.
         */
        post: operations["tryReadingWords"];
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
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/read-pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the pictures on a page read
         * @description What screenshots, photos and scans on the page say, such as those of the tablet's capture tool, is transcribed
         *     from the page as it looks, and added below its text as something that its owner wrote. It takes one page of
         *     quota if it succeeds. The operation is idempotent while the page waits. Together with retries, each look of a
         *     page can be read three times a day. 402 if the page quota is used up, 409 if the page isn't stored as it looks
         *     now, or if the server doesn't transcribe.
         */
        post: operations["readPictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/imported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Bring what an export of another account says of a page
         * @description For a page of a notebook that was announced in a manifest, or of a note: its transcription, document, earlier
         *     versions, ticks of to-dos, and corrections and notes of highlights, as the JSON of pages in
         *     `GET /api/v1/me/export` says them. What the page lacks is added, and what it has stays, also to-dos that were
         *     completed or reopened in this account, so a repetition changes nothing. A transcription costs no quota, and an image of the same `ink_hash` that is sent afterwards isn't
         *     transcribed again. Versions keep their ids. A client that has many sends them in several requests.
         */
        put: operations["importPage"];
        post?: never;
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
         * Correct a highlight, write a note to it, or reject a pen mark
         * @description All of it stays when the page is sent again, the corrected text as long as the highlighted one is the same.
         *     Targets get the corrected text and the note; a rejected pen mark is removed there.
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
         * @description The person's own workspace first, then the shared ones that the person is a member of, oldest membership first.
         *     One's own has the id of the person, and can't be shared.
         */
        get: operations["listWorkspaces"];
        put?: never;
        /**
         * Create a workspace
         * @description Its creator is its owner. A person can be a member of at most 100. Not for agents.
         */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a workspace */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        /**
         * Delete a workspace
         * @description For its owners. No notebook is deleted: each goes back to the own workspace of the person that it belongs to.
         */
        delete: operations["deleteWorkspace"];
        options?: never;
        head?: never;
        /**
         * Rename a workspace
         * @description For its owners.
         */
        patch: operations["renameWorkspace"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members of a workspace
         * @description For all members. Owners first, then by how long they have been members.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/members/{user_id}": {
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
         * Remove a member, or leave
         * @description Owners remove any member; every member may remove themselves. The notebooks of a member who goes leave the
         *     workspace with them. The last owner can't go (409): they hand over first, or delete the workspace.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's role
         * @description For owners. The last owner stays one (409).
         */
        patch: operations["changeRole"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hand a workspace over
         * @description The member becomes an owner, and the caller, who is one, becomes a member.
         */
        put: operations["handOverWorkspace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open invitations
         * @description For owners. Those that weren't used, revoked, or older than seven days; newest first.
         */
        get: operations["listWorkspaceInvitations"];
        put?: never;
        /**
         * Invite someone
         * @description For owners. The token makes one person a member, once, within seven days. The server stores only its hash. A
         *     link carries it in its fragment, which isn't sent to servers.
         */
        post: operations["inviteToWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invitations/{invitation_id}": {
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
         * Revoke an invitation
         * @description For owners.
         */
        delete: operations["revokeWorkspaceInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what an invitation is for
         * @description Doesn't use it.
         */
        post: operations["previewInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Not for agents. The person who has used an invitation may repeat the request. A member who accepts another one
         *     keeps their role, and the invitation stays open.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened in a workspace, newest first
         * @description For owners. Actions are `created`, `renamed`, `invited`, `invitation_revoked`, `joined`, `role_changed`,
         *     `removed`, `left`, `handed_over`, `notebook_moved_in` and `notebook_moved_out`. It contains no texts of pages.
         */
        get: operations["listWorkspaceAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the notebooks of a workspace with their progress
         * @description As `/api/v1/notebooks/tree`, without folders: those stay with the person that a notebook belongs to, so
         *     `parent_uuid` is null. Notebooks of other people (`owner_id`) are addressed by their `id` wherever a path takes
         *     a notebook_uuid; the caller may have a notebook with the same notebook_uuid.
         */
        get: operations["getWorkspaceTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes of a workspace since an earlier request
         * @description As `/api/v1/changes`, with notebooks, pages, to-dos and highlights. Changes are in order for each person that
         *     notebooks belong to. A notebook that left the workspace is deleted here; its value has no name. With `wait`, the
         *     request ends early when the caller's membership changes.
         */
        get: operations["listWorkspaceChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/covers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the covers of notebooks of a workspace
         * @description As `/api/v1/notebooks/covers`, but notebooks are named by `id`.
         */
        get: operations["listWorkspaceCovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notebooks/{notebook_uuid}/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move a notebook to another workspace
         * @description Only by the person that it belongs to, who is a member or an owner of the workspace; their own workspace takes
         *     it back. It moves whole: its pages, texts, images, to-dos, highlights, attachments and versions. Its person's
         *     tablet, quota, storage and targets stay as they are. A folder can't be moved (409). Not for agents.
         */
        put: operations["moveNotebook"];
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
         * @description A document is the text of one page. Pages without text aren't listed. One's own workspace lists what is in no other.
         */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Write a note
         * @description A note is a page that was written here, in a notebook of its own of type `notes`, which is named by the note's
         *     first line. Devices can't change it. In a shared workspace it belongs to the person who writes it. With an `id` the request can be repeated: a note that was created before is
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
         *
         *     The scope says what it is: a file for a document, or a piece of an encrypted backup.
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
         * Check an announced file that has arrived, and attach or keep it
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
    "/api/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the encrypted backups of raw files, newest first, with their wrapped key
         * @description What is in a backup is encrypted where the files are, under a passphrase that the server never gets. The server
         *     knows sizes and times, and which pieces a backup consists of.
         */
        get: operations["listBackups"];
        put?: never;
        /**
         * Add a backup whose pieces have been uploaded
         * @description Can be repeated with the same id. 409 has the member `missing` with names of pieces if some aren't on the server
         *     (any more), and `type` is `chunks_missing`.
         */
        post: operations["createBackup"];
        /**
         * Delete all encrypted backups and their key
         * @description For a person only. It can't be undone.
         */
        delete: operations["deleteAllBackups"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/{id}": {
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
         * Delete an encrypted backup
         * @description For a person only. Pieces that no other backup uses are removed a day later; until then they take room.
         */
        delete: operations["deleteBackup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Store the wrapped key of encrypted backups, or replace its wrapping
         * @description `revision` is that of the wrapping that is replaced, 0 for the first. 409 if another client was faster, or if it
         *     is another key, which couldn't open the backups that are there.
         */
        put: operations["putBackupKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/missing-chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask which pieces of a backup have to be uploaded
         * @description Pieces that are there are kept for a day, if no backup uses them.
         */
        post: operations["askMissingChunks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/chunks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a piece of an encrypted backup */
        get: operations["getBackupChunk"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the links to notebooks and pages that can be opened
         * @description The newest first. Links that have ended, and those to what is deleted, aren't listed. Devices get 403.
         */
        get: operations["listLinks"];
        put?: never;
        /**
         * Make a link by which people without an account read a notebook or a page
         * @description The answer has the link's token, which the server doesn't store and never shows again. The token is a secret of
         *     256 bits. It belongs into the fragment of an address, as in `url`, so that browsers don't send it to a server.
         *     The link shows what the notebook has when it is opened. Devices get 403.
         */
        post: operations["addLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}": {
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
         * Revoke a link
         * @description The next request by it gets 404. Devices get 403.
         */
        delete: operations["revokeLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the notebook or page of a link
         * @description For people with a link, without an account. A token that was guessed, has ended or was revoked, and one of a
         *     notebook or page that was deleted, get the same 404. 403 with `link_password_needed` if the link has a password
         *     and the request no valid pass.
         */
        get: operations["getShared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange the password of a link for a pass
         * @description The pass is sent as `Rmirror-Link-Pass` with every further request. It ends with the link, and after twelve
         *     hours. 429 with Retry-After after five wrong passwords in a row from one network, or 200 a day from all.
         */
        post: operations["unlockShared"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/pages/{page_uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a page of a link with its text */
        get: operations["getSharedPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file that is attached to a page of a link
         * @description PNG, JPEG, GIF and WebP come as what they are, everything else as `application/octet-stream` and only if the
         *     link allows downloads. Can be cached, but must be revalidated with `If-None-Match`.
         */
        get: operations["getSharedAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/pages/{page_uuid}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an image of a page of a link
         * @description Can be cached, but must be revalidated with `If-None-Match`.
         */
        get: operations["getSharedPageImage"];
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
         *
         *     With `mode=meaning`, pages whose text is near in meaning are found as well, if search by meaning is set up on
         *     this server (`has_meaning` of the quota; otherwise 409). Both lists are mixed by reciprocal rank, and the answer
         *     has one page of results, without a `cursor`.
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
    "/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List pages that are near in meaning
         * @description At most five pages of the same person, nearest first; none if search by meaning isn't set up on this server, or
         *     hasn't come to this page yet. In a shared workspace, pages that the caller can read.
         */
        get: operations["listRelatedPages"];
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
         * Choose which images for display are stored, and whether pen marks become highlights
         * @description Changes only the given fields; what is excluded from sync stays as it is. Pen marks that are switched off are
         *     kept, with corrections and notes, and come back when they are switched on.
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
         *     Other rules take effect at once: what they leave out from now on is removed at the target, unless they say that
         *     it is kept there.
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
         * @description With the given settings, choice and rules, or else the stored ones. Nothing is sent.
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
    "/api/v1/integrations/{target_name}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what texts look like at a target
         * @description The templates take the place of those before; null or an empty object removes them. What they change is
         *     delivered again, once. If they can't be used, nothing is stored, `field` of the problem names the member, and
         *     `template_fault` says more. Devices get 403. 409 if the target can't use templates.
         *
         *     An address of the owner's own code gets a secret, `own_code_secret` in `drawn`, in the first response only; another
         *     address gets another one.
         */
        put: operations["saveTemplates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what templates make of a page
         * @description With templates that needn't be saved; nothing is stored or sent. Templates that can't be used are an answer,
         *     with `fault`. Devices get 403. 404 if there is no such page.
         */
        post: operations["previewTemplates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{target_name}/imported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Bring an integration of an export of another account
         * @description Sets the target up with what `account/integrations.json` in `GET /api/v1/me/export` says, unless it is set up
         *     already. Without its credential it is paused: nothing is delivered until its person connects the service again
         *     and resumes it. An address of one's own code in `templates` is left out, because its secret is missing.
         */
        put: operations["importIntegration"];
        post?: never;
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
    "/api/v1/connections/{provider}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to connect a service by signing in there
         * @description For services with a consent screen, to which users are sent if this server is registered there: Notion
         *     (`GET /api/v1/connections/notion`), and targets with `can_authorize`. The user confirms at the returned address
         *     of the service, which then redirects to `/connections/{provider}` of this server's dashboard with `code` or
         *     `error`, and `state`, for `POST /api/v1/connections/{provider}/callback`. The state is valid once, for ten
         *     minutes and in the same session. Devices get 403.
         */
        post: operations["authorizeConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish connecting a service by signing in there
         * @description With the parameters that the service added to the redirect address. A workspace of Notion belongs to the account
         *     that connected it first. Devices get 403.
         */
        post: operations["finishConnection"];
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
         * @description The integrations that use it are removed as well. A connection made by signing in to the service is revoked
         *     there. With `made=remove`, the content created at the service is removed first. Devices get 403.
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
    "/api/v1/webhooks/clerk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notify this server of a change of one of Clerk's users
         * @description For a webhook in Clerk, if that is the server's sign-in service, with the signing secret that is set as
         *     RMIRROR_CLERK_WEBHOOK_SECRET. `user.created` and `user.updated` create or update the account; what is older than
         *     what is known changes nothing, and neither does a delivery that comes again. `user.deleted` deletes the account,
         *     unless its person has another way to sign in; nothing brings it back. Other events are accepted and ignored.
         */
        post: operations["takeClerkEvent"];
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
            item_type: "ocr_page" | "page_pictures" | "page_meaning" | "notebook" | "notebook_metadata" | "page_text" | "todo" | "highlight";
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
             * @description quota_reset: a new period began, and pages that waited are transcribed; its details are limit, pages and
             *     reset_at. service_limit: a limit of the service's own is reached; its details are target_name,
             *     error_message, and until, when it goes on by itself. new_device: a device was connected; its details are name.
             *     mail_undeliverable: the mail server refuses mail to the account's address; its details are email and reply.
             *     payment_failed: the payment of a plan is overdue; its details are tier and ends_at, when the plan ends unless
             *     it is paid. plan_ended: its details are tier and is_unpaid.
             *     device_signed_out: a device was signed out because its token was copied; its details are name.
             *     new_browser: a browser signed in for the first time; its details are browser and address. removal_held:
             *     there is a new RemovalWarning; its details are notebook_uuid, cause, pages and highlights.
             *     connection_broken, first_sync and retries_exhausted name their target in `target_name`; retries_exhausted
             *     is one notification per target and day, with the number of failed items in `count`.
             * @enum {unknown}
             */
            kind: "quota_near_limit" | "quota_exhausted" | "retries_exhausted" | "connection_broken" | "first_sync" | "new_browser" | "removal_held" | "device_signed_out" | "mail_undeliverable" | "quota_reset" | "service_limit" | "new_device" | "payment_failed" | "plan_ended";
            /** @description Values for the text of this kind of notification; error_message if the text is already complete. */
            details: Record<string, never>;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            read_at: string | null;
        };
        /** @description Topics that aren't named stay as they are. */
        NoticeChoices: {
            quota?: boolean | null;
            delivery?: boolean | null;
            plan?: boolean | null;
            security?: boolean | null;
        } | null;
        /** @description Whether notices go by this channel, by topic. */
        NoticeTopics: {
            quota: boolean;
            delivery: boolean;
            plan: boolean;
            security: boolean;
        };
        Notices: {
            /** @description Whether this server sends mail. */
            can_send: boolean;
            email: {
                address: string | null;
                /** @description Notices are mailed to confirmed addresses only. */
                is_confirmed: boolean;
                /** @description The mail server's reply that refused the last mail. Then notices aren't mailed. */
                failure: string | null;
            };
            mail: components["schemas"]["NoticeTopics"];
            webhook: components["schemas"]["NoticeTopics"];
            receiver: {
                /** @description Whether the tier has a webhook for notices. */
                is_offered: boolean;
                address: string | null;
                /** @description Verifies signatures (Standard Webhooks). */
                secret: string | null;
                /** @description The receiver refused further calls. Enter it again to go on. */
                is_stopped: boolean;
            };
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
            /** @description Whether search by meaning is set up on this server. */
            has_meaning: boolean;
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
        Plan: {
            /**
             * @description The tier that applies: what is paid for, or what an admin gave, if that is higher.
             * @enum {unknown}
             */
            tier: "free" | "beta" | "pro" | "team" | "enterprise";
            /**
             * @description What is paid for; null if nothing is.
             * @enum {unknown}
             */
            paid_tier: "pro" | "team" | "enterprise" | null;
            /**
             * @description Of what is paid for. cancelled if that has ended; null if nothing was ever paid for.
             * @enum {unknown}
             */
            status: "active" | "past_due" | "cancelled" | null;
            /**
             * Format: date-time
             * @description When the paid period ends and is renewed.
             */
            period_end: string | null;
            /**
             * Format: date-time
             * @description When the plan ends, because it was cancelled.
             */
            cancels_at: string | null;
            /**
             * Format: date-time
             * @description When the plan ends unless an overdue payment is made.
             */
            grace_until: string | null;
            /** @description Whether the portal can be opened. */
            can_manage: boolean;
            /** @description Whether this server sells plans. */
            is_sold: boolean;
            /** @description False while Stripe, which knows the prices, can't be reached. */
            offers_available: boolean;
            offers: components["schemas"]["PlanOffer"][];
        };
        PlanOffer: {
            /** @description Its name in openCheckout. */
            price: string;
            /** @enum {unknown} */
            tier: "pro" | "team" | "enterprise";
            /** @description In the smallest unit of the currency, such as cents; null if it has no single amount. */
            amount: number | null;
            currency: string;
            /** @description day, week, month or year. */
            interval: string;
            interval_count: number;
            /** @description Pages per month; null if unlimited. */
            page_limit: number | null;
        };
        StripePage: {
            /** Format: uri */
            url: string;
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
                /**
                 * @description What is printed there, if the tablet lost or broke `original_text`, from a device that has the PDF or
                 *     EPUB. If it is missing, the server keeps one that a device has sent for the same `original_text`;
                 *     else it takes it if there is none, or if `confidence` is higher. Doesn't change which highlight it is.
                 */
                repaired_text?: string;
                /** @description How sure `repaired_text` is. Below 0.85, the dashboard asks people to look at it. */
                confidence?: number;
            }[];
            /**
             * @description Text that is underlined, circled, marked in the margin, pointed at or covered by a highlighter on the page.
             *     If missing, none.
             */
            pen_marks?: {
                kind: components["schemas"]["PenMark"];
                original_text: string;
                /** @description The sentence around the marked words. */
                sentence?: string | null;
                /** @description The heading of their section. */
                heading?: string | null;
                color?: string | null;
                rects?: components["schemas"]["Rect"][];
            }[];
            /**
             * @description Parts of the handwriting that are underlined, circled or covered by a highlighter. Their lines are emphasised
             *     in the transcription, `==as here==`. If missing, none.
             */
            emphasised?: components["schemas"]["Rect"][];
            /**
             * @description The device can't read the print below the ink, so it doesn't know which words are marked. Pen marks that
             *     another device found stay. If missing, it can.
             */
            lacks_print?: boolean;
        };
        /**
         * @description The shape of a mark that was drawn with a pen.
         * @enum {unknown}
         */
        PenMark: "underline" | "highlighter" | "circle" | "margin_bar" | "arrow";
        AgentRelease: {
            /** @description JSON text, exactly as it was signed, with the version, and each package with its address, SHA-256 and size in bytes. */
            manifest: string;
            /** @description Ed25519 signature of the manifest, in Base64. */
            signature: string;
        };
        ReadingWords: {
            /** @description Its own. Null: those of `inherited` hold. An empty text: none hold. */
            words: string | null;
            /** @description Those of the nearest folder above that has some. */
            inherited: {
                words: string;
                /**
                 * Format: uuid
                 * @description The folder.
                 */
                notebook_uuid: string;
                visible_name: string;
            } | null;
        };
        ReadingTrial: {
            /** @description What was transcribed of the page last. */
            before: string;
            /** @description What is transcribed with these words. */
            markdown: string;
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
            /** @description Whether pen marks become highlights. */
            pen_marks: boolean;
            /** @description Notebooks whose pen marks become highlights in any case. */
            notebooks_with_pen_marks: string[];
            /** @description Notebooks whose pen marks don't become highlights in any case. */
            notebooks_without_pen_marks: string[];
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
            /** @description Ignored, as the next two are, so that an answer can be sent back. Change it by `PATCH`. */
            pen_marks?: boolean;
            notebooks_with_pen_marks?: string[];
            notebooks_without_pen_marks?: string[];
        };
        SyncSelectionChange: {
            display_images?: components["schemas"]["DisplayImages"];
            target_images?: components["schemas"]["TargetImages"];
            /** @description For all notebooks without a choice of their own. */
            pen_marks?: boolean;
            notebook_pen_marks?: {
                /** Format: uuid */
                notebook_uuid: string;
                /** @description Null or missing: as for all notebooks. */
                pen_marks?: boolean | null;
            }[];
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
        ReadingPictures: {
            /** Format: uuid */
            page_id: string;
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
            /** @description Of its handwriting, as its owner set it: BCP 47, such as he. Null: the pages tell. */
            language?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: uuid
             * @description Where it is. A person's own workspace has the id of the person.
             */
            workspace_id?: string;
            /**
             * Format: uuid
             * @description The person that it belongs to, whose tablet, quota and targets it uses.
             */
            owner_id?: string;
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
            /**
             * Format: uuid
             * @description The server's id of the notebook.
             */
            notebook_id?: string;
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
                sha256: string;
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
        /** @description A link by which people without an account read a notebook or a page. Its token isn't stored. */
        Link: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            notebook_uuid: string;
            /** @description Of the notebook. */
            visible_name: string;
            /**
             * Format: uuid
             * @description Null: the whole notebook.
             */
            page_uuid: string | null;
            page_number: number | null;
            has_password: boolean;
            /** @description What readers are told of who shares it; may be empty. */
            shown_name: string;
            allows_download: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at: string | null;
        };
        /** @description What a link shows of a notebook. Neither folders nor tags, and nothing of the account. */
        SharedNotebook: {
            /**
             * @description What the link is to.
             * @enum {unknown}
             */
            kind: "notebook" | "page";
            /** Format: uuid */
            notebook_uuid: string;
            visible_name: string;
            /** @enum {unknown} */
            document_type: "notebook" | "pdf" | "epub" | "notes";
            /** @enum {unknown} */
            orientation: "portrait" | "landscape";
            authors: string[];
            /** Format: date-time */
            last_modified: string | null;
            shown_name: string;
            allows_download: boolean;
            /** Format: date-time */
            expires_at: string | null;
            pages: {
                /** Format: uuid */
                page_uuid: string;
                page_number: number;
                ink_hash: string | null;
                ocr_status: components["schemas"]["OcrStatus"];
            }[];
        };
        /** @description What a link shows of a page. All texts are user content and can contain anything; never show them as HTML. */
        SharedPage: {
            /** Format: uuid */
            page_uuid: string;
            page_number: number;
            ink_hash: string | null;
            display_hash: string | null;
            is_display_current: boolean;
            unreadable_parts: number;
            ocr_status: components["schemas"]["OcrStatus"];
            ocr_language: string | null;
            /** @description Its document in Markdown: the correction, or else the transcription. */
            text: string;
            /** @description The lines of `text` and their positions on the page, in page units (1/227 inch). */
            lines: {
                text: string;
                confidence: number;
                top: number;
                bottom: number;
            }[];
            typed_text: string;
            typed_markdown: string | null;
            images: {
                part: number;
                sha256: string;
                /** @description In pixels. */
                width: number;
                height: number;
                rect: components["schemas"]["Rect"];
            }[];
            display_image: {
                /** @description In pixels. */
                width: number;
                height: number;
                rect: components["schemas"]["Rect"];
            } | null;
            highlights: {
                text: string;
                note: string;
                color: string;
                rects: components["schemas"]["Rect"][];
            }[];
            todos: {
                /** @enum {unknown} */
                source: "handwriting" | "typed_text";
                text: string;
                is_completed: boolean;
            }[];
            /** @description Images can be loaded, other files if the link allows downloads. */
            attachments: {
                /** Format: uuid */
                id: string;
                file_name: string;
                content_type: string;
                /** @description In bytes. */
                size: number;
            }[];
        };
        TelemetryChoice: {
            /** @description False if the operator turned it off for all. */
            is_allowed: boolean;
            /** @description What the owner of the account chose. */
            is_on: boolean;
        };
        /** @description A screen that was loaded, or an error on it; either `load_ms` or `error`. */
        TelemetryEvent: {
            /**
             * @description The address with placeholders, never what they stand for.
             * @enum {unknown}
             */
            route: "/" | "/trash" | "/folders/:uuid" | "/notebooks/:uuid" | "/notebooks/:uuid/pages/:number" | "/todos" | "/activity" | "/deleted" | "/account" | "/integrations" | "/integrations/notion" | "/integrations/:target" | "/ai-keys" | "/connections/notion" | "/connections/:target" | "/sign-in" | "/sign-in/:target" | "/sign-up" | "/confirm-address" | "/forgot-password" | "/reset-password" | "/device" | "/about" | "/shared" | "/workspaces/:uuid" | "/workspaces/:uuid/members" | "/invitation" | "/admin" | "/admin/waitlist" | "/admin/invitations" | "/admin/health" | "/admin/log" | "other";
            load_ms?: number;
            /** @enum {unknown} */
            error?: "not_reached" | "server_error" | "refused" | "core" | "storage" | "script";
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
            /** @description Its owner had its pictures read, and their text isn't there yet. */
            reads_pictures?: boolean;
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
            /**
             * @description How many drawings of the page the transcription has no picture of: what was found is no drawing, or
             *     has no room in the library.
             */
            drawings_left_out?: number;
            /** Format: date-time */
            ocr_completed_at: string | null;
            highlights: components["schemas"]["Highlight"][];
            /** @description Pen marks that their owner rejected as highlights. */
            rejected_marks: components["schemas"]["Highlight"][];
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
        /** @description What an export says of a page. Times are in UTC, such as 2026-11-20T12:00:00Z. */
        ImportedPage: {
            /** Format: date-time */
            created_at?: string | null;
            /** @description Targets are given its image for display. */
            shows_look?: boolean;
            transcription?: {
                /** @description Of the handwriting that was transcribed. */
                ink_hash: string;
                text: string;
                confidence: number | null;
                language?: string | null;
                /** Format: date-time */
                completed_at?: string | null;
                lines?: {
                    text: string;
                    confidence: number;
                    /** @description In page units (1/227 inch). */
                    top: number;
                    bottom: number;
                }[] | null;
            } | null;
            /** @description Null if its text is what was transcribed. */
            document?: {
                /** @description At most 1,000,000 bytes. */
                content: string;
                /** @description The transcription that it was last merged with. */
                base: string;
                /** @enum {unknown} */
                author: "person" | "transcription";
                /** Format: date-time */
                saved_at?: string | null;
                /** Format: date-time */
                began_at?: string | null;
                conflicts?: components["schemas"]["DocumentConflict"][] | null;
            } | null;
            versions?: {
                /** Format: uuid */
                id: string;
                /** @enum {unknown} */
                author: "person" | "transcription";
                name?: string | null;
                /** @description At most 1,000,000 bytes. */
                content: string;
                /** Format: date-time */
                saved_at: string;
                /** Format: date-time */
                created_at?: string | null;
            }[];
            /** @description In the order of the page, those of each source. */
            todos?: {
                /** @enum {unknown} */
                source: "handwriting" | "typed_text";
                text: string;
                /** @description On paper. */
                is_ticked: boolean;
                is_completed: boolean;
                confidence: number | null;
            }[];
            highlights?: {
                ordinal: number;
                original_text: string;
                corrected_text?: string | null;
                note: string;
                /** @description A pen mark that its owner rejected as a highlight. */
                is_rejected?: boolean;
            }[];
        };
        /**
         * @description Viewers read, search and export. Members also write, correct, tick and attach. Owners also invite, remove, hand
         *     over, delete, and see the audit log.
         * @enum {unknown}
         */
        Role: "viewer" | "member" | "owner";
        WorkspaceName: {
            name: string;
        };
        Workspace: {
            /** Format: uuid */
            id: string;
            /** @description Empty for one's own. */
            name: string;
            /** @description It is the person's own workspace, which can't be shared. */
            is_own: boolean;
            role: components["schemas"]["Role"];
            members: number;
            /**
             * Format: date-time
             * @description Null for one's own.
             */
            created_at: string | null;
        };
        Member: {
            /** Format: uuid */
            user_id: string;
            full_name: string;
            email: string | null;
            role: components["schemas"]["Role"];
            is_you: boolean;
            /** @description Of this person */
            notebooks: number;
            /** Format: date-time */
            joined_at: string;
        };
        WorkspaceInvitation: {
            /** Format: uuid */
            id: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
        };
        WorkspaceAuditEntry: {
            /** Format: uuid */
            id: string;
            action: string;
            /** @description The name or address of the person; null if their account is gone. */
            by: string | null;
            details: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
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
            /**
             * Format: uuid
             * @description The person that its notebook belongs to.
             */
            owner_id?: string;
            /**
             * Format: uuid
             * @description The server's id of the notebook.
             */
            notebook_id?: string;
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
        BackupChunk: {
            /** @description A keyed hash of what is sealed in it. */
            name: string;
            /** @description In bytes. */
            size: number;
        };
        Backup: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            key_id: string;
            /** @description What opens the rest: encrypted, in Base64. */
            sealed: string;
            /** @description Bytes of its pieces, also of those that other backups use too. */
            size: number;
            chunk_count: number;
            /** Format: date-time */
            created_at: string;
        };
        Backups: {
            key: {
                /** Format: uuid */
                key_id: string;
                revision: number;
                /** @description The data key under a passphrase. Opaque for the server. */
                record: string;
            } | null;
            items: components["schemas"]["Backup"][];
            /** @description Of all pieces, each once. */
            stored_bytes: number;
            /** @description null: no limit but that of the storage. */
            limit_bytes: number | null;
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
        /** @description Shown and delivered is `corrected_text`, or else `repaired_text`, or else `original_text`. */
        Highlight: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            page_id: string;
            ordinal: number;
            /** @description As the tablet states it. */
            original_text: string;
            /** @description As a person wants it. */
            corrected_text: string | null;
            /** @description As it is printed in the PDF or EPUB, if the tablet lost or broke the text; null for pen marks. */
            repaired_text: string | null;
            /** @description Of `repaired_text`. */
            confidence: number | null;
            note: string;
            color: string;
            rects: components["schemas"]["Rect"][];
            /** @description The pen mark that the text was found under; null if it was highlighted as text on the tablet. */
            mark: components["schemas"]["PenMark"] | null;
            /** @description The sentence around a pen mark; empty for other highlights. */
            sentence: string;
            /** @description The heading of a pen mark's section; empty if there is none. */
            heading: string;
            /** @description A pen mark that wasn't meant as a highlight. It is shown nowhere else. */
            is_rejected: boolean;
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
            /** @description The kinds of templates that it can use; empty if its texts can't be changed. */
            templates?: components["schemas"]["TemplateKind"][];
            /**
             * @description What rules can choose for single items, or for notebooks with everything in them where `accepts` has those:
             *     the key of the field whose value they set, such as a project or a database, or `subfolder`, a folder below
             *     that of the notes. Null for nothing.
             */
            ruled_place?: string | null;
            /**
             * @description Whether this server is registered with the service, so that users can sign in there
             *     (`POST /api/v1/connections/{provider}/authorize` with the name of the target). The connection takes the place
             *     of the secret field.
             */
            can_authorize?: boolean;
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
        /**
         * @description Which of the chosen items are delivered, and where. For each, the first rule of the list that matches decides.
         *     Of a target that takes notebooks, rules decide about whole notebooks, by everything in them; of other targets
         *     about each item. Rules see the library only, and never what they did.
         */
        Rules: {
            list: components["schemas"]["Rule"][];
            /**
             * @description What happens to items that no rule matches.
             * @enum {unknown}
             */
            otherwise: "send" | "leave_out";
            /**
             * @description What happens to items that were delivered and are left out now, for example because a tag was taken away.
             *     `keep`: they stay at the target as they are, until they are deleted or deselected here.
             * @enum {unknown}
             */
            leave: "withdraw" | "keep";
        };
        /**
         * @description Each condition lists alternatives, of which one has to hold; an omitted or empty one always holds. All
         *     conditions have to hold, and a rule needs at least one.
         */
        Rule: {
            /** @description Of the notebook, of its folders at any level, or of the item's page (a notebook's pages). */
            tags?: string[];
            /** @description The notebook is in one of these, at any level. */
            folders?: string[];
            types?: ("notebook" | "pdf" | "epub" | "notes")[];
            /** @description Whether the notebook is starred; null for both. */
            is_pinned?: boolean | null;
            /**
             * @description The text of the item contains one of these, in capitals or not; for a notebook, the text of a page or a
             *     highlight in it.
             */
            words?: string[];
            /** @enum {unknown} */
            does: "send" | "leave_out";
            /**
             * @description Where it is delivered, by the target's `ruled_place`: a value of that field, such as a project, or the path of
             *     a folder for notes, such as `Work/Invoices`; null for the one of the settings. A task whose place changes is
             *     removed at the former place and created at the new one; a note or a row in Notion is moved.
             */
            place?: string | null;
        };
        /**
         * @description What a template is for: the top of a note, a page, a to-do, a highlight, the note on a highlight, the name of a
         *     note's file.
         * @enum {unknown}
         */
        TemplateKind: "note" | "page" | "todo" | "highlight" | "highlight_note" | "file_name";
        /**
         * @description Mustache templates by their kinds, then steps that change each text: see "Templates" in
         *     docs/integrations.md. Without a template of a kind, texts of this kind are as usual.
         */
        Templates: {
            note?: string;
            page?: string;
            todo?: string;
            highlight?: string;
            highlight_note?: string;
            file_name?: string;
            /**
             * @description An HTTPS address of the owner's own code, for targets that get to-dos or highlights: it gets each text after
             *     templates and steps, signed as a webhook is, and answers the text that is sent instead.
             */
            address?: string;
            steps?: components["schemas"]["TemplateStep"][];
        };
        TemplateStep: {
            /**
             * @description replace has `pattern` and `with`; drop_lines has `pattern`; shift_headings has `by`; field, which sets a
             *     property of a note, has `name` and `value`, a template.
             * @enum {unknown}
             */
            do: "replace" | "shift_headings" | "drop_lines" | "field";
            /** @description A regular expression of RE2. */
            pattern?: string;
            /** @description "$1" is the first group of the pattern, "$$" a dollar. */
            with?: string;
            by?: number;
            name?: string;
            value?: string;
        };
        /** @description Where and why templates can't be used. */
        TemplateFault: {
            /** @description The member, such as `page` or `steps[2].pattern`; empty for all of them. */
            place: string;
            /** @description In a template. */
            line: number | null;
            /** @description Such as unclosed_section, unknown_name, bad_pattern, too_long, too_deep, too_much_text. */
            reason: string;
            /** @description The name or text that it is about; empty if there is none. */
            about: string;
        };
        TemplatePreview: {
            /** @description Of the note; null if the target gets no notes. */
            path: string | null;
            /** @description What would be sent; null if nothing would be. */
            text: string | null;
            /** @description Why nothing can be sent, for people. */
            sentence: string | null;
            /** @description Set if the templates themselves can't be used, whatever the page. */
            fault: components["schemas"]["TemplateFault"] | null;
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
            /** @description What texts are to look like; null if they are as usual. */
            templates?: components["schemas"]["Templates"] | null;
            /**
             * Format: date-time
             * @description When the second value of a secret took the place of the first, because the target refused that; null if
             *     it didn't, or its owner has entered another one since.
             */
            second_since?: string | null;
            /** @description What is delivered; null for everything. */
            choice: components["schemas"]["Choice"] | null;
            /** @description Null for none. */
            rules: components["schemas"]["Rules"] | null;
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
        /**
         * @description What a rule decides about: items, or notebooks if the target takes these. Only what exists and has something to
         *     deliver is counted.
         */
        RulePreview: {
            /** @description Its place in the list; null for what no rule matches. */
            rule: number | null;
            /** @description Delivered for the first time. */
            create: number;
            /** @description Removed at one place and created at another. */
            move: number;
            /** @description Removed at the target. */
            remove: number;
            /** @description Left out from now on, but kept at the target. */
            keep: number;
            /** @description Delivered before, and still. */
            stay: number;
            /** @description The first of those that are created, moved, removed or kept. */
            examples: {
                /** @enum {unknown} */
                effect: "create" | "move" | "remove" | "keep";
                /** @description The notebook's name. */
                visible_name: string;
                /** @description The beginning of a to-do or highlight; null for other items. */
                text: string | null;
            }[];
        };
        Preview: {
            /** @description By item type. */
            items: {
                [key: string]: {
                    create: number;
                    update: number;
                    remove: number;
                    unchanged: number;
                    /** @description Removed at one place and created at another. */
                    move?: number;
                    /** @description Left out by rules, but kept at the target. */
                    keep?: number;
                };
            };
            /** @description One of the items as it would be sent; null if there is none. */
            sample: string | null;
            /** @description Null for targets without a limit on calls. */
            estimate: components["schemas"]["Estimate"] | null;
            /**
             * @description What each rule would do, in their order, and last what happens to items that no rule matches; null without
             *     rules.
             */
            rules: components["schemas"]["RulePreview"][] | null;
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
            /** @description With `mode=meaning`, why nothing was searched for by meaning, as a sentence that can be shown to people; otherwise null. */
            meaning_problem?: string | null;
        };
        RelatedPages: {
            items: {
                notebook: components["schemas"]["Notebook"];
                page: {
                    /** Format: uuid */
                    id: string;
                    /**
                     * Format: uuid
                     * @description The tablet's id.
                     */
                    page_uuid: string;
                    page_number: number;
                };
                /** @description The passage that is nearest, without ranges. */
                passage: components["schemas"]["Snippet"];
            }[];
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
                    /**
                     * @description passage for one that is near in meaning, which has no ranges.
                     * @enum {unknown}
                     */
                    source: "text" | "typed_text" | "highlight" | "todo" | "tag" | "passage";
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
        /**
         * @description The last step that was taken, whatever was left out before it: a device was connected, a notebook was sent, a
         *     page transcribed, a target set up, and something delivered.
         * @enum {unknown}
         */
        AdminStep: "signed_up" | "device_connected" | "sent" | "transcribed" | "connected" | "complete";
        AdminUsage: {
            used: number;
            /** @description Null if unlimited. */
            limit: number | null;
        };
        /** @description The tier, and the limits of this person alone; null for what the tier allows. */
        AdminPlan: {
            /** @enum {unknown} */
            tier: "free" | "beta" | "pro" | "team" | "enterprise";
            pages: number | null;
            tokens: number | null;
            storage: number | null;
        };
        AdminPerson: {
            /** Format: uuid */
            id: string;
            email: string | null;
            name: string | null;
            /** Format: date-time */
            created_at: string;
            is_admin: boolean;
            /**
             * Format: date-time
             * @description Of a browser or a device.
             */
            last_contact_at: string | null;
            step: components["schemas"]["AdminStep"];
            plan: components["schemas"]["AdminPlan"];
            /** @description Stored pages. */
            pages: number;
            storage: components["schemas"]["AdminUsage"];
            transcribed: components["schemas"]["AdminUsage"];
            tokens: components["schemas"]["AdminUsage"];
        };
        WaitingPerson: {
            /** Format: uuid */
            id: string;
            email: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When their last invitation was made.
             */
            invited_at: string | null;
            /**
             * @description Someone whose invitation expired or was revoked waits again.
             * @enum {unknown}
             */
            state: "waiting" | "invited";
        };
        AdminInvitation: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            used_at: string | null;
            /** @description Of the person on the waitlist for whom it was made. */
            email: string | null;
            /** @enum {unknown} */
            state: "open" | "used" | "revoked" | "expired";
        };
        AdminHealth: {
            queue: {
                items: {
                    /** @description ocr for transcription, or a target. */
                    target_name: string;
                    item_type: string;
                    /** @enum {unknown} */
                    status: "pending" | "processing" | "retry" | "failed";
                    items: number;
                }[];
                waiting_for: {
                    target_name: string;
                    /**
                     * @description turn: due. later: begins at a later time. held: its owner's items for the target wait for the
                     *     service. Otherwise the class of the last failed attempt.
                     * @enum {unknown}
                     */
                    reason: "turn" | "later" | "held" | "network_error" | "rate_limit" | "auth_error" | "invalid_data" | "quota_exceeded" | "unknown_error";
                    items: number;
                }[];
                oldest_due_seconds: number;
            };
            transcription: {
                has_reader: boolean;
                paused_because: string | null;
                /** Format: date-time */
                reported_at: string | null;
            };
            /** @description Pages that wait for their owner's quota. */
            pages_without_quota: number;
            integrations: {
                target_name: string;
                /**
                 * @description Stopped ones by the class of what stopped them.
                 * @enum {unknown}
                 */
                state: "running" | "paused" | "removing" | "network_error" | "rate_limit" | "auth_error" | "invalid_data" | "quota_exceeded" | "unknown_error";
                integrations: number;
            }[];
            /** @description Null if there is none. */
            backup_age_seconds: number | null;
            /** @description Today's, in UTC; null without RMIRROR_SPEND_LIMIT. */
            spending: {
                limit_dollars: number;
                spent_dollars: number;
                is_limit_reached: boolean;
            } | null;
            gateways: {
                name: string;
                under_way: number;
                waiting: number;
                open_breakers: number;
                /** @description By status, or outcome such as unreachable. */
                answers: {
                    [key: string]: number;
                };
                /** @description Calls that weren't begun. */
                refused: {
                    [key: string]: number;
                };
            }[];
            /** @description Where images are stored; null with S3. */
            disk: {
                bytes: number;
                free_bytes: number;
                is_full: boolean;
            } | null;
            failing_threads: string[];
        };
        AdminAct: {
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            act: "make_admin" | "remove_admin" | "change_plan" | "invite" | "remove_from_waitlist" | "create_invitation" | "revoke_invitation";
            /** Format: date-time */
            created_at: string;
            /** @description On the server's command line. */
            is_by_command: boolean;
            /** @description Their address; null on the command line, or if the account is gone. */
            admin: string | null;
            /** @description The address of the account concerned. */
            person: string | null;
            /** Format: uuid */
            person_id: string | null;
            /** @description The address of the person on the waitlist. */
            waiting: string | null;
            /** Format: uuid */
            invitation_id: string | null;
            before: {
                [key: string]: unknown;
            };
            after: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description The act that this one undid.
             */
            undoes: string | null;
            /** Format: uuid */
            undone_by: string | null;
            /** @description False if it can't be or was undone. Undoing still refuses if something changed since. */
            can_undo: boolean;
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
            /** @description Whether they run this server. */
            is_admin: boolean;
            /** Format: date-time */
            created_at: string;
        };
        StoredSummary: {
            items: {
                /** @enum {unknown} */
                kind: "notebooks" | "pages" | "earlier_texts" | "todos" | "highlights" | "handwriting_images" | "page_images" | "attachments" | "texts_and_facts" | "browsers" | "devices" | "connections" | "integrations" | "deliveries" | "notifications" | "events";
                /** @description Null for texts_and_facts: rows of all kinds together. */
                count: number | null;
                /** @description Null for kinds that are part of texts_and_facts. */
                bytes: number | null;
            }[];
            /** @description Of all of them. */
            bytes: number;
        };
        AcceptedLegalTexts: {
            /** @description The present version; null if the server has no terms. */
            version: string | null;
            /** @description The version accepted last; null if none was. */
            accepted_version: string | null;
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
        SignInProvider: {
            id: string;
            /** @description For people. */
            name: string;
        };
        /** @description An account at another service, by which the user can sign in. */
        Identity: {
            /** Format: uuid */
            id: string;
            provider: {
                /** @description Null if people can't sign in at this service's screen, or can't any more. */
                id: string | null;
                /** @description For people; without an id, the host of the service. */
                name: string;
            };
            /** @description As the service verified it. */
            email: string | null;
            /** @description Of the user at the service. */
            name: string | null;
            /** Format: date-time */
            created_at: string;
        };
        ReturnFromProvider: {
            /** @description Either this or `error` is present. */
            code?: string;
            error?: string;
            state: string;
            /** @description Required from services that announce it (RFC 9207). */
            iss?: string;
            /** @description As in `POST /api/v1/auth/signup`. */
            invitation?: string;
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
             *     `too_many_pages` (413), `disk_full` (507), `terms_not_accepted` (403).
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
                 *         "is_admin": false,
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
        /** @description The address to open. */
        ProviderScreen: {
            headers: {
                /** @description Binds the state to this browser; HttpOnly, SameSite=Strict, only for /api/v1/auth, for ten minutes. */
                "Set-Cookie"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "url": "https://accounts.google.com/o/oauth2/v2/auth?response_type=code&client_id=…&state=…"
                 *     }
                 */
                "application/json": {
                    /** Format: uri */
                    url: string;
                };
            };
        };
        /** @description The user's identities, oldest first. */
        Identities: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "identities": [
                 *         {
                 *           "id": "01931f3c-8f00-7000-8000-000000000004",
                 *           "provider": {
                 *             "id": "google",
                 *             "name": "Google"
                 *           },
                 *           "email": "ann@example.org",
                 *           "name": "Ann",
                 *           "created_at": "2026-11-20T12:00:00.000Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    identities: components["schemas"]["Identity"][];
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
        /** @description The link doesn't work, or shows no such page or image. */
        NoLink: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "This link doesn't work, or no longer does. Ask the person who gave it to you for a new one."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The link has a password (`link_password_needed`), or another one (`link_password_wrong`). */
        LinkPassword: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "link_password_needed",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "This link has a password. Enter it to read on."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The operator or the owner of the account doesn't allow it. */
        TelemetryOff: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "telemetry_off",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "Telemetry is off. Nothing was stored."
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
        /** @description The caller's role in the workspace doesn't allow it (`role_refused`). */
        RoleRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "role_refused",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "You may read this workspace, but not change what is in it. Ask one of its owners."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It is the person's own workspace, which can't be shared, renamed or deleted. */
        OwnWorkspace: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "own_workspace",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "Your own workspace is yours alone. Create another one to share notebooks."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The workspace would have no owner (`last_owner`), or it is the person's own (`own_workspace`). */
        LastOwner: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "last_owner",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "A workspace needs an owner. Make someone else the owner first, or delete the workspace."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It was used (`invitation_used`), or is older than seven days (`invitation_expired`). */
        InvitationOver: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "invitation_used",
                 *       "title": "Gone",
                 *       "status": 410,
                 *       "detail": "This invitation was used already. Ask for a new one."
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
        AdminLimit: number;
        /** @description The `next` of the previous page of results. */
        AdminCursor: string;
        /** @example 01931f3c-8f00-7000-8000-000000000301 */
        Id: string;
        /**
         * @description Its `id` in `GET /api/v1/auth/providers`.
         * @example google
         */
        SignInProvider: string;
        /**
         * @description `notion`, or the name of a target with `can_authorize`.
         * @example todoist
         */
        OAuthProvider: string;
        /**
         * @description The name of a target, as `/api/v1/targets` lists it.
         * @example webhook
         */
        TargetName: string;
        /** @description What happens to the content created at the target. */
        Made: "keep" | "remove";
        /**
         * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
         *     workspace.
         */
        NotebookUuid: string;
        WorkspaceId: string;
        MemberId: string;
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
        /** @description The token of the link. */
        LinkToken: string;
        /** @description What `POST /api/v1/shared/unlock` answered, for links with a password. */
        LinkPass: string;
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
                     *       "mode": "invited",
                     *       "password_reset": true
                     *     }
                     */
                    "application/json": {
                        /** @description Whether this server can send mail, so that people can choose a new password by a link. */
                        password_reset: boolean;
                        /**
                         * @description open for everyone, invited for people with an invitation, waitlist for these, while others can ask
                         *     for one, closed for no one.
                         * @enum {unknown}
                         */
                        mode: "open" | "invited" | "waitlist" | "closed";
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
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order in which they are shown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "providers": [
                     *         {
                     *           "id": "google",
                     *           "name": "Google"
                     *         },
                     *         {
                     *           "id": "github",
                     *           "name": "GitHub"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        providers: components["schemas"]["SignInProvider"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    beginSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its `id` in `GET /api/v1/auth/providers`.
                 * @example google
                 */
                provider: components["parameters"]["SignInProvider"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ProviderScreen"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    finishSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its `id` in `GET /api/v1/auth/providers`.
                 * @example google
                 */
                provider: components["parameters"]["SignInProvider"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "4/0AeanS0",
                 *       "state": "Hg8m0Xq1b2Gv3yq5uYkq0mJm1yJ3c9cQ8k5n6p7r8s9"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnFromProvider"];
            };
        };
        responses: {
            200: components["responses"]["SignedIn"];
            201: components["responses"]["SignedIn"];
            /** @description The account is disabled, or no account can be created: `type` is as for `POST /api/v1/auth/signup`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "signup_closed",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "No accounts can be created on this server."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Nobody was signed in. The state or the code is unknown, of another browser or service, expired or already used
             *     (`start_again`); the user didn't sign in there (`access_denied`); the service has verified no email address of
             *     theirs (`verify_address`); an account has this address (`connect_from_account`); or the service has deleted
             *     the user (`deleted`).
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "connect_from_account",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "There is an account with the address ann@example.org already. Sign in to it as you did before, then connect Google under Account, Sign-in services."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Identities"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    beginIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its `id` in `GET /api/v1/auth/providers`.
                 * @example google
                 */
                provider: components["parameters"]["SignInProvider"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ProviderScreen"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    finishIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its `id` in `GET /api/v1/auth/providers`.
                 * @example google
                 */
                provider: components["parameters"]["SignInProvider"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "4/0AeanS0",
                 *       "state": "Hg8m0Xq1b2Gv3yq5uYkq0mJm1yJ3c9cQ8k5n6p7r8s9"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnFromProvider"];
            };
        };
        responses: {
            200: components["responses"]["Identities"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /**
             * @description Nothing was connected. `start_again`, `access_denied` or `deleted`, as for
             *     `POST /api/v1/auth/providers/{provider}/callback`; another account here is signed in to by it
             *     (`identity_elsewhere`); or the account has too many (`too_many_identities`).
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "identity_elsewhere",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "This account at GitHub signs in to another account here. Sign in to that one and disconnect it there first."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeIdentity: {
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
            /** @description Nobody can sign in by it any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /** @description The account has no password and no other usable identity, so nobody could sign in to it any more (`last_way_in`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "last_way_in",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "You couldn't sign in to your account any more. Connect another sign-in service first."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
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
                     *       "is_admin": false,
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
    deleteMe: {
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
                 *       "confirmation": "delete my account",
                 *       "targets": "keep"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description The same in every language.
                     * @constant
                     */
                    confirmation: "delete my account";
                    /**
                     * @description What becomes of what was created at the integrations. Required if there is any.
                     * @enum {unknown}
                     */
                    targets?: "keep" | "remove";
                };
            };
        };
        responses: {
            /** @description The account is being deleted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "receipt": "SpnqVsXRAGEC4OkKUDk3dOcAwSBGEr6vfoPIZjNUc2E",
                     *       "removing_at_targets": 0
                     *     }
                     */
                    "application/json": {
                        /** @description For `/api/v1/removals/{receipt}`, which tells when all is gone. */
                        receipt: string;
                        /** @description Number of integrations at which everything is being removed first. */
                        removing_at_targets: number;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description `choose_for_targets`: there are integrations, whose names are in `targets`, and the request doesn't say what
             *     becomes of them. `hand_over_workspaces`: the user is the only owner of workspaces with other members, whose
             *     names are in `workspaces`.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "choose_for_targets",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "Say what is to become of the notes at your integrations: `targets` must be keep or remove.",
                     *       "targets": [
                     *         "readwise"
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMany"];
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
                     *       "is_admin": false,
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
    getRemoval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the answer to the deletion. */
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_done": true
                     *     }
                     */
                    "application/json": {
                        /** @description False while integrations or this server still remove something. */
                        is_done: boolean;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getStoredSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts and sizes by kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bytes": 18250000,
                     *       "items": [
                     *         {
                     *           "kind": "notebooks",
                     *           "count": 12,
                     *           "bytes": null
                     *         },
                     *         {
                     *           "kind": "handwriting_images",
                     *           "count": 310,
                     *           "bytes": 18250000
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["StoredSummary"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    exportMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description A single range, such as bytes=1000000-. */
                Range?: string;
                /** @description The ETag of the archive that the range is meant for. */
                "If-Range"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            /** @description The part of the archive that was requested. */
            206: {
                headers: {
                    ETag?: string;
                    /** @description Such as bytes 1000000-1999999/2000000. */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The range begins after the end of the archive. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Requested Range Not Satisfiable",
                     *       "status": 416,
                     *       "detail": "The export has only 2000000 bytes."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getLegalTexts: {
        parameters: {
            query?: {
                /** @description English is sent if there is no such translation. */
                language?: "en" | "de";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The texts as Markdown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "2026-11",
                     *       "language": "en",
                     *       "terms": "# Terms",
                     *       "privacy": "# Privacy policy"
                     *     }
                     */
                    "application/json": {
                        version: string;
                        /** @enum {unknown} */
                        language: "en" | "de";
                        terms: string;
                        privacy: string;
                    };
                };
            };
            /** @description The server has no terms (`RMIRROR_LEGAL_DIR`). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "This server has no terms that people have to accept."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAcceptedLegalTexts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The present version, and the accepted one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "2026-11",
                     *       "accepted_version": null
                     *     }
                     */
                    "application/json": components["schemas"]["AcceptedLegalTexts"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    acceptLegalTexts: {
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
                 *       "version": "2026-11"
                 *     }
                 */
                "application/json": {
                    /** @description The version that was shown. */
                    version: string;
                };
            };
        };
        responses: {
            /** @description Accepted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /** @description The server has no terms. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "This server has no terms that people have to accept."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is another version now (`terms_changed`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "terms_changed",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The terms have changed since. Read and accept the present version."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importProfile: {
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
                 *       "language": "de",
                 *       "time_zone": "Europe/Berlin",
                 *       "retention_days": 30,
                 *       "first_steps_ended": true
                 *     }
                 */
                "application/json": {
                    name?: string | null;
                    /** @enum {unknown} */
                    language?: "en" | "de" | null;
                    time_zone?: string | null;
                    retention_days?: number | null;
                    first_steps_ended?: boolean;
                    sends_telemetry?: boolean;
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
                     *       "is_admin": false,
                     *       "created_at": "2026-11-20T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Problem"];
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
    requestPasswordReset: {
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
                 *       "email": "ann@example.org"
                 *     }
                 */
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description If the address has an account */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This server can't send mail. */
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
                     *       "detail": "This server can't send mail. Ask its administrator for help."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    completePasswordReset: {
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
                 *       "token": "3q2-7wVxLk0mYc1RzT8fGh5nJd4bQs6uWp9eXa2ZoKI",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    /** @description From the link's fragment. */
                    token: string;
                    /** @description Common passwords are refused; the link can be used again then. */
                    password: string;
                    /** @description Also signs out all devices. */
                    revoke_devices?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The password is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ann@example.org"
                     *     }
                     */
                    "application/json": {
                        /** @description Of the account. */
                        email: string;
                    };
                };
            };
            /** @description The link was used already, has expired or never existed. */
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
                     *       "detail": "This link was used already or has expired. Ask for a new one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmAddress: {
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
                 *       "token": "3q2-7wVxLk0mYc1RzT8fGh5nJd4bQs6uWp9eXa2ZoKI"
                 *     }
                 */
                "application/json": {
                    /** @description From the link's fragment. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description The address is confirmed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ann@example.org"
                     *     }
                     */
                    "application/json": {
                        /** @description Of the account. */
                        email: string;
                    };
                };
            };
            /** @description Another account has the new address. */
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
                     *       "detail": "Another account has this email address.",
                     *       "field": "email"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The link was used already, has expired or never existed. */
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
                     *       "detail": "This link was used already or has expired. Ask for a new one."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeAddress: {
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
                 *       "email": "ann@example.net",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    email: string;
                    /** @description The current one. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description A mail is on its way. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This server can't send mail, or the account has no password. */
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
                     *       "detail": "This server can't send mail. Ask its administrator for help."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sendConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail is on its way */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This server can't send mail, or the account has no address. */
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
                     *       "detail": "This server can't send mail. Ask its administrator for help."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where notices go, and which are wanted. The dashboard always shows them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "can_send": true,
                     *       "email": {
                     *         "address": "ann@example.org",
                     *         "is_confirmed": true,
                     *         "failure": null
                     *       },
                     *       "mail": {
                     *         "quota": true,
                     *         "delivery": true,
                     *         "plan": true,
                     *         "security": true
                     *       },
                     *       "webhook": {
                     *         "quota": true,
                     *         "delivery": true,
                     *         "plan": true,
                     *         "security": true
                     *       },
                     *       "receiver": {
                     *         "is_offered": false,
                     *         "address": null,
                     *         "secret": null,
                     *         "is_stopped": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Notices"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    changeNotices: {
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
                 *       "mail": {
                 *         "quota": false
                 *       }
                 *     }
                 */
                "application/json": {
                    mail?: components["schemas"]["NoticeChoices"];
                    webhook?: components["schemas"]["NoticeChoices"];
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "can_send": true,
                     *       "email": {
                     *         "address": "ann@example.org",
                     *         "is_confirmed": true,
                     *         "failure": null
                     *       },
                     *       "mail": {
                     *         "quota": true,
                     *         "delivery": true,
                     *         "plan": true,
                     *         "security": true
                     *       },
                     *       "webhook": {
                     *         "quota": true,
                     *         "delivery": true,
                     *         "plan": true,
                     *         "security": true
                     *       },
                     *       "receiver": {
                     *         "is_offered": false,
                     *         "address": null,
                     *         "secret": null,
                     *         "is_stopped": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Notices"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    putNoticeReceiver: {
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
                 *       "address": "https://hooks.example.org/rmirror"
                 *     }
                 */
                "application/json": {
                    address: string;
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "can_send": true,
                     *       "email": {
                     *         "address": "ann@example.org",
                     *         "is_confirmed": true,
                     *         "failure": null
                     *       },
                     *       "mail": {
                     *         "quota": true,
                     *         "delivery": true,
                     *         "plan": true,
                     *         "security": true
                     *       },
                     *       "webhook": {
                     *         "quota": true,
                     *         "delivery": true,
                     *         "plan": true,
                     *         "security": true
                     *       },
                     *       "receiver": {
                     *         "is_offered": true,
                     *         "address": "https://hooks.example.org/rmirror",
                     *         "secret": "whsec_3q2+7wVxLk0mYc1RzT8fGh5nJd4bQs6uWp9eXa2ZoKI=",
                     *         "is_stopped": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Notices"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The tier has no webhooks. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "Webhooks for notices come with the tier enterprise."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeNoticeReceiver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no webhook for notices. */
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
    unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No more notices of this topic are mailed to this account. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The link isn't one of this server. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "This link isn't complete. Open the whole link in the mail."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    joinWaitlist: {
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
                 *       "email": "ben@example.org"
                 *     }
                 */
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description The address is on the list. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This server has no waitlist. */
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
                     *       "detail": "This server has no waitlist."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description Part of an email address or a name. */
                search?: string;
                limit?: components["parameters"]["AdminLimit"];
                /** @description The `next` of the previous page of results. */
                cursor?: components["parameters"]["AdminCursor"];
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
                     *           "id": "01931f3c-8f00-7000-8000-000000000001",
                     *           "email": "ann@example.org",
                     *           "name": "Ann",
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "is_admin": true,
                     *           "last_contact_at": "2026-11-28T08:30:00+00:00",
                     *           "step": "transcribed",
                     *           "plan": {
                     *             "tier": "beta",
                     *             "pages": null,
                     *             "tokens": null,
                     *             "storage": null
                     *           },
                     *           "pages": 412,
                     *           "storage": {
                     *             "used": 80123456,
                     *             "limit": 25000000000
                     *           },
                     *           "transcribed": {
                     *             "used": 31,
                     *             "limit": 200
                     *           },
                     *           "tokens": {
                     *             "used": 0,
                     *             "limit": 1000000
                     *           }
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AdminPerson"][];
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
    changePerson: {
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
                 *       "tier": "beta",
                 *       "pages": 500
                 *     }
                 */
                "application/json": {
                    /** @enum {unknown} */
                    tier?: "free" | "beta" | "pro" | "team" | "enterprise";
                    /** @description Pages transcribed per month. */
                    pages?: number | null;
                    /** @description Tokens that calls to models can use per month. */
                    tokens?: number | null;
                    /** @description Bytes. */
                    storage?: number | null;
                    is_admin?: boolean;
                };
            };
        };
        responses: {
            /** @description The person after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000001",
                     *       "email": "ann@example.org",
                     *       "name": "Ann",
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "is_admin": true,
                     *       "last_contact_at": "2026-11-28T08:30:00+00:00",
                     *       "step": "transcribed",
                     *       "plan": {
                     *         "tier": "beta",
                     *         "pages": null,
                     *         "tokens": null,
                     *         "storage": null
                     *       },
                     *       "pages": 412,
                     *       "storage": {
                     *         "used": 80123456,
                     *         "limit": 25000000000
                     *       },
                     *       "transcribed": {
                     *         "used": 31,
                     *         "limit": 200
                     *       },
                     *       "tokens": {
                     *         "used": 0,
                     *         "limit": 1000000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AdminPerson"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /** @description The last admin can't stop being one (`type` is `last_admin`). Nothing was changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "last_admin",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "This is the only administrator, and without one nobody could make another. Make someone else an administrator first."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFunnel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each person counts once, at the last step that they took. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "step": "signed_up",
                     *           "people": 4
                     *         },
                     *         {
                     *           "step": "device_connected",
                     *           "people": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            step: components["schemas"]["AdminStep"];
                            people: number;
                        }[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listWaitlist: {
        parameters: {
            query?: {
                /** @description All without it. */
                state?: "waiting" | "invited";
                limit?: components["parameters"]["AdminLimit"];
                /** @description The `next` of the previous page of results. */
                cursor?: components["parameters"]["AdminCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. People leave the list when they have an account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000801",
                     *           "email": "ben@example.org",
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "invited_at": null,
                     *           "state": "waiting"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["WaitingPerson"][];
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
    inviteWaiting: {
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
                 *         "01931f3c-8f00-7000-8000-000000000801"
                 *       ]
                 *     }
                 */
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description The invitations that were made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000801",
                     *           "email": "ben@example.org",
                     *           "link": "https://notes.example.org/sign-up#invitation=6b2fIuDPyvAkMqlC7TTYN2MVnXOyL5l5rzZlGLmI8bE",
                     *           "is_mailed": true,
                     *           "expires_at": "2026-11-27T12:00:00+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description Of the person on the waitlist.
                             */
                            id: string;
                            email: string;
                            /** @description Whether the link is on its way by mail. */
                            is_mailed: boolean;
                            /** Format: uri */
                            link: string;
                            /** Format: date-time */
                            expires_at: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    removeWaiting: {
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
            /** @description Removed. */
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
    listInvitations: {
        parameters: {
            query?: {
                limit?: components["parameters"]["AdminLimit"];
                /** @description The `next` of the previous page of results. */
                cursor?: components["parameters"]["AdminCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of results; `next` leads to the following one. Forgotten 30 days after they expired. */
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
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "expires_at": "2026-11-27T12:00:00+00:00",
                     *           "used_at": null,
                     *           "email": "ben@example.org",
                     *           "state": "open"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AdminInvitation"][];
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
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link is shown once, because the server keeps only the hash of its code. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000701",
                     *       "link": "https://notes.example.org/sign-up#invitation=6b2fIuDPyvAkMqlC7TTYN2MVnXOyL5l5rzZlGLmI8bE",
                     *       "expires_at": "2026-11-27T12:00:00+00:00"
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uri */
                        link: string;
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
    revokeInvitation: {
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
            /** @description It can't be used, or couldn't any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /** @description Someone signed up with it. */
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
                     *       "detail": "This invitation was used already."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAdminHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts, and never content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "queue": {
                     *         "items": [
                     *           {
                     *             "target_name": "notion",
                     *             "item_type": "page_text",
                     *             "status": "pending",
                     *             "items": 12
                     *           }
                     *         ],
                     *         "waiting_for": [
                     *           {
                     *             "target_name": "notion",
                     *             "reason": "held",
                     *             "items": 12
                     *           }
                     *         ],
                     *         "oldest_due_seconds": 0
                     *       },
                     *       "transcription": {
                     *         "has_reader": true,
                     *         "paused_because": null,
                     *         "reported_at": "2026-11-20T12:00:00+00:00"
                     *       },
                     *       "pages_without_quota": 3,
                     *       "integrations": [
                     *         {
                     *           "target_name": "notion",
                     *           "state": "running",
                     *           "integrations": 2
                     *         }
                     *       ],
                     *       "backup_age_seconds": 3600,
                     *       "spending": {
                     *         "limit_dollars": 5,
                     *         "spent_dollars": 1.25,
                     *         "is_limit_reached": false
                     *       },
                     *       "gateways": [
                     *         {
                     *           "name": "claude",
                     *           "under_way": 1,
                     *           "waiting": 0,
                     *           "open_breakers": 0,
                     *           "answers": {
                     *             "200": 40
                     *           },
                     *           "refused": {}
                     *         }
                     *       ],
                     *       "disk": {
                     *         "bytes": 512000000000,
                     *         "free_bytes": 380000000000,
                     *         "is_full": false
                     *       },
                     *       "failing_threads": []
                     *     }
                     */
                    "application/json": components["schemas"]["AdminHealth"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listActs: {
        parameters: {
            query?: {
                limit?: components["parameters"]["AdminLimit"];
                /** @description The `next` of the previous page of results. */
                cursor?: components["parameters"]["AdminCursor"];
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
                     *           "id": "01931f3c-8f00-7000-8000-000000000901",
                     *           "act": "change_plan",
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "is_by_command": false,
                     *           "admin": "ann@example.org",
                     *           "person": "ben@example.org",
                     *           "person_id": "01931f3c-8f00-7000-8000-000000000002",
                     *           "waiting": null,
                     *           "invitation_id": null,
                     *           "before": {
                     *             "tier": "free",
                     *             "pages": null,
                     *             "tokens": null,
                     *             "storage": null
                     *           },
                     *           "after": {
                     *             "tier": "beta",
                     *             "pages": null,
                     *             "tokens": null,
                     *             "storage": null
                     *           },
                     *           "undoes": null,
                     *           "undone_by": null,
                     *           "can_undo": true
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AdminAct"][];
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
    undoAct: {
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
            /** @description The act that undid it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000901",
                     *       "act": "change_plan",
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "is_by_command": false,
                     *       "admin": "ann@example.org",
                     *       "person": "ben@example.org",
                     *       "person_id": "01931f3c-8f00-7000-8000-000000000002",
                     *       "waiting": null,
                     *       "invitation_id": null,
                     *       "before": {
                     *         "tier": "free",
                     *         "pages": null,
                     *         "tokens": null,
                     *         "storage": null
                     *       },
                     *       "after": {
                     *         "tier": "beta",
                     *         "pages": null,
                     *         "tokens": null,
                     *         "storage": null
                     *       },
                     *       "undoes": null,
                     *       "undone_by": null,
                     *       "can_undo": true
                     *     }
                     */
                    "application/json": components["schemas"]["AdminAct"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /**
             * @description It can't be undone or was undone already (`type` is `not_possible`), what it changed has changed since
             *     (`changed_since`), or no admin would be left (`last_admin`).
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "changed_since",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "This has changed since, so undoing it would undo more than this act."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
    getTelemetry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the operator and the owner of this account allow. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_allowed": true,
                     *       "is_on": true
                     *     }
                     */
                    "application/json": components["schemas"]["TelemetryChoice"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    turnTelemetry: {
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
                 *       "is_on": false
                 *     }
                 */
                "application/json": {
                    is_on: boolean;
                };
            };
        };
        responses: {
            /** @description What is allowed now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_allowed": true,
                     *       "is_on": false
                     *     }
                     */
                    "application/json": components["schemas"]["TelemetryChoice"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    addTelemetry: {
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
                 *       "events": [
                 *         {
                 *           "route": "/notebooks/:uuid",
                 *           "load_ms": 320
                 *         },
                 *         {
                 *           "route": "/",
                 *           "error": "not_reached"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    events: components["schemas"]["TelemetryEvent"][];
                };
            };
        };
        responses: {
            /** @description They were added. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["TelemetryOff"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    addGuestTelemetry: {
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
                 *       "events": [
                 *         {
                 *           "route": "/",
                 *           "load_ms": 320
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    events: components["schemas"]["TelemetryEvent"][];
                };
            };
        };
        responses: {
            /** @description They were added. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["TelemetryOff"];
            429: components["responses"]["TooMany"];
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
                     *       "has_meaning": false,
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
    getPlan: {
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
                     *       "tier": "free",
                     *       "paid_tier": null,
                     *       "status": null,
                     *       "period_end": null,
                     *       "cancels_at": null,
                     *       "grace_until": null,
                     *       "can_manage": false,
                     *       "is_sold": true,
                     *       "offers_available": true,
                     *       "offers": [
                     *         {
                     *           "price": "pro_monthly",
                     *           "tier": "pro",
                     *           "amount": 900,
                     *           "currency": "usd",
                     *           "interval": "month",
                     *           "interval_count": 1,
                     *           "page_limit": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    openCheckout: {
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
                 *       "price": "pro_monthly"
                 *     }
                 */
                "application/json": {
                    /** @description The price of an offer. */
                    price: string;
                };
            };
        };
        responses: {
            /** @description Where to send the browser. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://checkout.stripe.com/c/pay/cs_test_a1"
                     *     }
                     */
                    "application/json": components["schemas"]["StripePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    openPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to send the browser. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://billing.stripe.com/p/session/live_a1"
                     *     }
                     */
                    "application/json": components["schemas"]["StripePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    takeStripeEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The time and HMAC-SHA256 signatures of it and the body: `t=1614265330,v1=…`. */
                "Stripe-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "evt_1",
                 *       "object": "event",
                 *       "type": "customer.subscription.updated",
                 *       "livemode": true,
                 *       "data": {
                 *         "object": {
                 *           "id": "sub_1",
                 *           "object": "subscription",
                 *           "customer": "cus_1"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description It was stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "received": true
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        received: true;
                    };
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
                     *         "has_meaning": false,
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
    changeNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "he"
                 *     }
                 */
                "application/json": {
                    /** @description BCP 47, such as he or zh-Hant. Null: the pages tell. */
                    language: string | null;
                };
            };
        };
        responses: {
            /** @description Set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                     *       "drawings_left_out": 0,
                     *       "ocr_completed_at": "2026-11-20T12:00:05+00:00",
                     *       "images": [
                     *         {
                     *           "part": 1,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
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
                     *           "repaired_text": null,
                     *           "confidence": null,
                     *           "note": "",
                     *           "color": "yellow",
                     *           "rects": [
                     *             {
                     *               "x": 10.5,
                     *               "y": 200,
                     *               "width": 320,
                     *               "height": 32
                     *             }
                     *           ],
                     *           "mark": "underline",
                     *           "sentence": "This is a marked sentence.",
                     *           "heading": "Methods",
                     *           "is_rejected": false
                     *         }
                     *       ],
                     *       "rejected_marks": [],
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                     *         "has_meaning": false,
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
                     *         "has_meaning": false,
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
    getReadingWords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its own words, and those of the folders above. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "words": null,
                     *       "inherited": {
                     *         "words": "Jo, Käthe and Ada are names. XP is Extreme Programming.",
                     *         "notebook_uuid": "01931f3c-8f00-7000-8000-000000000102",
                     *         "visible_name": "Work"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReadingWords"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    setReadingWords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "words": "Jo, Käthe and Ada are names."
                 *     }
                 */
                "application/json": {
                    /** @description Null: those of a folder above hold. An empty text: none hold. */
                    words: string | null;
                };
            };
        };
        responses: {
            /** @description Set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "words": null,
                     *       "inherited": {
                     *         "words": "Jo, Käthe and Ada are names. XP is Extreme Programming.",
                     *         "notebook_uuid": "01931f3c-8f00-7000-8000-000000000102",
                     *         "visible_name": "Work"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReadingWords"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    tryReadingWords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                 *       "words": "Jo, Käthe and Ada are names."
                 *     }
                 */
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Both texts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "before": "Lunch with Kathe",
                     *       "markdown": "Lunch with Käthe"
                     *     }
                     */
                    "application/json": components["schemas"]["ReadingTrial"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["Problem"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            502: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transcribeAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                     *         "has_meaning": false,
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
    readPictures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's id of the page, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page waits, or its pictures are being read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page_id": "01931f3c-8f00-7000-8000-000000000201",
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
                     *         "has_meaning": false,
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
                    "application/json": components["schemas"]["ReadingPictures"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["Problem"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            /** @description The pictures were read too often today. `Retry-After` says when they can be again. */
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
                     *       "detail": "The pictures of this page were read 3 times today as it looks now. You can have them read again tomorrow (UTC)."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
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
                 *       "created_at": "2026-11-20T12:00:00Z",
                 *       "shows_look": true,
                 *       "transcription": {
                 *         "ink_hash": "i1:7d865e95",
                 *         "text": "- [ ] Buy lnk",
                 *         "confidence": 0.9,
                 *         "language": "en",
                 *         "completed_at": "2026-11-20T12:00:05Z",
                 *         "lines": [
                 *           {
                 *             "text": "- [ ] Buy lnk",
                 *             "confidence": 0.9,
                 *             "top": 100,
                 *             "bottom": 140
                 *           }
                 *         ]
                 *       },
                 *       "document": {
                 *         "content": "- [ ] Buy ink",
                 *         "base": "- [ ] Buy lnk",
                 *         "author": "person",
                 *         "saved_at": "2026-11-20T12:10:00Z",
                 *         "began_at": "2026-11-20T12:10:00Z",
                 *         "conflicts": []
                 *       },
                 *       "versions": [
                 *         {
                 *           "id": "01931f3c-8f00-7000-8000-000000000301",
                 *           "author": "transcription",
                 *           "name": null,
                 *           "content": "- [ ] Buy lnk",
                 *           "saved_at": "2026-11-20T12:00:05Z",
                 *           "created_at": "2026-11-20T12:10:00Z"
                 *         }
                 *       ],
                 *       "todos": [
                 *         {
                 *           "source": "handwriting",
                 *           "text": "Buy ink",
                 *           "is_ticked": false,
                 *           "is_completed": true,
                 *           "confidence": null
                 *         }
                 *       ],
                 *       "highlights": [
                 *         {
                 *           "ordinal": 0,
                 *           "original_text": "lnk",
                 *           "corrected_text": "ink",
                 *           "note": "For the meeting"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImportedPage"];
            };
        };
        responses: {
            /** @description `is_imported`: the page has the text of the export now. False if it has another one, which stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_imported": true
                     *     }
                     */
                    "application/json": {
                        is_imported: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["LibraryFull"];
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
                    /** @description Null: the text as it is without a correction is right. */
                    corrected_text?: string | null;
                    note?: string;
                    /** @description Whether a pen mark was not meant as a highlight. Other highlights can't be rejected. */
                    is_rejected?: boolean;
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
                     *       "repaired_text": null,
                     *       "confidence": null,
                     *       "note": "For the meeting",
                     *       "color": "yellow",
                     *       "rects": [
                     *         {
                     *           "x": 100,
                     *           "y": 200,
                     *           "width": 300,
                     *           "height": 40
                     *         }
                     *       ],
                     *       "mark": null,
                     *       "sentence": "",
                     *       "heading": "",
                     *       "is_rejected": false
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
                /** @description The notebook_uuid of a folder. Only to-dos of the notebooks in it, at any depth. */
                folder?: string;
                /** @description Only to-dos of this shared workspace. Without it, those of the person's own library. */
                workspace_id?: string;
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
                     *           "name": "",
                     *           "is_own": true,
                     *           "role": "owner",
                     *           "members": 1,
                     *           "created_at": null
                     *         },
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000401",
                     *           "name": "Field notes",
                     *           "is_own": false,
                     *           "role": "owner",
                     *           "members": 2,
                     *           "created_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Workspace"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    createWorkspace: {
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
                 *       "name": "Field notes"
                 *     }
                 */
                "application/json": components["schemas"]["WorkspaceName"];
            };
        };
        responses: {
            /** @description The workspace. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "name": "Field notes",
                     *       "is_own": false,
                     *       "role": "owner",
                     *       "members": 2,
                     *       "created_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "name": "Field notes",
                     *       "is_own": false,
                     *       "role": "owner",
                     *       "members": 2,
                     *       "created_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
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
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["OwnWorkspace"];
            default: components["responses"]["Problem"];
        };
    };
    renameWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Field notes"
                 *     }
                 */
                "application/json": components["schemas"]["WorkspaceName"];
            };
        };
        responses: {
            /** @description The workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "name": "Field notes",
                     *       "is_own": false,
                     *       "role": "owner",
                     *       "members": 2,
                     *       "created_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["OwnWorkspace"];
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 50 members. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "user_id": "01931f3c-8f00-7000-8000-000000000001",
                     *           "full_name": "Ada Lovelace",
                     *           "email": "ada@example.com",
                     *           "role": "owner",
                     *           "is_you": true,
                     *           "notebooks": 3,
                     *           "joined_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
                user_id: components["parameters"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastOwner"];
            default: components["responses"]["Problem"];
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
                user_id: components["parameters"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": {
                    role: components["schemas"]["Role"];
                };
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastOwner"];
            default: components["responses"]["Problem"];
        };
    };
    handOverWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "01931f3c-8f00-7000-8000-000000000002"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    user_id: string;
                };
            };
        };
        responses: {
            /** @description Handed over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["OwnWorkspace"];
            default: components["responses"]["Problem"];
        };
    };
    listWorkspaceInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 50 invitations. Their tokens are never shown again. */
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
                     *           "role": "member",
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "expires_at": "2026-11-27T12:00:00+00:00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["WorkspaceInvitation"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    inviteToWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "member",
                 *       "email": "ben@example.org"
                 *     }
                 */
                "application/json": {
                    role: components["schemas"]["Role"];
                    /**
                     * @description Where the link is mailed, if this server sends mail, once a day at most. Whether the address has an
                     *     account isn't looked up.
                     */
                    email?: string | null;
                };
            };
        };
        responses: {
            /** @description The invitation. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000501",
                     *       "role": "member",
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "expires_at": "2026-11-27T12:00:00+00:00",
                     *       "token": "2mFQxkqQ8Jp0yL0m3bVd9m1fT2c6o5aXw4Zr7uYkHsE",
                     *       "is_mailed": true
                     *     }
                     */
                    "application/json": components["schemas"]["WorkspaceInvitation"] & {
                        /** @description 256 random bits. */
                        token: string;
                        /** @description Whether the link is on its way to `email`. */
                        is_mailed: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["OwnWorkspace"];
            default: components["responses"]["Problem"];
        };
    };
    revokeWorkspaceInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    previewInvitation: {
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
                 *       "token": "2mFQxkqQ8Jp0yL0m3bVd9m1fT2c6o5aXw4Zr7uYkHsE"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The invitation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "workspace_name": "Field notes",
                     *       "invited_by": "Ada Lovelace",
                     *       "role": "member",
                     *       "expires_at": "2026-11-27T12:00:00+00:00",
                     *       "is_member": false
                     *     }
                     */
                    "application/json": {
                        workspace_name: string;
                        /** @description The name or address of the owner who made it. */
                        invited_by: string;
                        role: components["schemas"]["Role"];
                        /** Format: date-time */
                        expires_at: string;
                        /** @description The caller is a member already. */
                        is_member: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["InvitationOver"];
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
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
                 *       "token": "2mFQxkqQ8Jp0yL0m3bVd9m1fT2c6o5aXw4Zr7uYkHsE"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The workspace that the caller is a member of now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000401",
                     *       "name": "Field notes",
                     *       "is_own": false,
                     *       "role": "owner",
                     *       "members": 2,
                     *       "created_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
            410: components["responses"]["InvitationOver"];
            default: components["responses"]["Problem"];
        };
    };
    listWorkspaceAudit: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next` of the previous page of results. */
                cursor?: string;
            };
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
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
                     *           "id": "01931f3c-8f00-7000-8000-000000000601",
                     *           "action": "role_changed",
                     *           "by": "Ada Lovelace",
                     *           "details": {
                     *             "person": "Charles Babbage",
                     *             "role": "viewer"
                     *           },
                     *           "created_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["WorkspaceAuditEntry"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getWorkspaceTree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All notebooks of the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cursor": "01931f3c-8f00-7000-8000-000000000001:12",
                     *       "items": []
                     *     }
                     */
                    "application/json": {
                        /** @description Where the changes of the workspace continue. */
                        cursor: string;
                        items: (components["schemas"]["Notebook"] & {
                            sync_progress: components["schemas"]["SyncProgress"];
                            page_tags: string[];
                        })[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    listWorkspaceChanges: {
        parameters: {
            query?: {
                /** @description The `next` of an earlier response, or the `cursor` of the workspace's tree. Without it, lists everything. */
                since?: string;
                /** @description Seconds. */
                wait?: number;
            };
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
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
                     *         }
                     *       ],
                     *       "next": "01931f3c-8f00-7000-8000-000000000001:12.notebook.01931f3c-8f00-7000-8000-000000000101",
                     *       "more": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changes"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /** @description Changes since then are no longer available. Load the workspace's tree again and continue from its `cursor`. */
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
    listWorkspaceCovers: {
        parameters: {
            query?: {
                /** @description The `id` of a notebook. Can be given several times. */
                notebook?: string[];
            };
            header?: never;
            path: {
                workspace_id: components["parameters"]["WorkspaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In no order; without notebooks that aren't in the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "notebook_id": "01931f3c-8f00-7000-8000-000000000101",
                     *           "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *           "page": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            notebook_id: string;
                            /** Format: uuid */
                            notebook_uuid: string;
                            /** @description Null if no page of the notebook has an image. */
                            page: components["schemas"]["PageWithImages"] | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    moveNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
                notebook_uuid: components["parameters"]["NotebookUuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workspace_id": "01931f3c-8f00-7000-8000-000000000401"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    workspace_id: string;
                };
            };
        };
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
                     *       "updated_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Notebook"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleRefused"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Problem"];
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
                } | {
                    /** @enum {unknown} */
                    scope: "backup";
                    /** @description The piece's name. */
                    chunk: string;
                    size: number;
                    /** @description Of the sealed bytes. */
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
            query?: {
                /**
                 * @description For clients that may bring a file twice, such as an import that is repeated. If the document has this many
                 *     files of this name and content already, nothing is attached, and the answer is the one in that place, oldest
                 *     first.
                 */
                nth?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attachment, or the piece of a backup. */
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
                    "application/json": components["schemas"]["Attachment"] | components["schemas"]["BackupChunk"];
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
    listBackups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key and the backups. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": {
                     *         "key_id": "01931f3c-8f00-4000-8000-000000000501",
                     *         "revision": 1,
                     *         "record": "{\"format\":\"rmirror-backup-key\"}"
                     *       },
                     *       "items": [
                     *         {
                     *           "id": "01931f3c-8f00-4000-8000-000000000502",
                     *           "key_id": "01931f3c-8f00-4000-8000-000000000501",
                     *           "sealed": "c2VhbGVk",
                     *           "size": 482130000,
                     *           "chunk_count": 391,
                     *           "created_at": "2026-11-20T12:00:00+00:00"
                     *         }
                     *       ],
                     *       "stored_bytes": 482130000,
                     *       "limit_bytes": 10000000000
                     *     }
                     */
                    "application/json": components["schemas"]["Backups"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    createBackup: {
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
                 *       "id": "01931f3c-8f00-4000-8000-000000000502",
                 *       "key_id": "01931f3c-8f00-4000-8000-000000000501",
                 *       "sealed": "c2VhbGVk",
                 *       "chunks": [
                 *         "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    id: string;
                    /** Format: uuid */
                    key_id: string;
                    /** @description What opens the rest. Base64. */
                    sealed: string;
                    chunks: string[];
                };
            };
        };
        responses: {
            /** @description The backup. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-4000-8000-000000000502",
                     *       "key_id": "01931f3c-8f00-4000-8000-000000000501",
                     *       "sealed": "c2VhbGVk",
                     *       "size": 482130000,
                     *       "chunk_count": 391,
                     *       "created_at": "2026-11-20T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Backup"];
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    deleteAllBackups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    deleteBackup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
            403: components["responses"]["Problem"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    putBackupKey: {
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
                 *       "key_id": "01931f3c-8f00-4000-8000-000000000501",
                 *       "revision": 0,
                 *       "record": "{\"format\":\"rmirror-backup-key\"}"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    key_id: string;
                    revision: number;
                    /** @description Opaque for the server. */
                    record: string;
                };
            };
        };
        responses: {
            /** @description It is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "revision": 1
                     *     }
                     */
                    "application/json": {
                        revision: number;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    askMissingChunks: {
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
                 *       "names": [
                 *         "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
                 *       ]
                 *     }
                 */
                "application/json": {
                    names: string[];
                };
            };
        };
        responses: {
            /** @description Those that the server doesn't have. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "missing": [
                     *         "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        missing: string[];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getBackupChunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sealed bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
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
    listLinks: {
        parameters: {
            query?: {
                /** @description Only links to this notebook and its pages. */
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
            /** @description The links. */
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
                     *           "page_uuid": null,
                     *           "page_number": null,
                     *           "has_password": true,
                     *           "shown_name": "Ann",
                     *           "allows_download": false,
                     *           "created_at": "2026-11-20T12:00:00+00:00",
                     *           "expires_at": "2026-12-20T12:00:00+00:00",
                     *           "last_used_at": null
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Link"][];
                        /** @description Cursor for the next piece. */
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    addLink: {
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
                 *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                 *       "expires_at": "2099-12-20T12:00:00Z",
                 *       "password": "kitten in a box",
                 *       "shown_name": "Ann"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    notebook_uuid: string;
                    /**
                     * Format: uuid
                     * @description Null: all pages, and those to come.
                     */
                    page_uuid?: string | null;
                    /**
                     * Format: date-time
                     * @description When the link stops working; null: when it is revoked.
                     */
                    expires_at?: string | null;
                    password?: string | null;
                    /** @description What readers are told of who shares it. They learn nothing else of the account. */
                    shown_name?: string | null;
                    /**
                     * @description Whether the shared page offers files. It doesn't keep readers from copying what they see. False if
                     *     it isn't given.
                     */
                    allows_download?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The link. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01931f3c-8f00-7000-8000-000000000901",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "visible_name": "Diary",
                     *       "page_uuid": null,
                     *       "page_number": null,
                     *       "has_password": true,
                     *       "shown_name": "Ann",
                     *       "allows_download": false,
                     *       "created_at": "2026-11-20T12:00:00+00:00",
                     *       "expires_at": "2099-12-20T12:00:00+00:00",
                     *       "last_used_at": null,
                     *       "token": "pVn9UyJ2Qm3b7Kc1dE5fG8hI0jL4oP6rS9tW2xZ3aBc",
                     *       "url": "https://rmirror.example.org/shared#pVn9UyJ2Qm3b7Kc1dE5fG8hI0jL4oP6rS9tW2xZ3aBc"
                     *     }
                     */
                    "application/json": components["schemas"]["Link"] & {
                        /** @description The secret */
                        token: string;
                        /**
                         * Format: uri
                         * @description The address in the dashboard.
                         */
                        url: string;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            /** @description The account has 500 links, the limit. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "too_many_links",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "You have 500 links, which is the limit. Revoke some that you don't need."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeLink: {
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
            /** @description It doesn't work any more. */
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
    getShared: {
        parameters: {
            query?: never;
            header: {
                /** @description The token of the link. */
                "Rmirror-Link": components["parameters"]["LinkToken"];
                /** @description What `POST /api/v1/shared/unlock` answered, for links with a password. */
                "Rmirror-Link-Pass"?: components["parameters"]["LinkPass"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notebook, and its pages that the link shows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "notebook",
                     *       "notebook_uuid": "5d3a2f10-0000-4000-8000-000000000001",
                     *       "visible_name": "Diary",
                     *       "document_type": "notebook",
                     *       "orientation": "portrait",
                     *       "authors": [],
                     *       "last_modified": "2026-11-20T11:00:00+00:00",
                     *       "shown_name": "Ann",
                     *       "allows_download": false,
                     *       "expires_at": null,
                     *       "pages": [
                     *         {
                     *           "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *           "page_number": 1,
                     *           "ink_hash": "i1:0a1b2c3d",
                     *           "ocr_status": "completed"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SharedNotebook"];
                };
            };
            403: components["responses"]["LinkPassword"];
            404: components["responses"]["NoLink"];
            default: components["responses"]["Problem"];
        };
    };
    unlockShared: {
        parameters: {
            query?: never;
            header: {
                /** @description The token of the link. */
                "Rmirror-Link": components["parameters"]["LinkToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "kitten in a box"
                 *     }
                 */
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description The pass. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pass": "1795219200.pVn9UyJ2Qm3b7Kc1dE5fG8hI0jL4oP6rS9tW2xZ3aBc",
                     *       "expires_in": 43200
                     *     }
                     */
                    "application/json": {
                        pass: string;
                        /** @description In seconds. */
                        expires_in: number;
                    };
                };
            };
            403: components["responses"]["LinkPassword"];
            404: components["responses"]["NoLink"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getSharedPage: {
        parameters: {
            query?: never;
            header: {
                /** @description The token of the link. */
                "Rmirror-Link": components["parameters"]["LinkToken"];
                /** @description What `POST /api/v1/shared/unlock` answered, for links with a password. */
                "Rmirror-Link-Pass"?: components["parameters"]["LinkPass"];
            };
            path: {
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
                     *       "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *       "page_number": 1,
                     *       "ink_hash": "i1:0a1b2c3d",
                     *       "display_hash": "l1:4c5d6e7f",
                     *       "is_display_current": true,
                     *       "unreadable_parts": 0,
                     *       "ocr_status": "completed",
                     *       "ocr_language": "en",
                     *       "text": "# Friday\n\n- [ ] Buy ink",
                     *       "lines": [
                     *         {
                     *           "text": "Friday",
                     *           "confidence": 0.98,
                     *           "top": 96.5,
                     *           "bottom": 140
                     *         }
                     *       ],
                     *       "typed_text": "",
                     *       "typed_markdown": null,
                     *       "images": [
                     *         {
                     *           "part": 1,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
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
                     *       "display_image": null,
                     *       "highlights": [
                     *         {
                     *           "text": "a marked sentence",
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
                     *           "source": "handwriting",
                     *           "text": "Buy ink",
                     *           "is_completed": false
                     *         }
                     *       ],
                     *       "attachments": [
                     *         {
                     *           "id": "01931f3c-8f00-7000-8000-000000000801",
                     *           "file_name": "sketch.png",
                     *           "content_type": "image/png",
                     *           "size": 48213
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SharedPage"];
                };
            };
            403: components["responses"]["LinkPassword"];
            404: components["responses"]["NoLink"];
            default: components["responses"]["Problem"];
        };
    };
    getSharedAttachment: {
        parameters: {
            query?: never;
            header: {
                /** @description The token of the link. */
                "Rmirror-Link": components["parameters"]["LinkToken"];
                /** @description What `POST /api/v1/shared/unlock` answered, for links with a password. */
                "Rmirror-Link-Pass"?: components["parameters"]["LinkPass"];
            };
            path: {
                /** @example 01931f3c-8f00-7000-8000-000000000301 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description The SHA-256 of the file. */
                    ETag?: string;
                    /** @description Its name. */
                    "Content-Disposition"?: string;
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
            403: components["responses"]["LinkPassword"];
            404: components["responses"]["NoLink"];
            default: components["responses"]["Problem"];
        };
    };
    getSharedPageImage: {
        parameters: {
            query?: {
                /** @description The page's handwriting, for transcription, or the page as the tablet shows it. */
                purpose?: components["parameters"]["ImagePurpose"];
                /** @description Number of the part of an image for transcription. */
                part?: number;
            };
            header: {
                /** @description The token of the link. */
                "Rmirror-Link": components["parameters"]["LinkToken"];
                /** @description What `POST /api/v1/shared/unlock` answered, for links with a password. */
                "Rmirror-Link-Pass"?: components["parameters"]["LinkPass"];
            };
            path: {
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
            403: components["responses"]["LinkPassword"];
            404: components["responses"]["NoLink"];
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
                /** @description Whether only words are searched for, or meaning as well. */
                mode?: "words" | "meaning";
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
                /** @description Searches this shared workspace. Without it, the person's own library is searched. Not with `folder`. */
                workspace_id?: string;
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
    listRelatedPages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tablet's id of the notebook. Or the server's `id`, which names a notebook of another person in a shared
                 *     workspace.
                 */
                notebook_uuid: components["parameters"]["NotebookUuid"];
                /** @description The tablet's id of the page, unique within its notebook. */
                page_uuid: components["parameters"]["PageUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
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
                     *           "page": {
                     *             "id": "01931f3c-8f00-7000-8000-000000000201",
                     *             "page_uuid": "5d3a2f10-0000-4000-8000-000000000011",
                     *             "page_number": 1
                     *           },
                     *           "passage": {
                     *             "text": "A quiet meeting by the sea",
                     *             "ranges": []
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RelatedPages"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
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
                     *       "display_images": "notebooks",
                     *       "pen_marks": true,
                     *       "notebooks_with_pen_marks": [],
                     *       "notebooks_without_pen_marks": [
                     *         "5d3a2f10-0000-4000-8000-000000000002"
                     *       ]
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
                     *       "display_images": "notebooks",
                     *       "pen_marks": true,
                     *       "notebooks_with_pen_marks": [],
                     *       "notebooks_without_pen_marks": [
                     *         "5d3a2f10-0000-4000-8000-000000000002"
                     *       ]
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
                     *       "display_images": "notebooks",
                     *       "pen_marks": true,
                     *       "notebooks_with_pen_marks": [],
                     *       "notebooks_without_pen_marks": [
                     *         "5d3a2f10-0000-4000-8000-000000000002"
                     *       ]
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
                     *           "rules": null,
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
                     *       "rules": null,
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
                    /** @description Null removes them. If omitted, they are unchanged; the default is none. */
                    rules?: components["schemas"]["Rules"] | null;
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
                     *       "rules": null,
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
                    /** @description Null for none. */
                    rules?: components["schemas"]["Rules"] | null;
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
                     *           "unchanged": 230,
                     *           "move": 0,
                     *           "keep": 0
                     *         }
                     *       },
                     *       "sample": "a marked sentence",
                     *       "estimate": null,
                     *       "rules": null
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
    saveTemplates: {
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
                 *       "templates": {
                 *         "todo": "{{text}} ({{notebook}})",
                 *         "steps": [
                 *           {
                 *             "do": "replace",
                 *             "pattern": "\\bTODO:? *",
                 *             "with": ""
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    templates: components["schemas"]["Templates"] | null;
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
                     *       "target_name": "readwise",
                     *       "is_enabled": true,
                     *       "settings": {},
                     *       "secrets": {
                     *         "token": true
                     *       },
                     *       "templates": {
                     *         "highlight": "“{{text}}”"
                     *       },
                     *       "choice": null,
                     *       "rules": null,
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
                     *       "drawn": {}
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"] & components["schemas"]["Drawn"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NoIntegration"];
            default: components["responses"]["Problem"];
        };
    };
    previewTemplates: {
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
                 *       "templates": {
                 *         "todo": "{{text}} ({{notebook}})"
                 *       },
                 *       "notebook_uuid": "9d7f8a52-3c1e-4b0a-8f6d-2e5c7b9a1d34",
                 *       "page_number": 3
                 *     }
                 */
                "application/json": {
                    templates: components["schemas"]["Templates"] | null;
                    /** Format: uuid */
                    notebook_uuid: string;
                    page_number: number;
                };
            };
        };
        responses: {
            /** @description What would be sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": null,
                     *       "text": "Buy ink (Journal)",
                     *       "sentence": null,
                     *       "fault": null
                     *     }
                     */
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    importIntegration: {
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
                 *         "project": "inbox"
                 *       },
                 *       "choice": null,
                 *       "rules": null,
                 *       "templates": {
                 *         "todo": "{{text}} ({{notebook}})"
                 *       }
                 *     }
                 */
                "application/json": {
                    settings?: {
                        [key: string]: string;
                    };
                    choice?: components["schemas"]["Choice"] | null;
                    rules?: components["schemas"]["Rules"] | null;
                    templates: components["schemas"]["Templates"] | null;
                };
            };
        };
        responses: {
            /** @description `is_imported`: false if the target was set up already, and stays as it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_imported": true
                     *     }
                     */
                    "application/json": {
                        is_imported: boolean;
                    };
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
                     *       "rules": null,
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
                     *       "rules": null,
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
    authorizeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `notion`, or the name of a target with `can_authorize`.
                 * @example todoist
                 */
                provider: components["parameters"]["OAuthProvider"];
            };
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
            404: components["responses"]["NotFound"];
            /** @description This server isn't registered with the service (`paste_a_token`). */
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
    finishConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `notion`, or the name of a target with `can_authorize`.
                 * @example todoist
                 */
                provider: components["parameters"]["OAuthProvider"];
            };
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
            404: components["responses"]["NotFound"];
            /**
             * @description Nothing was connected. The state or the code is unknown, of another session or service, expired or already
             *     used (`connect_again`); the user denied access (`access_denied`); the workspace belongs to another account
             *     (`workspace_elsewhere`) or is blocked (`workspace_blocked`); or this server isn't registered with the service
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
    takeClerkEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the delivery; the same when it is repeated. */
                "svix-id": string;
                /** @description Seconds since 1970, at most five minutes from this server's time. */
                "svix-timestamp": string;
                /** @description Signatures separated by spaces, of which one of version v1 must be valid. */
                "svix-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "user.created",
                 *       "object": "event",
                 *       "timestamp": 1764500000000,
                 *       "instance_id": "ins_2x",
                 *       "data": {
                 *         "id": "user_2x",
                 *         "object": "user",
                 *         "first_name": "Ann",
                 *         "last_name": null,
                 *         "primary_email_address_id": "idn_2x",
                 *         "email_addresses": [
                 *           {
                 *             "id": "idn_2x",
                 *             "email_address": "ann@example.org",
                 *             "verification": {
                 *               "status": "verified",
                 *               "strategy": "email_code"
                 *             }
                 *           }
                 *         ],
                 *         "created_at": 1764500000000,
                 *         "updated_at": 1764500000000
                 *       }
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
            /** @description It isn't signed by the webhook's secret, or was signed more than five minutes before or after now. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "This isn't signed by the secret of this server's webhook in Clerk."
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
