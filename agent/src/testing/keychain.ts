// SPDX-License-Identifier: AGPL-3.0-or-later
// GNOME's keychain, unlocked, on a D-Bus session of its own.
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { hangLimits } from '../../../tests/world/patience.ts'
import { at } from './program.ts'

/** A bus that starts no services: it would start a second, locked keychain while the unlocked one isn't on it yet. */
const bus = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

const unlock = `printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
gdbus wait --session --timeout ${hangLimits.poll / 1000} org.freedesktop.secrets`

/** Output of a shell script that runs in the test's folder. Rejects if its last command fails. */
export async function withKeychain(script: string) {
  for (const name of ['data', 'run']) mkdirSync(at(name), { mode: 0o700 })
  writeFileSync(at('bus.conf'), bus)
  const env = {
    ...{ HOME: at('.'), XDG_CONFIG_HOME: at('config'), XDG_DATA_HOME: at('data'), XDG_RUNTIME_DIR: at('run') },
    PATH: process.env.PATH,
  }
  const session = [`--config-file=${at('bus.conf')}`, '--', 'sh', '-c', `${unlock}\n${script}`]
  return promisify(execFile)('dbus-run-session', session, { cwd: at('.'), env })
}
