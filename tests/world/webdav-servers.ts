// SPDX-License-Identifier: AGPL-3.0-or-later
// Debian's WebDAV servers on loopback, each with an empty folder and one account.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onFreePort } from './free-port.ts'
import { untilListening } from './listening.ts'

export const webDavUser = 'kim'
export const webDavPassword = 'a password of kim'

export interface WebDavServer extends AsyncDisposable {
  /** Of its folder. */
  address: string
  /** Where its files are on disk. */
  folder: string
}

interface Place {
  root: string
  folder: string
  port: number
}

const modules = '/usr/lib/apache2/modules'

/** Lines of Apache's configuration. */
export const loadedModules = (names: string[]) =>
  names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')

/** A file of Apache's with the account. */
export function apacheUsers(): string {
  const hash = execFileSync('openssl', ['passwd', '-apr1', webDavPassword]).toString().trim()
  return `${webDavUser}:${hash}\n`
}

function apache({ root, folder, port }: Place): [command: string, words: string[]] {
  writeFileSync(join(root, 'users'), apacheUsers())
  const names = [
    'mpm_event',
    'authn_core',
    'authn_file',
    'authz_core',
    'authz_user',
    'auth_basic',
    'dav',
    'dav_fs',
    'mime',
  ]
  writeFileSync(join(root, 'types'), 'text/markdown md\n')
  writeFileSync(
    join(root, 'apache.conf'),
    `${loadedModules(names)}
Listen 127.0.0.1:${port}
ServerName localhost
PidFile ${root}/pid
ErrorLog ${root}/errors
TypesConfig ${root}/types
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
DocumentRoot ${root}
DavLockDB ${root}/locks/db
<Directory ${folder}>
  Dav On
  AuthType Basic
  AuthName files
  AuthBasicProvider file
  AuthUserFile ${root}/users
  Require valid-user
</Directory>\n`,
  )
  return ['/usr/sbin/apache2', ['-d', root, '-f', join(root, 'apache.conf'), '-DFOREGROUND']]
}

function lighttpd({ root, port }: Place): [command: string, words: string[]] {
  writeFileSync(join(root, 'users'), `${webDavUser}:${webDavPassword}\n`)
  writeFileSync(
    join(root, 'lighttpd.conf'),
    `server.modules = ("mod_auth", "mod_authn_file", "mod_webdav")
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${root}"
server.errorlog = "${root}/errors"
mimetype.assign = (".md" => "text/markdown", ".png" => "image/png")
auth.backend = "plain"
auth.backend.plain.userfile = "${root}/users"
$HTTP["url"] =~ "^/files(?:/|$)" {
  webdav.activate = "enable"
  auth.require = ("" => ("method" => "basic", "realm" => "files", "require" => "valid-user"))
}\n`,
  )
  return ['/usr/sbin/lighttpd', ['-D', '-f', join(root, 'lighttpd.conf')]]
}

const configurations = { apache, lighttpd }
export type WebDavKind = keyof typeof configurations

export async function startWebDavServer(kind: WebDavKind): Promise<WebDavServer> {
  const root = mkdtempSync(join(tmpdir(), 'rmirror-webdav-'))
  const folder = join(root, 'files')
  for (const each of [folder, join(root, 'locks')]) mkdirSync(each)
  // Apache gives up being root.
  execFileSync('chmod', ['-R', '777', root])
  const { port, child, ended } = await onFreePort(async (port) => {
    const [command, words] = configurations[kind]({ root, folder, port })
    const child = spawn(command, words, { stdio: ['ignore', 'inherit', 'inherit'] })
    const ended = once(child, 'exit')
    await untilListening(child, port)
    return { port, child, ended }
  })
  return {
    address: `http://127.0.0.1:${port}/files`,
    folder,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      rmSync(root, { recursive: true })
    },
  }
}
