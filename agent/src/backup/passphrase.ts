// SPDX-License-Identifier: AGPL-3.0-or-later
// The passphrase of backups: from a file, the environment, or a person. Never from the command line's arguments, which
// every user of the computer can list.
import { readFile, stat } from 'node:fs/promises'
import { isStrongEnough, passphraseRule } from '@rmirror/shared/backup'
import { promptSecret } from '../account/secret.ts'
import { CommandError } from '../errors.ts'
import type { Call } from '../options/command.ts'
import { environment } from '../options/options.ts'
import { reason } from '../outcome.ts'

type Asking = Pick<Call, 'values' | 'terminal' | 'signal'>

/** Said before one is chosen. */
export const finality = `Backups are encrypted with a passphrase that only you know. If you forget it, nobody can open them any more: not the
server, not its operator, not rMirror. A recovery key, which you can print, opens them too:
"rmirror backup recovery-key".`

const tooWeak = `this passphrase is too easy to guess. Use at least ${passphraseRule.characters} characters, ${passphraseRule.different} of them different: four random words are good.`

/** Of backups that there are, or their recovery key. */
export async function askPassphrase({ values, terminal, signal }: Asking): Promise<string> {
  const given = await givenPassphrase({ values, terminal })
  return given ?? promptSecret('Passphrase or recovery key of your backups: ', signal)
}

/** Of the first backup. Asked for twice at a terminal, because nobody sees what is typed. */
export async function choosePassphrase({ values, terminal, signal }: Asking): Promise<string> {
  for (const line of finality.split('\n')) terminal.warn(line)
  const given = await givenPassphrase({ values, terminal })
  return given === undefined ? promptNewPassphrase(signal) : strong(given)
}

export async function promptNewPassphrase(signal: AbortSignal): Promise<string> {
  const chosen = strong(await promptSecret('New passphrase for your backups: ', signal))
  if (process.stdin.isTTY && (await promptSecret('The same again: ', signal)) !== chosen)
    throw new CommandError('these are two different passphrases. Nothing was changed.')
  return chosen
}

function strong(passphrase: string): string {
  if (!isStrongEnough(passphrase)) throw new CommandError(tooWeak)
  return passphrase
}

async function givenPassphrase({ values, terminal }: Pick<Asking, 'values' | 'terminal'>): Promise<string | undefined> {
  const file = values['passphrase-file']
  if (file === undefined) return environment('passphrase-file')
  try {
    const { mode } = await stat(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      terminal.warn(`Other users of this computer may read ${file}: run "chmod 600 ${file}".`)
    return (await readFile(file, 'utf8')).split(/\r?\n/, 1)[0] ?? ''
  } catch (cause) {
    throw new CommandError(`${file} can't be read: ${reason(cause)}`, { cause })
  }
}
