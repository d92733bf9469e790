// SPDX-License-Identifier: AGPL-3.0-or-later
/** The start of a SHA-256 over the core and its fonts, set by vite.config.ts. */
declare const __CORE_VERSION__: string

declare module '*.md?raw' {
  const text: string
  export default text
}
