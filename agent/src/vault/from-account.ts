// SPDX-License-Identifier: AGPL-3.0-or-later
// A vault's notes from an account. What was read is kept beside the vault's state.
import type { Api } from '@rmirror/shared/api'
import { type AccountLibrary, type AccountTools, readAccountLibrary } from '@rmirror/shared/vault/account'
import type { VaultFolder } from './vault-folder.ts'
import type { VaultSource } from './vault-source.ts'

export interface AccountSource extends VaultSource, Pick<AccountLibrary, 'cursor' | 'documentOf'> {}

export async function vaultFromAccount(
  api: Api,
  { folder, mayWrite, ...tools }: AccountTools & { folder: VaultFolder; mayWrite: boolean },
): Promise<AccountSource> {
  return { ...(await readAccountLibrary(api, folder.accountCache(mayWrite), tools)), close: async () => undefined }
}
