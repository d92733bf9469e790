// SPDX-License-Identifier: AGPL-3.0-or-later
// Replaces files of a notebook on a tablet, by SSH. It needs nothing but BusyBox there.
import { dirname } from 'node:path/posix'
import { SourceError } from '@rmirror/shared/library'
import type { SshAddress } from '../sources/ssh-address.ts'
import { CommandFailed, type SshAccess, SshSession, shellWord } from '../sources/ssh-session.ts'

/** The file isn't as it was read any more, so it was left alone. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile'
}

const isOfNotebook = (name: string) => /^[\w-]+\.content$/.test(name)
/** Beside the library's folder, so that a file is renamed into it at once, and the tablet's software never sees others. */
const keptIn = (folder: string) => `${dirname(folder) === '/' ? '' : dirname(folder)}/rmirror-marks`
const changedStatus = 91
const orChanged = `exit ${changedStatus}`

export class TabletWriter implements Disposable {
  readonly #session: SshSession
  readonly #folder: string

  private constructor(session: SshSession, folder: string) {
    this.#session = session
    this.#folder = folder
  }

  /** Rejects with a SourceError that says what to do. */
  static async open(address: SshAddress, access: SshAccess, signal: AbortSignal): Promise<TabletWriter> {
    return new TabletWriter(await SshSession.open(address, access, signal), address.path)
  }

  /** Where files are kept as they were before. */
  get before(): string {
    return keptIn(this.#folder)
  }

  /**
   * Replaces a file, which is whole at every moment, if it still has the text `read`; keeps that one in `before`. Rejects
   * with ChangedMeanwhile, or with a SourceError if the connection breaks: then it is as it was, or wholly replaced.
   */
  async replace(name: string, read: string, wanted: string): Promise<void> {
    if (!isOfNotebook(name)) throw new Error(`${name} is not the description of a notebook`)
    const kept = this.before
    const [asRead, next] = [`${kept}/${name}.read`, `${kept}/${name}.next`]
    await this.#run(`mkdir -p ${shellWord(kept)} && cat > ${shellWord(asRead)}`, read)
    // The copy has the owner and the rights of the file; then it gets the new text.
    await this.#run(
      `[ -f ${shellWord(name)} ] || ${orChanged}; cp -p ${shellWord(name)} ${shellWord(next)} && cat > ${shellWord(next)}`,
      wanted,
    )
    const isWhole = `[ "$(wc -c < ${shellWord(next)})" -eq ${Buffer.byteLength(wanted)} ]`
    const before = shellWord(`${kept}/${name}`)
    // Bringing all to the disk can take seconds, so it comes first: nothing may stand between comparing and replacing.
    await this.#run(
      `${isWhole} || ${orChanged}; mv -f ${shellWord(asRead)} ${before} && sync && ` +
        `{ cmp -s ${shellWord(name)} ${before} || ${orChanged}; } && mv -f ${shellWord(next)} ${shellWord(name)}`,
    )
  }

  [Symbol.dispose](): void {
    this.#session.close()
  }

  async #run(command: string, input?: string): Promise<void> {
    try {
      await this.#session.run(this.#folder, command, input)
    } catch (cause) {
      if (cause instanceof SourceError) throw cause
      if (cause instanceof CommandFailed && cause.status === changedStatus) throw new ChangedMeanwhile()
      const why = this.#session.isOpen ? "the tablet can't be written to" : 'the connection to the tablet broke'
      throw new SourceError('unreadable-file', why, { cause })
    }
  }
}
