// SPDX-License-Identifier: AGPL-3.0-or-later
// A watch without an account, which keeps vaults up to date with the sources of this computer and sends nothing.
import { chooseServer, connectTo } from '../../account/connection.ts'
import type { Notify } from '../../engine/events.ts'
import { stateFiles } from '../../engine/state-folder.ts'
import { keepVaultsOfFiles } from '../../engine/vaults/of-files.ts'
import type { Call } from '../../options/command.ts'
import { sourcesOf, vaultsOf } from './run-options.ts'

/** A server that is named is one to sign in to. */
export async function isWithoutAccount({ values }: Call): Promise<boolean> {
  return values.server === undefined && (await connectTo(await chooseServer(undefined))) === undefined
}

export async function watchFiles(call: Call, notify: Notify): Promise<void> {
  const { signal } = call
  const folders = vaultsOf(call)
  call.terminal.warn(
    `Nothing is sent, because this computer isn't connected to a server. Vaults: ${folders.join(', ')}`,
  )
  const settings = { ...sourcesOf(call), cache: stateFiles('', '').cache }
  await keepVaultsOfFiles(settings, { folders, stop: signal, signal, notify, now: Date.now })
}
