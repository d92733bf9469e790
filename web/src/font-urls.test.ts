// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { fontFiles, fontStyles } from '@rmirror/shared/core'
import { expect, it } from 'vitest'
import { fontUrls } from './font-urls.ts'

it('fonts have the addresses of the files that the core names', () => {
  for (const style of fontStyles) expect(fontUrls[style]).toContain(fontFiles[style])
})
