// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a user sits at this computer, and the variables by which programs find the screen.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const found = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_CURRENT_DESKTOP']

/**
 * Undefined if there is no screen. A systemd service may have started before the desktop told systemd about its screen.
 */
export async function screenEnvironment(own = process.env): Promise<NodeJS.ProcessEnv | undefined> {
  if (process.platform !== 'linux') return own
  if (own.SSH_CONNECTION) return undefined
  if (hasScreen(own)) return own
  const environment = await managerEnvironment()
  return hasScreen(environment) ? { ...own, ...environment } : undefined
}

const hasScreen = ({ DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv) => !!(DISPLAY || WAYLAND_DISPLAY)

async function managerEnvironment(): Promise<NodeJS.ProcessEnv> {
  try {
    const { stdout } = await promisify(execFile)('systemctl', ['--user', 'show-environment'], { timeout: 5_000 })
    const pairs = stdout
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
    return Object.fromEntries(pairs.filter(([name = '']) => found.includes(name)))
  } catch {
    return {}
  }
}
