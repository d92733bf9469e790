// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs inside a browser: fetches page files and reports each, through the same core as everywhere.
import { loadCore } from '@rmirror/shared/core'
import { pageReports } from './page-report.ts'

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}

declare global {
  var reportPages: (files: { name: string; url: string }[]) => Promise<string[]>
}

globalThis.reportPages = async (files) => {
  const core = await loadCore(await bytesOf('core.wasm'))
  const reports: string[] = []
  for (const { name, url } of files) reports.push(...pageReports(core, name, await bytesOf(url)))
  return reports
}
