// SPDX-License-Identifier: AGPL-3.0-or-later
// What "watch" and "sync" have in common.
import { accessTo } from '../account/tablets.ts'
import type { Call, Command } from '../command.ts'
import type { RunOptions } from '../engine/start.ts'
import { serverOptions } from './server-options.ts'

export const runOptions: Command['options'] = {
  ...serverOptions,
  ...{ inbox: true, usb: true, ssh: true, 'ssh-key': true, folders: true, deletions: true },
  ...{ debug: true, 'memory-mb': true },
}

export function runOptionsOf({ positionals, values, signal }: Call): Omit<RunOptions, 'tell'> {
  const { inbox, usb, ssh, folders = [] } = values
  const access = ssh && (() => accessTo(ssh.name, values['ssh-key']))
  return {
    ...{ server: values.server, signal },
    keepsDeleted: values.deletions === 'keep',
    sources: {
      paths: positionals.length > 0 ? positionals : folders,
      inbox,
      usb,
      ssh: ssh && access && { address: ssh, access },
    },
    memoryMb: values['memory-mb'] ?? 512,
  }
}
