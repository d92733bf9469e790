// SPDX-License-Identifier: AGPL-3.0-or-later
// Detects the computer this browser runs on, in the terms of the agent's package names.

/** User-Agent Client Hints, which only some browsers have. */
export interface BrowserHints {
  getHighEntropyValues?(hints: string[]): Promise<{ architecture?: string; bitness?: string }>
}

export interface Computer {
  /** null: no package exists for it, such as for a phone. */
  system: 'darwin' | 'linux' | 'win32' | null
  /** null: the browser doesn't tell. */
  architecture: 'x64' | 'arm64' | null
}

type Browser = Pick<Navigator, 'userAgent' | 'maxTouchPoints'> & { userAgentData?: BrowserHints }

export async function thisComputer(browser: Browser = navigator): Promise<Computer> {
  const system = systemOf(browser)
  if (system === null) return { system, architecture: null }
  const said = await browser.userAgentData?.getHighEntropyValues?.(['architecture', 'bitness']).catch(() => undefined)
  if (said?.architecture === 'arm') return { system, architecture: 'arm64' }
  if (said?.architecture === 'x86' && said.bitness === '64') return { system, architecture: 'x64' }
  // Safari and Firefox report an Intel CPU on every Mac.
  return { system, architecture: system === 'darwin' ? null : architectureIn(browser.userAgent) }
}

function systemOf({ userAgent, maxTouchPoints }: Browser): Computer['system'] {
  if (/Android|iPhone|iPad|CrOS/.test(userAgent)) return null
  if (userAgent.includes('Windows')) return 'win32'
  // iPads report themselves as Macs, but Macs have no touch screens.
  if (userAgent.includes('Mac OS X')) return maxTouchPoints > 1 ? null : 'darwin'
  return userAgent.includes('Linux') ? 'linux' : null
}

function architectureIn(userAgent: string): Computer['architecture'] {
  if (/aarch64|arm64/i.test(userAgent)) return 'arm64'
  return /x86_64|Win64|x64/i.test(userAgent) ? 'x64' : null
}

/** Whether a package, such as "linux-x64", may run on the computer; an unknown architecture matches all. */
export function runsOn(platform: string, { system, architecture }: Computer): boolean {
  if (system === null) return false
  return architecture === null ? platform.startsWith(`${system}-`) : platform === `${system}-${architecture}`
}

const systems: Record<string, string | undefined> = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' }
const macs: Record<string, string | undefined> = { arm64: 'Apple silicon', x64: 'Intel' }

/** "Linux (x64)", "macOS (Apple silicon)" */
export function platformName(platform: string): string {
  const [system = '', architecture = ''] = platform.split('-', 2)
  const chip = (system === 'darwin' && macs[architecture]) || architecture
  return `${systems[system] ?? system} (${chip})`
}
