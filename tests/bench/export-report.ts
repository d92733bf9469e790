// SPDX-License-Identifier: AGPL-3.0-or-later
import { type ExportSpeed, exportedPages, measureExport } from './export-speed.ts'

export async function reportExport(): Promise<void> {
  const { pdf, markdown } = await measureExport()
  console.log(`export of a notebook of ${exportedPages} pages, in the browser:`)
  console.log(`  searchable PDF    ${sentence(pdf)}`)
  console.log(`  Markdown          ${sentence(markdown)}`)
}

const sentence = ({ ms, longestMs }: ExportSpeed) =>
  `${(ms / 1000).toFixed(1)} s, ${((1000 * exportedPages) / ms).toFixed(0)} pages a second; longest task ${longestMs.toFixed(0)} ms (goal 50)`
