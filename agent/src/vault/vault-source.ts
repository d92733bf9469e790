// SPDX-License-Identifier: AGPL-3.0-or-later
import type { VaultAsset, VaultLibrary } from '@rmirror/shared/vault'

/** Where a vault's notes come from: files of a tablet, or an account. */
export interface VaultSource {
  library: VaultLibrary
  /** The picture or PDF. Rejects if there is none. */
  bytesOf(asset: VaultAsset): Promise<Uint8Array>
  close(): Promise<void>
}
