// SPDX-License-Identifier: AGPL-3.0-or-later
// The agent as its package installs it, and releases that a server offers, made of what was just built.
import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { create } from 'tar'

const agent = join(import.meta.dirname, '../../agent')
const signer = join(agent, '../scripts/sign-release.mjs')

export const platform = `${process.platform}-${process.arch}`
/** Whose updates the packages of these tests take. */
export const maker = generateKeyPairSync('ed25519')

export interface Payload {
  version: string
  kind?: 'npm' | 'deb' | 'archive'
  /** Runs in the place of the program that was built, and is asked whether it is well, too. */
  program?: string
  /** Null: it takes no updates. */
  key?: KeyObject | null
}

/** The contents of a package, in `folder`. Its `node` leads to the one that runs this. */
export function layPayload(
  folder: string,
  { version, kind = 'archive', program, key = maker.publicKey }: Payload,
): void {
  put(join(folder, 'node'), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, 0o755)
  put(join(folder, 'agent/package.json'), JSON.stringify({ name: 'rmirror', version, type: 'module' }))
  const update_key = key && Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
  put(join(folder, 'agent/install.json'), JSON.stringify({ kind, update_key }))
  if (program === undefined) layBuilt(folder)
  else put(join(folder, 'agent/bin/rmirror.mjs'), program)
}

function layBuilt(folder: string): void {
  // No PDF is made here, and what makes them is most of the program.
  const filter = (path: string) => !path.endsWith('mupdf-wasm.wasm')
  for (const name of ['bin', 'dist'])
    cpSync(join(agent, name), join(folder, 'agent', name), { recursive: true, filter })
  // Without it changes are noticed by looking, twice a minute.
  const [parcel, beside] = [join(agent, '../node_modules/@parcel'), join(folder, 'agent/node_modules/@parcel')]
  for (const name of readdirSync(parcel).filter((each) => each.startsWith(`watcher-${platform}`)))
    cpSync(join(parcel, name), join(beside, name), { recursive: true })
}

/** A version whose program does this when it is to watch. */
export const instead = (version: string, does: string) =>
  `if (process.argv[2] === '--self-check') console.log('rmirror ${version} is well')\nelse { ${does} }\n`

/** The launcher of an archive, as packages have it. */
export function layLauncher(folder: string, base: string): string {
  const launcher = join(folder, 'rmirror')
  put(
    launcher,
    `#!/bin/sh
state="\${XDG_STATE_HOME:-$HOME/.local/state}/rmirror/versions"
home="${folder}"
named=$(cat "$state/for-${base}" 2>/dev/null)
if [ -n "$named" ] && [ -x "$state/$named/node" ]; then home="$state/$named"; fi
export RMIRROR_AGENT_LAUNCHER="${launcher}" RMIRROR_AGENT_BASE="${base}"
exec "$home/node" "$home/agent/bin/rmirror.mjs" "$@"
`,
    0o755,
  )
  return launcher
}

/** The archive of a payload in `folder`, by the name it has in a release. */
export async function pack(payload: string, folder: string, version: string): Promise<string> {
  const name = `rmirror-${version}-${platform}`
  const beside = join(dirname(payload), name)
  rmSync(beside, { recursive: true, force: true })
  cpSync(payload, beside, { recursive: true })
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.tar.gz`)
  await create({ file, cwd: dirname(beside), gzip: { level: 1 } }, [name])
  rmSync(beside, { recursive: true })
  return file
}

/** What the operator of a server does, by their own tool. */
export function publish(folder: string, key: KeyObject = maker.privateKey): void {
  const file = join(folder, '..', 'key.pem')
  writeFileSync(file, key.export({ format: 'pem', type: 'pkcs8' }))
  execFileSync(process.execPath, [signer, folder, file])
}

export interface Manifest {
  version: string
  packages: { platform: string; url: string; sha256: string; size: number }[]
}

/** The same for what that tool would not make. */
export function publishText(folder: string, manifest: string, key: KeyObject = maker.privateKey): void {
  const signature = sign(null, Buffer.from(manifest), key).toString('base64')
  put(join(folder, 'latest.json'), JSON.stringify({ manifest, signature }))
}

/** A manifest that is right for the file. */
export function manifestOf(file: string, version: string, url = `/downloads/${file.split('/').at(-1)}`): Manifest {
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  return { version, packages: [{ platform, url, sha256, size: statSync(file).size }] }
}

function put(path: string, text: string, mode?: number): void {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path)) rmSync(path)
  writeFileSync(path, text)
  if (mode) chmodSync(path, mode)
}
