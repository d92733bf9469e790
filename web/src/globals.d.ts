// SPDX-License-Identifier: AGPL-3.0-or-later
/** The first digits of the core's SHA-256, set by vite.config.ts. */
declare const __CORE_VERSION__: string
