// SPDX-License-Identifier: AGPL-3.0-or-later
/** Where the browser keeps what writes PDFs, for the page and its service worker alike. */
export const pdfWriterCache = 'rmirror-pdf'
