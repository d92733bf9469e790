// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists and reads a folder on a tablet, by SFTP or, if that is missing, by its shell.
import { forEachConcurrently } from '@rmirror/shared/api'
import type { FileEntryWithStats, SFTPWrapper } from 'ssh2'
import { type SshSession, shellWord } from './ssh-session.ts'

export interface RemoteFile {
  /** Below the folder, with `/` between names. */
  path: string
  size: number
  /** Milliseconds since 1970. */
  modified: number
}

export interface RemoteFolder {
  files: RemoteFile[]
  /** False if a part couldn't be listed. */
  isWhole: boolean
}

export interface RemoteFiles {
  list(): Promise<RemoteFolder>
  /** `end` is exclusive. */
  read(path: string, start: number, end: number): Promise<Uint8Array>
}

/** The tablet only writes such names; other files belong to no notebook. */
const isPlainName = (name: string) => /^[\w-][\w.-]*$/.test(name)
const foldersAtOnce = 16
const maxDepth = 8

export async function remoteFiles(session: SshSession, folder: string): Promise<RemoteFiles> {
  const sftp = await session.sftp()
  return sftp ? new SftpFiles(sftp, folder) : new ShellFiles(session, folder)
}

class SftpFiles implements RemoteFiles {
  readonly #sftp: SFTPWrapper
  readonly #folder: string

  constructor(sftp: SFTPWrapper, folder: string) {
    this.#sftp = sftp
    this.#folder = folder
  }

  async list(): Promise<RemoteFolder> {
    const found: RemoteFolder = { files: [], isWhole: true }
    let folders = ['']
    for (let depth = 0; folders.length > 0 && depth < maxDepth; depth++) {
      const deeper: string[] = []
      await forEachConcurrently(folders, foldersAtOnce, async (folder) => {
        const entries = await this.#entriesOf(folder).catch((error) => {
          if (folder === '' || !isAnswer(error)) throw error
          // The folder disappeared meanwhile, or can't be read.
          found.isWhole = false
          return []
        })
        for (const { filename, attrs } of entries) {
          if (!isPlainName(filename)) continue
          if (attrs.isDirectory()) deeper.push(`${folder}${filename}/`)
          else if (attrs.isFile())
            found.files.push({ path: folder + filename, size: attrs.size, modified: attrs.mtime * 1000 })
        }
      })
      folders = deeper
    }
    found.files.sort((a, b) => (a.path < b.path ? -1 : 1))
    return found
  }

  async read(path: string, start: number, end: number): Promise<Uint8Array> {
    if (end <= start) return new Uint8Array()
    const parts: Buffer[] = []
    const stream = this.#sftp.createReadStream(`${this.#folder}/${path}`, { start, end: end - 1 })
    // Closing the stream may fail after everything was read.
    stream.on('error', () => undefined)
    for await (const part of stream) parts.push(part as Buffer)
    return Buffer.concat(parts)
  }

  #entriesOf(folder: string): Promise<FileEntryWithStats[]> {
    return new Promise((resolve, reject) =>
      this.#sftp.readdir(`${this.#folder}/${folder}`, (error, entries) => (error ? reject(error) : resolve(entries))),
    )
  }
}

/** True for an SFTP status, false for the end of the connection. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}

/** Needs nothing but BusyBox. */
class ShellFiles implements RemoteFiles {
  readonly #session: SshSession
  readonly #folder: string
  #last: Promise<unknown> = Promise.resolve()

  constructor(session: SshSession, folder: string) {
    this.#session = session
    this.#folder = folder
  }

  async list(): Promise<RemoteFolder> {
    const listing = `find . -type f -exec stat -c '%s %Y %n' {} + 2>/dev/null; echo "end $?"`
    const lines = (await this.#run(listing)).toString('utf8').trimEnd().split('\n')
    const isWhole = lines.pop() === 'end 0'
    const files = lines.flatMap((line) => {
      const [, size, seconds, path = ''] = /^(\d+) (\d+) \.\/(.+)$/.exec(line) ?? []
      if (!path.split('/').every(isPlainName)) return []
      return { path, size: Number(size), modified: Number(seconds) * 1000 }
    })
    return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), isWhole }
  }

  async read(path: string, start: number, end: number): Promise<Uint8Array> {
    if (end <= start) return new Uint8Array()
    const whole = `cat ${shellWord(path)}`
    return this.#run(
      start === 0 ? `${whole} | head -c ${end}` : `${whole} | tail -c +${start + 1} | head -c ${end - start}`,
    )
  }

  /** Commands run one after another, because the tablet has few channels. */
  #run(command: string): Promise<Buffer> {
    const next = () => this.#session.run(this.#folder, command)
    const running = this.#last.then(next, next)
    this.#last = running
    return running
  }
}
