// SPDX-License-Identifier: AGPL-3.0-or-later
// The folder that a backup is restored into. Nothing in it is overwritten: it is new, or holds an interrupted restore of
// the same backup, which then continues.
import { open, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileEntry, FileWriter, Sodium } from '@rmirror/shared/backup'
import { CommandError } from '../errors.ts'
import { makeFolder, reason, WriteError } from '../outcome.ts'

const markerName = '.rmirror-restore.json'
const partEnding = '.rmirror-part'

export class RestoredFolder {
  readonly path: string
  readonly #sodium: Sodium
  /** Files that are there, but aren't what the backup has. */
  readonly changed: string[] = []
  written = 0

  private constructor(path: string, sodium: Sodium) {
    this.path = path
    this.#sodium = sodium
  }

  /** Throws a CommandError if something else is in the folder. */
  static async open(path: string, backup: string, sodium: Sodium): Promise<RestoredFolder> {
    await makeFolder(path)
    const marker = join(path, markerName)
    if ((await readdir(path)).length === 0) await writeFile(marker, JSON.stringify({ backup }))
    else if ((await backupOf(marker)) !== backup)
      throw new CommandError(
        `${path} isn't empty. Name a new folder, so that nothing is overwritten, or the one in which this restore began.`,
      )
    return new RestoredFolder(path, sodium)
  }

  /** Undefined if the file is there already. */
  async writer(file: FileEntry): Promise<FileWriter | undefined> {
    const path = join(this.path, ...file.path.split('/'))
    const known = await this.#hashOf(path)
    if (known === file.hash) return undefined
    if (known !== undefined) {
      this.changed.push(file.path)
      return undefined
    }
    await makeFolder(dirname(path))
    const part = `${path}${partEnding}`
    const handle = await written(path, () => open(part, 'w'))
    return {
      write: (bytes) => written(path, () => handle.appendFile(bytes)),
      end: () =>
        written(path, async () => {
          await handle.sync()
          await handle.close()
          // In seconds, a little later: as a fraction it may be stored as the millisecond before.
          const seconds = (file.modified + 0.01) / 1000
          if (file.modified > 0) await utimes(part, seconds, seconds)
          await rename(part, path)
          this.written++
        }),
      abandon: async () => {
        await handle.close().catch(() => undefined)
        await rm(part, { force: true })
      },
    }
  }

  async finish(): Promise<void> {
    await rm(join(this.path, markerName), { force: true })
  }

  /** Undefined if there is no such file. */
  async #hashOf(path: string): Promise<string | undefined> {
    const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!handle) return undefined
    const state = this.#sodium.crypto_generichash_init(null, 16)
    for await (const part of handle.createReadStream()) this.#sodium.crypto_generichash_update(state, part)
    return this.#sodium.to_hex(this.#sodium.crypto_generichash_final(state, 16))
  }
}

async function written<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    throw new WriteError(`${path} can't be written: ${reason(cause)}`, { cause })
  }
}

async function backupOf(marker: string): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(marker, 'utf8')) as { backup?: string }).backup
  } catch {
    return undefined
  }
}
