// SPDX-License-Identifier: AGPL-3.0-or-later
// Archives to unpack anywhere, and the installer for Windows. Each is laid out in a folder first.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { filled, packaging, run, version } from './checkout.ts'
import { type Installation, layPayload, settle, write } from './payload.ts'
import { folderOf, isMac, isWindows, type Platform } from './platforms.ts'

export interface Making {
  /** Where npm put the compiled files. */
  binaries: string
  /** Where packages go. */
  into: string
  /** The public key of updates, in base64. */
  key: string | null
  /** Of all files, in seconds. */
  time: number
  /** Tests pack quickly, and what is packed so is larger. */
  isQuick?: boolean
}

/** Lays out the folder of an archive below `stage`; returns its path. */
export function layArchive(platform: Platform, stage: string, { binaries, key, time }: Making): string {
  const folder = join(stage, folderOf(version, platform))
  const installation: Installation = { kind: 'archive', update_key: key }
  rmSync(folder, { recursive: true, force: true })
  layPayload(join(folder, payloadIn(platform)), platform, binaries, installation)
  if (isWindows(platform)) layForWindows(folder)
  else if (isMac(platform)) layForMac(join(folder, 'rMirror.app/Contents'))
  else layLauncher(join(folder, 'rmirror'), '', '/.local/state')
  settle(folder, time)
  return folder
}

/** Where Node and the program lie in an archive's folder. */
export const payloadIn = (platform: Platform) => (isMac(platform) ? 'rMirror.app/Contents/Resources' : '.')

function layLauncher(path: string, payload: string, state: string): void {
  write(path, filled('launcher.sh', { VERSION: version, PAYLOAD: payload, STATE: state }), 0o755)
}

function layForMac(contents: string): void {
  layLauncher(join(contents, 'MacOS/rmirror'), '/../Resources', '/Library/Application Support')
  // Apple wants numbers alone.
  const numbers = /^[\d.]+/.exec(version)?.[0] ?? ''
  write(join(contents, 'Info.plist'), filled('Info.plist', { NUMBERS: numbers }))
}

function layForWindows(folder: string): void {
  const asWindows = (text: string) => text.replaceAll('\n', '\r\n')
  write(join(folder, 'rmirror.cmd'), asWindows(filled('launcher.cmd', { VERSION: version })))
  write(join(folder, 'path.ps1'), asWindows(filled('path.ps1', {})))
}

export async function tar(folder: string, { into, time, isQuick }: Making): Promise<string> {
  const name = folder.slice(folder.lastIndexOf('/') + 1)
  const archive = join(into, `${name}.tar.gz`)
  const pack = isQuick ? 'gzip -n -1' : 'gzip -n -6'
  await run('tar', [
    ...['--create', '--sort=name', '--format=gnu', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${time}`],
    ...[`--use-compress-program=${pack}`, '--file', archive, '--directory', join(folder, '..'), name],
  ])
  return archive
}

export async function zip(folder: string, { into, isQuick }: Making): Promise<string> {
  const name = folder.slice(folder.lastIndexOf('/') + 1)
  const archive = join(into, `${name}.zip`)
  rmSync(archive, { force: true })
  // zip has no order of its own; its times are local.
  const names = await run('find', [name, '-type', 'f'], { cwd: join(folder, '..') })
  const list = join(into, `.${name}.names`)
  write(list, `${names.trimEnd().split('\n').sort().join('\n')}\n`)
  await run('sh', ['-c', 'exec zip -X -q "$1" "$2" -@ <"$3"', 'zip', isQuick ? '-1' : '-6', archive, list], {
    cwd: join(folder, '..'),
    env: { TZ: 'UTC' },
  })
  rmSync(list)
  return archive
}

/** An installer of what is laid out for Windows, for one user, without the rights of an administrator. */
export async function windowsInstaller(folder: string, { into, time, isQuick }: Making): Promise<string> {
  const name = folder.slice(folder.lastIndexOf('/') + 1)
  const installer = join(into, `${name}-setup.exe`)
  const defined = { VERSION: version, PAYLOAD: folder, INSTALLER: installer, ...(isQuick ? { QUICK: '1' } : {}) }
  await run(
    'makensis',
    [
      ...['-V2', '-NOCD', '-INPUTCHARSET', 'UTF8'],
      ...Object.entries(defined).map(([key, value]) => `-D${key}=${value}`),
      join(packaging, 'files/setup.nsi'),
    ],
    { env: { SOURCE_DATE_EPOCH: String(time) } },
  )
  return installer
}
