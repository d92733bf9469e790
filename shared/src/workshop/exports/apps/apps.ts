// SPDX-License-Identifier: AGPL-3.0-or-later
// The exports for other apps, loaded separately when the first is used.
export { exportEnex } from './export-enex.ts'
export { exportHtmlWithPictures } from './export-html-pictures.ts'
export { exportLogseq } from './export-logseq.ts'
export { exportRoam } from './export-roam.ts'
export { exportTextBundle } from './export-textbundle.ts'
