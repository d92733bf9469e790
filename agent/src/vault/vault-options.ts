// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  type NotePer,
  perOf,
  planVault,
  TemplateProblem,
  templatesPath,
  type VaultFiles,
  type VaultLibrary,
  type VaultOptions,
  type VaultPlan,
} from '@rmirror/shared/vault'
import { CommandError } from '../errors.ts'

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

/** Rejects templates that can't be used with a CommandError. */
export function planFor(library: VaultLibrary, files: VaultFiles, options: VaultOptions): VaultPlan {
  try {
    return planVault(library, files, options)
  } catch (cause) {
    if (!(cause instanceof TemplateProblem)) throw cause
    throw new CommandError(`${templatesPath} can't be used. ${cause.message}`, { cause })
  }
}
