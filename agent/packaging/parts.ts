// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts that are compiled for each system and lie beside the program: a row a part. The program does without any.
import type { Platform } from './platforms.ts'

export interface Part {
  library: string
  /** The program imports it. Of the others it uses what is compiled alone, and the library stays out. */
  isImported?: true
  /** What of it is for one platform: a package of its own, or a file of it. Where nothing is named, it is left out. */
  compiled: Partial<Record<Platform['name'], string>>
}

export const parts: readonly Part[] = [
  {
    library: '@napi-rs/keyring',
    isImported: true,
    compiled: {
      'linux-x64': '@napi-rs/keyring-linux-x64-gnu',
      'linux-arm64': '@napi-rs/keyring-linux-arm64-gnu',
      'win32-x64': '@napi-rs/keyring-win32-x64-msvc',
      'darwin-x64': '@napi-rs/keyring-darwin-x64',
      'darwin-arm64': '@napi-rs/keyring-darwin-arm64',
    },
  },
  {
    library: '@parcel/watcher',
    compiled: {
      'linux-x64': '@parcel/watcher-linux-x64-glibc',
      'linux-arm64': '@parcel/watcher-linux-arm64-glibc',
      'win32-x64': '@parcel/watcher-win32-x64',
      'darwin-x64': '@parcel/watcher-darwin-x64',
      'darwin-arm64': '@parcel/watcher-darwin-arm64',
    },
  },
  {
    // Nobody compiled it for ARM.
    library: 'systray2',
    compiled: {
      'linux-x64': 'systray2/traybin/tray_linux_release',
      'win32-x64': 'systray2/traybin/tray_windows_release.exe',
      'darwin-x64': 'systray2/traybin/tray_darwin_release',
    },
  },
]

/** The package of npm in which what is compiled lies. */
export const packageOf = ({ library }: Part, compiled: string) =>
  compiled.startsWith(`${library}/`) ? library : compiled

/** What npm has to bring, for whatever platform: a library that is imported brings its own. */
export function packagesOf(part: Part): string[] {
  return part.isImported
    ? [part.library]
    : [...new Set(Object.values(part.compiled).map((own) => packageOf(part, own)))]
}

/** What is run, and its licence: no declarations, sources, instructions or tests. */
export function isRun(file: string): boolean {
  if (/(^|\/)(typings\.json|scripts\/)/.test(file)) return false
  return /(^|\/)licen[cs]e[^/]*$/i.test(file) || /(?<!\.test)\.(js|cjs|mjs|json|node)$/.test(file)
}
