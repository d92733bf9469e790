// SPDX-License-Identifier: AGPL-3.0-or-later
// What "watch" and "sync" have in common.
import { accessTo } from '../account/tablets.ts'
import type { Call, Command } from '../command.ts'
import type { RunOptions } from '../engine/start.ts'

export const runOptions: Command['options'] = {
  ...{ inbox: true, usb: true, ssh: true, 'ssh-key': true, 'keep-deleted': true, server: true },
  ...{ debug: true, 'memory-mb': true },
}

export function runOptionsOf({ positionals, values, signal }: Call): Omit<RunOptions, 'tell'> {
  const { inbox, usb, ssh } = values
  const access = ssh && (() => accessTo(ssh.name, values['ssh-key']))
  return {
    ...{ server: values.server, signal },
    keepsDeleted: values['keep-deleted'] === true,
    sources: { paths: positionals, inbox, usb, ssh: ssh && access && { address: ssh, access } },
    memoryMb: values['memory-mb'] ?? 512,
  }
}
