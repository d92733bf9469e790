// SPDX-License-Identifier: AGPL-3.0-or-later
// How each system installs the service: one row per system, with the file that defines it and the commands that load
// it.
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { type Definition, label, launchdAgent, systemdUnit, windowsTask } from './definition.ts'

export interface ServiceSystem {
  /** The file that defines the service. */
  path: string
  content: Uint8Array
  /** Commands, in this order, to run once the file exists. */
  install: string[][]
  /** Commands, in this order, to run before the file is deleted. */
  remove: string[][]
  /** Where its output can be read. */
  log: string
}

export interface Place {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  /** Folder of the agent's state. */
  stateFolder: string
}

type Describe = (definition: Definition, place: Place) => ServiceSystem

const systems: Partial<Record<NodeJS.Platform, Describe>> = { linux: systemd, darwin: launchd, win32: taskScheduler }

/** Undefined if the system has no service manager that is supported. */
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
