// SPDX-License-Identifier: AGPL-3.0-or-later
// jsdom has no addresses for what lies in memory.
import { vi } from 'vitest'

/** Until `vi.unstubAllGlobals`. */
export function stubObjectUrls(createObjectURL: (blob: Blob) => string): void {
  const revokeObjectURL = () => {}
  vi.stubGlobal('URL', Object.assign(class extends URL {}, { createObjectURL, revokeObjectURL }))
}
