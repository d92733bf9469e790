// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder with an operator's terms, for RMIRROR_LEGAL_DIR.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whoever calls this removes the folder. */
export function legalTexts(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-legal-'))
  writeFileSync(join(folder, 'version'), `${version}\n`)
  for (const [name, title] of [
    ['terms.en.md', '# Terms'],
    ['terms.de.md', '# Bedingungen'],
    ['privacy.en.md', '# Privacy'],
    ['privacy.de.md', '# Datenschutz'],
  ] as const)
    writeFileSync(join(folder, name), `${title}\n\nBe kind.\n`)
  return folder
}
