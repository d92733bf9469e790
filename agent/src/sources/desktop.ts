// SPDX-License-Identifier: AGPL-3.0-or-later
// The folder in which reMarkable's desktop app keeps its copy of the library.
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { SourceError } from '@rmirror/shared/library'
import type { Source } from './source.ts'
import { openTree } from './tree.ts'

interface System {
  platform: NodeJS.Platform
  home: string
  environment: NodeJS.ProcessEnv
}

/** Possible folders, the likeliest first; `*` stands for any name. */
export function desktopFolders({ platform, home, environment }: System): string[] {
  const inSupport = 'Library/Application Support/remarkable/desktop'
  if (platform === 'darwin')
    return [join(home, 'Library/Containers/com.remarkable.desktop/Data', inSupport), join(home, inSupport)]
  if (platform === 'win32') return [join(environment.APPDATA || join(home, 'AppData/Roaming'), 'remarkable', 'desktop')]
  const wine = environment.WINEPREFIX || join(home, '.wine')
  return [
    join(environment.XDG_DATA_HOME || join(home, '.local/share'), 'remarkable/desktop'),
    join(wine, 'drive_c/users/*/AppData/Roaming/remarkable/desktop'),
  ]
}

/** The first that exists, even if it can't be read: its look() reports that. */
export async function findDesktop(
  system: System = { platform: process.platform, home: homedir(), environment: process.env },
): Promise<Source | undefined> {
  for (const candidate of desktopFolders(system))
    for (const path of await expanded(candidate)) if (await isThere(path)) return openDesktop(path, system.platform)
  return undefined
}

function openDesktop(path: string, platform: NodeJS.Platform): Source {
  const tree = openTree(path)
  return {
    ...tree,
    kind: 'desktop',
    async scan(signal) {
      if (platform === 'darwin' && !(await mayRead(path)))
        throw new SourceError(
          'unreadable-file',
          "macOS doesn't let rmirror read the folder of the reMarkable app. Allow it in System Settings, Privacy & Security, Full Disk Access",
        )
      const scan = await tree.scan(signal)
      const lastChange = scan.files.reduce((latest, { modified }) => Math.max(latest, modified), 0)
      return { ...scan, ...(lastChange > 0 && { lastChange }) }
    },
  }
}

async function expanded(path: string): Promise<string[]> {
  const [before, after] = path.split('*')
  if (before === undefined || after === undefined) return [path]
  const names = await readdir(before).catch(() => [])
  return names.sort().map((name) => join(before, name, after))
}

async function isThere(path: string): Promise<boolean> {
  try {
    await readdir(path)
    return true
  } catch (error) {
    return isForbidden(error)
  }
}

async function mayRead(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    (error) => !isForbidden(error),
  )
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EACCES')
}
