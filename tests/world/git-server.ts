// SPDX-License-Identifier: AGPL-3.0-or-later
// Git's own HTTP program behind Debian's Apache on loopback, as git-http-backend(1) has it, with one repository and one
// account.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onFreePort } from './free-port.ts'
import { untilListening } from './listening.ts'
import { apacheUsers, loadedModules, webDavUser } from './webdav-servers.ts'

export interface GitServer extends AsyncDisposable {
  /** Of its repository. */
  address: string
  user: string
  /** Runs git in the repository; its output. */
  git: (...words: string[]) => string
}

const modules = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'alias',
  'env',
  'cgid',
]

export async function startGitServer(): Promise<GitServer> {
  const root = mkdtempSync(join(tmpdir(), 'rmirror-apache-git-'))
  const repository = join(root, 'repositories/notes.git')
  mkdirSync(repository, { recursive: true })
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', `safe.directory=${repository}`, ...words], { cwd: repository }).toString()
  git('init', '--quiet', '--bare', '--initial-branch=main')
  git('config', 'receive.fsckObjects', 'true')
  git('config', 'receive.autogc', 'false')
  writeFileSync(join(root, 'users'), apacheUsers())
  writeFileSync(join(root, 'gitconfig'), `[safe]\n\tdirectory = *\n`)
  const configuration = (port: number) => `${loadedModules(modules)}
Listen 127.0.0.1:${port}
ServerName localhost
PidFile ${root}/pid
ErrorLog ${root}/errors
ScriptSock ${root}/cgi
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
DocumentRoot ${root}
SetEnv GIT_PROJECT_ROOT ${root}/repositories
SetEnv GIT_HTTP_EXPORT_ALL 1
SetEnv GIT_CONFIG_GLOBAL ${root}/gitconfig
ScriptAlias /git/ /usr/lib/git-core/git-http-backend/
<Location /git>
  AuthType Basic
  AuthName repositories
  AuthBasicProvider file
  AuthUserFile ${root}/users
  Require valid-user
</Location>\n`
  // Apache gives up being root.
  execFileSync('chmod', ['-R', '777', root])
  const { port, child, ended } = await onFreePort(async (port) => {
    const file = join(root, 'apache.conf')
    writeFileSync(file, configuration(port))
    const child = spawn('/usr/sbin/apache2', ['-d', root, '-f', file, '-DFOREGROUND'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const ended = once(child, 'exit')
    await untilListening(child, port)
    return { port, child, ended }
  })
  return {
    address: `http://127.0.0.1:${port}/git/notes.git`,
    user: webDavUser,
    git,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      rmSync(root, { recursive: true })
    },
  }
}
