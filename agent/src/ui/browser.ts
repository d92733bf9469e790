// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens a page in the user's browser.
import { spawn } from 'node:child_process'

interface System {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
}

/** Program and arguments; undefined if no user sits at this computer, or if it isn't a web address. */
export function browserCommand(url: string, { platform, environment }: System): string[] | undefined {
  if (!/^https?:\/\//i.test(url)) return undefined
  const { BROWSER, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = environment
  if (BROWSER) return [BROWSER, url]
  if (SSH_CONNECTION) return undefined
  if (platform === 'darwin') return ['open', url]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open', url] : undefined
}

const thisSystem = (): System => ({ platform: process.platform, environment: process.env })

export function canOpenBrowser(): boolean {
  return browserCommand('http://127.0.0.1', thisSystem()) !== undefined
}

/** A failure to start may only show later, so callers also print the address. */
export function openBrowser(url: string, system: System = thisSystem()): void {
  const [program, ...args] = browserCommand(url, system) ?? []
  if (program === undefined) return
  spawn(program, args, { env: system.environment, detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref()
}
