// SPDX-License-Identifier: AGPL-3.0-or-later
// Obsidian's classes of files, and its rules for paths.

export class TAbstractFile {
  path = ''
  name = ''
  parent: TFolder | null = null
}

export class TFile extends TAbstractFile {
  stat = { ctime: 0, mtime: 0, size: 0 }
  basename = ''
  extension = ''
}

export class TFolder extends TAbstractFile {
  children: TAbstractFile[] = []
  isRoot = () => this.path === '/'
}

export function setPath(file: TAbstractFile, path: string): void {
  file.path = path
  file.name = path.slice(path.lastIndexOf('/') + 1)
  if (!(file instanceof TFile)) return
  const dot = file.name.lastIndexOf('.')
  file.basename = dot > 0 ? file.name.slice(0, dot) : file.name
  file.extension = dot > 0 ? file.name.slice(dot + 1).toLowerCase() : ''
}

/** As documented: slashes, spaces that don't break, and Unicode's composed form. */
export function normalizePath(path: string): string {
  const parts = path.replace(/[\u00a0\u202f]/g, ' ').split(/[\\/]+/)
  const joined = parts.filter((part) => part !== '').join('/')
  return joined === '' ? '/' : joined.normalize('NFC')
}

/** Throws for what a plugin should have passed through normalizePath. */
export function checkPath(path: string): void {
  if (path !== normalizePath(path)) throw new TypeError(`${JSON.stringify(path)} isn't a normalized path`)
  if (path.split('/').some((part) => part === '.' || part === '..'))
    throw new TypeError(`${JSON.stringify(path)} leads elsewhere`)
}

export const parentOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '/')

export const isHidden = (path: string) => path.split('/').some((part) => part.startsWith('.'))
