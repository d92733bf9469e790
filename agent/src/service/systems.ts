// SPDX-License-Identifier: AGPL-3.0-or-later
// How each system is told of the service: a row a system, with the file that defines it and the programs that read it.
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { type Definition, label, launchdAgent, systemdUnit, windowsTask } from './definition.ts'

export interface ServiceSystem {
  /** The file that defines the service. */
  path: string
  content: Uint8Array
  /** In this order, once the file is there. */
  install: string[][]
  /** In this order, before the file goes. */
  remove: string[][]
  /** Where what it says can be read. */
  log: string
}

export interface Place {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  /** Where the agent keeps its state. */
  stateFolder: string
}

type Describe = (definition: Definition, place: Place) => ServiceSystem

const systems: Partial<Record<NodeJS.Platform, Describe>> = { linux: systemd, darwin: launchd, win32: taskScheduler }

/** Undefined: nobody there keeps programs running. */
export function systemFor(definition: Definition, place: Place): ServiceSystem | undefined {
  return systems[place.platform]?.(definition, place)
}

function systemd(definition: Definition, { environment }: Place): ServiceSystem {
  const set = environment.XDG_CONFIG_HOME ?? ''
  const unit = 'rmirror.service'
  const userctl = (...args: string[]) => ['systemctl', '--user', ...args]
  return {
    path: join(isAbsolute(set) ? set : join(homedir(), '.config'), 'systemd/user', unit),
    content: Buffer.from(systemdUnit(definition)),
    install: [userctl('daemon-reload'), userctl('enable', unit), userctl('restart', unit)],
    remove: [userctl('disable', '--now', unit)],
    log: `journalctl --user --unit ${unit}`,
  }
}

function launchd(definition: Definition, { stateFolder }: Place): ServiceSystem {
  const path = join(homedir(), 'Library/LaunchAgents', `${label}.plist`)
  const domain = `gui/${process.getuid?.() ?? 501}`
  const log = join(stateFolder, 'watch.log')
  return {
    path,
    content: Buffer.from(launchdAgent(definition, log)),
    install: [['launchctl', 'bootstrap', domain, path]],
    remove: [['launchctl', 'bootout', `${domain}/${label}`]],
    log,
  }
}

function taskScheduler(definition: Definition, { environment, stateFolder }: Place): ServiceSystem {
  const path = join(stateFolder, 'task.xml')
  const user = `${environment.USERDOMAIN ?? '.'}\\${environment.USERNAME ?? userInfo().username}`
  return {
    path,
    // The scheduler reads UTF-16 with a byte order mark.
    content: Buffer.from(`\ufeff${windowsTask(definition, user)}`, 'utf16le'),
    install: [
      ['schtasks', '/Create', '/F', '/TN', 'rMirror', '/XML', path],
      ['schtasks', '/Run', '/TN', 'rMirror'],
    ],
    remove: [
      ['schtasks', '/End', '/TN', 'rMirror'],
      ['schtasks', '/Delete', '/F', '/TN', 'rMirror'],
    ],
    log: 'rmirror status',
  }
}
