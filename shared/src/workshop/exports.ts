// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports, apart from the rest and loaded as one: who only looks at pages need not load what writes PDFs and archives.
export { displayDrawer } from './display-drawer.ts'
export { exportArchive } from './export-archive.ts'
export { exportPdf } from './export-pdf.ts'
export { exportPictures } from './export-pictures.ts'
export { exportText } from './export-text.ts'
export { PageDrawer } from './page-drawer.ts'
export { blobOfAll } from './sinks.ts'
