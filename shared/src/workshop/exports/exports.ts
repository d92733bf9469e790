// SPDX-License-Identifier: AGPL-3.0-or-later
// The exports, loaded separately: programs that only show pages don't need the code that writes PDFs and archives.
export { ArchivedAttachments } from './archived-attachments.ts'
export { displayDrawer } from './display-drawer.ts'
export { exportArchive } from './export-archive.ts'
export { exportPdf } from './export-pdf.ts'
export { exportPictures } from './export-pictures.ts'
export { exportText } from './export-text.ts'
export { PageDrawer } from './page-drawer.ts'
export { blobOfAll } from './sinks.ts'
