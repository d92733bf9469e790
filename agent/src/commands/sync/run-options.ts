// SPDX-License-Identifier: AGPL-3.0-or-later
// Options that "watch" and "sync" share.
import { resolve } from 'node:path'
import { accessTo } from '../../account/tablets.ts'
import type { RunOptions } from '../../engine/start.ts'
import type { Call, Command } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'

/** Where notebooks are, and which server they go to. */
export const sourceOptions: Command['options'] = {
  ...serverOptions,
  ...{ inbox: true, usb: true, ssh: true, 'ssh-key': true, folders: true },
}

export const runOptions: Command['options'] = {
  ...sourceOptions,
  ...{ deletions: true, debug: true, 'memory-mb': true },
}

export function sourcesOf({ positionals, values }: Pick<Call, 'positionals' | 'values'>): RunOptions['sources'] {
  const { inbox, usb, ssh, folders = [] } = values
  return {
    ...{ paths: positionals.length > 0 ? positionals : folders, inbox, usb },
    ssh: ssh && { address: ssh, access: () => accessTo(ssh.name, values['ssh-key']) },
  }
}

export function vaultsOf({ values }: Pick<Call, 'values'>): string[] {
  return (values.vault ?? []).map((folder) => resolve(folder))
}

export function runOptionsOf(call: Call): Omit<RunOptions, 'notify' | 'retryPolicy'> {
  const { values, signal } = call
  return {
    ...{ server: values.server, signal },
    keepsDeleted: values.deletions === 'keep',
    sources: sourcesOf(call),
    memoryMb: values['memory-mb'] ?? 512,
  }
}
