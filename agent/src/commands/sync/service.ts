// SPDX-License-Identifier: AGPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stateFolder } from '../../engine/state-folder.ts'
import { CommandError, UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus, Terminal } from '../../options/command.ts'
import { settings, variableOf } from '../../options/config.ts'
import { writeWhole } from '../../outcome.ts'
import { type ServiceSystem, systemFor } from '../../service/systems.ts'

export const service: Command = {
  name: 'service',
  takes: 'install|remove',
  summary: 'keep "rmirror watch" running from now on, also after a restart',
  details: `Writes a systemd user unit (Linux), a launchd agent (macOS) or a scheduled task (Windows) for you alone, and
starts it. What it watches is set in config.yaml; without it, the folder of the desktop app. "remove" stops it.`,
  options: {},
  run,
}

async function run({ positionals: [what, ...more], terminal }: Call): Promise<ExitStatus> {
  if ((what !== 'install' && what !== 'remove') || more.length > 0)
    throw new UsageError('service takes "install" or "remove"')
  const place = {
    platform: process.platform,
    environment: process.env,
    stateFolder: stateFolder(process.platform, process.env),
  }
  const definition = { command: [...starter(), 'watch'], environment: ownVariables() }
  const system = systemFor(definition, place)
  if (!system)
    throw new CommandError(`rmirror installs no service on ${process.platform}. Start "rmirror watch" yourself.`)
  return what === 'install' ? install(system, terminal) : remove(system, terminal)
}

/** A package's launcher starts the version that the program was last updated to, so the service starts the launcher. */
function starter(): string[] {
  const launcher = process.env.RMIRROR_AGENT_LAUNCHER ?? ''
  if (isAbsolute(launcher) && existsSync(launcher)) return [launcher]
  return [process.execPath, fileURLToPath(new URL('../bin/rmirror.mjs', import.meta.url))]
}

/** Settings from the environment, which the service keeps. */
function ownVariables(): Record<string, string> {
  const names = [...settings.map(variableOf), 'RMIRROR_SERVER', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME']
  const set = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  return Object.fromEntries(set) as Record<string, string>
}

async function install(system: ServiceSystem, { print }: Terminal): Promise<ExitStatus> {
  await mkdir(dirname(system.path), { recursive: true }).catch((cause) => {
    throw new CommandError(`${dirname(system.path)} can't be created`, { cause })
  })
  await writeWhole(system.path, (write) => write(system.content))
  for (const command of system.install) runSystemCommand(command, `${system.path} was written, but`)
  await print(`"rmirror watch" runs from now on, whenever you are signed in. What it says: ${system.log}\n`)
  return 0
}

async function remove(system: ServiceSystem, { print }: Terminal): Promise<ExitStatus> {
  if (!existsSync(system.path)) {
    await print('No service was installed.\n')
    return 0
  }
  let failure: unknown
  for (const command of system.remove)
    try {
      runSystemCommand(command, 'The service may still run:')
    } catch (error) {
      failure = error
    }
  await rm(system.path)
  if (failure) throw failure
  await print('The service was stopped and removed.\n')
  return 0
}

function runSystemCommand([name = '', ...args]: string[], otherwise: string): void {
  const { status, error, stderr } = spawnSync(name, args, { encoding: 'utf8', windowsHide: true })
  if (status === 0) return
  const why = error ? `${name} can't be started` : (stderr.trim().split('\n')[0] ?? `status ${status}`)
  throw new CommandError(`${otherwise} ${why}. Run it yourself: ${[name, ...args].join(' ')}`)
}
