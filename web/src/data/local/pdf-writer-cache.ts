// SPDX-License-Identifier: AGPL-3.0-or-later
/** The name of the Cache that holds MuPDF, for the page and its service worker. */
export const pdfWriterCache = 'rmirror-pdf'
