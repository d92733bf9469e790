// SPDX-License-Identifier: AGPL-3.0-or-later
import { type NotePer, perOf, type VaultFiles, type VaultOptions } from '@rmirror/shared/vault'

/** What the user states; the rest is as the vault was written last. */
export interface VaultWishes {
  per?: NotePer | undefined
  withPictures?: boolean | undefined
  deleteRemoved?: boolean | undefined
  putBack?: string | undefined
}

export function optionsFor(
  files: VaultFiles,
  { per, withPictures, deleteRemoved, putBack }: VaultWishes,
): VaultOptions {
  return {
    per: per ?? perOf(files) ?? 'notebook',
    withPictures: withPictures ?? files.state.withPictures ?? true,
    deleteRemoved: deleteRemoved ?? false,
    putBack: new Set(putBack === undefined ? [] : [putBack]),
  }
}
