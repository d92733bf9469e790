// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports, apart from the rest: who only looks at pages need not load what writes PDFs and archives.
export { archiveOf, type Format, type FormatName, formats } from './formats.ts'
export { PageDrawer } from './page-drawer.ts'
export { blobOfAll } from './sinks.ts'
