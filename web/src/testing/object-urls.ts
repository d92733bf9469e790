// SPDX-License-Identifier: AGPL-3.0-or-later
// jsdom doesn't implement object URLs.
import { vi } from 'vitest'

/** Lasts until `vi.unstubAllGlobals`. */
export function stubObjectUrls(createObjectURL: (blob: Blob) => string): void {
  const revokeObjectURL = () => {}
  vi.stubGlobal('URL', Object.assign(class extends URL {}, { createObjectURL, revokeObjectURL }))
}
