// SPDX-License-Identifier: AGPL-3.0-or-later
// A Git server over HTTP: Git's own `git http-backend`, behind accounts, with a repository for each. It is stricter than
// most: every object is checked, and neither a forced push nor a commit that changes nothing is ever right.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { NotTaken, Service, serve } from './targets/service.mjs'

/** @typedef {import('./targets/service.mjs').Asked} Asked */
/** @typedef {import('./targets/service.mjs').Answer} Answer */

const base = '/git/'
const noCommit = '0'.repeat(40)

/** Of a person who uses Git beside rMirror. */
const identity = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Kim'],
    [`GIT_${who}_EMAIL`, 'kim@example.org'],
  ]),
)

export class GitServer extends Service {
  /** Tokens by user name. @type {Map<string, Set<string>>} */
  accounts = new Map()
  /** Whether it speaks version 2 of the protocol. */
  isModern = true
  /** Called once, when the next push has arrived and before it is looked at. @type {((user: string) => void) | undefined} */
  meanwhile
  /** Of the repositories. */
  root = mkdtempSync(join(tmpdir(), 'rmirror-git-'))
  /** The files of the last commit that was looked at, by user. @type {Map<string, {head: string, files: Map<string, Buffer>}>} */
  #read = new Map()

  /** @override */
  doors = {
    'PUT accounts': (/** @type {Record<string, string>} */ accounts) => {
      for (const [user, token] of Object.entries(accounts)) this.admit(user, token)
    },
  }

  /** @param {string} user @param {string} token */
  admit(user, token) {
    this.accounts.set(user, new Set([...(this.accounts.get(user) ?? []), token]))
    if (!existsSync(this.folderOf(user))) this.found(user)
  }

  /** @param {string} user @param {string} token */
  revoke(user, token) {
    this.accounts.get(user)?.delete(token)
  }

  /** Makes an empty repository. @param {string} user */
  found(user) {
    mkdirSync(this.folderOf(user), { recursive: true })
    this.git(user, ['init', '--quiet', '--bare', '--initial-branch=main'])
    // GitHub, GitLab and Forgejo allow filters. What is collected in the background could be under way at the end.
    for (const [name, value] of Object.entries({
      'http.receivepack': 'true',
      'receive.fsckObjects': 'true',
      'receive.autogc': 'false',
      'uploadpack.allowFilter': 'true',
    }))
      this.git(user, ['config', name, value])
  }

  /** @param {string} user */
  folderOf(user) {
    return join(this.root, `${user}.git`)
  }

  /** Runs git in a repository. @param {string} user @param {string[]} words @param {{input?: string, env?: Record<string, string>}} [more] */
  git(user, words, { input = '', env = {} } = {}) {
    const around = { PATH: process.env.PATH ?? '', HOME: this.root, GIT_CONFIG_NOSYSTEM: '1', ...identity, ...env }
    const options = {
      cwd: this.folderOf(user),
      env: around,
      input,
      maxBuffer: 1 << 28,
      stdio: /** @type {const} */ ('pipe'),
    }
    return execFileSync('git', words, options)
  }

  /** The commit of a branch. @param {string} user */
  headOf(user, branch = 'main') {
    const file = join(this.folderOf(user), 'refs/heads', branch)
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : noCommit
  }

  /** What is in the last commit. @param {string} user @returns {Map<string, Buffer>} */
  filesOf(user) {
    const head = this.headOf(user)
    if (head === noCommit) return new Map()
    const known = this.#read.get(user)
    if (known?.head === head) return known.files
    const listed = this.git(user, ['ls-tree', '-r', '-z', head]).toString().split('\0').filter(Boolean)
    const entries = listed.map((line) => /^\d+ \w+ (\w+)\t(.*)$/s.exec(line) ?? ['', '', ''])
    const input = entries.map(([, id]) => `${id}\n`).join('')
    const bytes = this.git(user, ['cat-file', '--batch'], { input })
    /** @type {Map<string, Buffer>} */
    const files = new Map()
    let at = 0
    for (const [, , path = ''] of entries) {
      const end = bytes.indexOf('\n', at)
      const size = Number(bytes.subarray(at, end).toString().split(' ')[2])
      files.set(path, bytes.subarray(end + 1, end + 1 + size))
      at = end + 1 + size + 1
    }
    this.#read.set(user, { head, files })
    return files
  }

  /** Subjects of the commits, last one first. @param {string} user */
  messagesOf(user, branch = 'main') {
    return this.git(user, ['log', '--format=%s', branch]).toString().trim().split('\n')
  }

  /**
   * What a person commits: texts by path; undefined deletes.
   * @param {string} user @param {Record<string, string | undefined>} changes @param {string} [message]
   */
  commit(user, changes, message = 'Mine') {
    const env = { GIT_INDEX_FILE: join(this.folderOf(user), 'index-of-kim') }
    const head = this.headOf(user)
    rmSync(env.GIT_INDEX_FILE, { force: true })
    if (head !== noCommit) this.git(user, ['read-tree', head], { env })
    for (const [path, text] of Object.entries(changes)) {
      if (text === undefined) {
        this.git(user, ['update-index', '--index-info'], { input: `0 ${noCommit}\t${path}\n`, env })
        continue
      }
      const id = this.git(user, ['hash-object', '-w', '--stdin'], { input: text }).toString().trim()
      this.git(user, ['update-index', '--add', '--cacheinfo', `100644,${id},${path}`], { env })
    }
    const tree = this.git(user, ['write-tree'], { env }).toString().trim()
    const parents = head === noCommit ? [] : ['-p', head]
    const commit = this.git(user, ['commit-tree', tree, ...parents, '-m', message])
      .toString()
      .trim()
    this.git(user, ['update-ref', 'refs/heads/main', commit])
  }

  /** Throws if anything in the repository is damaged. @param {string} user */
  check(user) {
    this.git(user, ['fsck', '--strict', '--no-dangling', '--no-progress'])
  }

  /** Has the repository run a script for each push. @param {string} user @param {'pre-receive' | 'update'} name @param {string} script */
  hook(user, name, script) {
    writeFileSync(join(this.folderOf(user), 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }

  /** Texts of files by their paths, for each user. @override @returns {Record<string, Record<string, string>>} */
  state() {
    const texts = (/** @type {string} */ user) => [...this.filesOf(user)].map(([path, text]) => [path, text.toString()])
    return Object.fromEntries([...this.accounts.keys()].map((user) => [user, Object.fromEntries(texts(user))]))
  }

  /** @override */
  clear() {
    for (const user of this.accounts.keys()) {
      rmSync(this.folderOf(user), { recursive: true })
      this.found(user)
    }
  }

  /** With what is in a pack. @override @param {Buffer} body */
  readable(body) {
    const start = body.indexOf('PACK')
    return start < 0 ? body : Buffer.concat([body, ...objectsIn(body.subarray(start))])
  }

  /** @override @param {Asked} asked */
  async answer(asked) {
    const { method, headers, url } = asked
    const user = this.#userOf(headers.authorization)
    const path = url.pathname.slice(base.length - 1)
    if (!url.pathname.startsWith(base) || !path.startsWith(`/${user}.git/`) || !existsSync(this.folderOf(user)))
      throw new NotTaken(404, `No ${url.pathname}`)
    const isPush = method === 'POST' && path.endsWith('/git-receive-pack')
    if (!isPush) return this.#run(asked, user, path)
    const { meanwhile } = this
    this.meanwhile = undefined
    meanwhile?.(user)
    const answer = await this.#run(asked, user, path)
    this.#judge(asked, user)
    return answer
  }

  /** @param {Asked} asked @param {string} user */
  #judge({ body, entry }, user) {
    const [from = '', to = '', branch = ''] = body.toString('latin1', 4, 400).split('\0')[0]?.split(' ') ?? []
    if (this.headOf(user, branch.replace('refs/heads/', '')) !== to) return
    const parents = this.git(user, ['rev-list', '--parents', '-n', '1', to]).toString().trim().split(' ').slice(1)
    const [parent = noCommit] = parents
    if (parents.length > 1 || parent !== from) this.violation(entry, 'a commit that does not follow the last one')
    if (parent === noCommit) return
    const trees = this.git(user, ['rev-parse', `${to}^{tree}`, `${parent}^{tree}`])
      .toString()
      .trim()
      .split('\n')
    if (trees[0] === trees[1]) this.violation(entry, 'a commit that changes nothing')
  }

  /** @param {string | undefined} authorization @returns {string} */
  #userOf(authorization = '') {
    const [, credentials = ''] = /^Basic (\S+)$/.exec(authorization) ?? []
    const [user = '', ...token] = Buffer.from(credentials, 'base64').toString().split(':')
    if (this.accounts.get(user)?.has(token.join(':'))) return user
    throw new NotTaken(401, 'Unknown', { 'www-authenticate': 'Basic realm="Repositories"' })
  }

  /** Runs Git's CGI program (git-http-backend(1)). @param {Asked} asked @param {string} user @param {string} path @returns {Promise<Answer>} */
  async #run({ method, headers, url, body }, user, path) {
    const protocol = headers['git-protocol']
    const child = spawn('git', ['http-backend'], {
      env: {
        ...{ PATH: process.env.PATH, HOME: this.root, GIT_CONFIG_NOSYSTEM: '1' },
        ...{ GIT_PROJECT_ROOT: this.root, GIT_HTTP_EXPORT_ALL: '1', REMOTE_USER: user, REMOTE_ADDR: '127.0.0.1' },
        ...{ REQUEST_METHOD: method, PATH_INFO: path, QUERY_STRING: url.search.slice(1) },
        ...{ CONTENT_TYPE: headers['content-type'] ?? '', CONTENT_LENGTH: `${body.length}` },
        ...(this.isModern && protocol && { GIT_PROTOCOL: `${protocol}` }),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const ended = once(child, 'close')
    // It may end before it has read everything.
    child.stdin.on('error', () => {})
    child.stdin.end(body)
    const pieces = []
    for await (const piece of child.stdout) pieces.push(piece)
    await ended
    return answerOf(Buffer.concat(pieces))
  }

  /** Removes everything. */
  [Symbol.dispose]() {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Objects and deltas (gitformat-pack(5)). @param {Buffer} pack @returns {Buffer[]} */
function objectsIn(pack) {
  const objects = []
  let at = 12
  for (let left = pack.readUInt32BE(8); left > 0; left--) {
    const type = ((pack[at] ?? 0) >> 4) & 7
    const skipNumber = () => {
      while ((pack[at++] ?? 0) & 0x80);
    }
    skipNumber()
    if (type === 6) skipNumber()
    if (type === 7) at += 20
    const { buffer, engine } = /** @type {{buffer: Buffer, engine: import('node:zlib').Inflate}} */ (
      /** @type {unknown} */ (inflateSync(pack.subarray(at), { info: true }))
    )
    objects.push(buffer)
    at += engine.bytesWritten
  }
  return objects
}

/** Of a CGI program: a head, and bytes. @param {Buffer} output @returns {Answer} */
function answerOf(output) {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.subarray(0, Math.max(end, 0)).toString().split('\r\n').filter(Boolean)
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const { status = end < 0 ? '500' : '200', ...others } = headers
  return { status: Number.parseInt(status, 10), headers: others, body: output.subarray(end + 4) }
}

/** @param {{port?: number}} [options] */
export async function startGit({ port = 0 } = {}) {
  const { close, ...serving } = await serve(new GitServer(), port)
  return {
    ...serving,
    async close() {
      await close()
      serving.service[Symbol.dispose]()
    },
  }
}
