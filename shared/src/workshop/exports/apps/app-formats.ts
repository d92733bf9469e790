// SPDX-License-Identifier: AGPL-3.0-or-later
// The formats for other apps, one row each. Apart from the others, so that the dashboard's first scripts don't have them.
import { loadPart } from '../../orders/failure.ts'
import type { Format } from '../formats.ts'

const shared = {
  holdsHandwriting: true,
  isPaged: false,
  holdsAttachments: true,
} as const

export const appFormats = {
  textbundle: {
    ...shared,
    name: 'textbundle',
    extension: 'textpack',
    mediaType: 'application/zip',
    title: 'appExport.textbundle',
    hint: 'appExport.textbundleHint',
    contents: 'one notebook for Bear or Ulysses: Markdown with the images of its pages',
    holdsSeveral: false,
    showsBackground: true,
    async write(library, tools, write) {
      const { exportTextBundle } = await loadPart(() => import('./apps.ts'))
      await exportTextBundle(library, tools, write)
    },
  },
  enex: {
    ...shared,
    name: 'enex',
    extension: 'enex',
    mediaType: 'application/xml',
    title: 'appExport.enex',
    hint: 'appExport.enexHint',
    contents: 'notes for Evernote or Apple Notes, with the images of their pages',
    holdsSeveral: true,
    showsBackground: true,
    async write(library, tools, write) {
      const { exportEnex } = await loadPart(() => import('./apps.ts'))
      await exportEnex(library, tools, write)
    },
  },
  htmlPictures: {
    ...shared,
    name: 'html-images',
    extension: 'html',
    mediaType: 'text/html',
    title: 'appExport.html',
    hint: 'appExport.htmlHint',
    contents: 'with --as html-images, the images of the pages as well',
    holdsSeveral: false,
    showsBackground: true,
    async write(library, tools, write) {
      const { exportHtmlWithPictures } = await loadPart(() => import('./apps.ts'))
      await exportHtmlWithPictures(library, tools, write)
    },
  },
  logseq: {
    ...shared,
    name: 'logseq',
    extension: 'zip',
    mediaType: 'application/zip',
    title: 'appExport.logseq',
    hint: 'appExport.logseqHint',
    contents: 'with --as logseq, pages and images to unpack into a Logseq graph',
    holdsSeveral: true,
    isAlwaysOneFile: true,
    showsBackground: true,
    async write(library, tools, write) {
      const { exportLogseq } = await loadPart(() => import('./apps.ts'))
      await exportLogseq(library, tools, write)
    },
  },
  roam: {
    ...shared,
    name: 'roam',
    extension: 'json',
    mediaType: 'application/json',
    title: 'appExport.roam',
    hint: 'appExport.roamHint',
    contents: 'pages for Roam: text and to-dos, without images',
    holdsSeveral: true,
    isAlwaysOneFile: true,
    holdsAttachments: false,
    showsBackground: false,
    async write(library, tools, write) {
      const { exportRoam } = await loadPart(() => import('./apps.ts'))
      await exportRoam(library, tools, write)
    },
  },
} as const satisfies Record<string, Format>

export type AppFormatName = keyof typeof appFormats
