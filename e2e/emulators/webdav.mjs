// SPDX-License-Identifier: AGPL-3.0-or-later
// A WebDAV server (RFC 4918) with the habits of Nextcloud, as far as notes need it, and stricter: names have to be valid on
// Windows, a note is only replaced under a condition, and no folder is ever deleted.
import { createHash } from 'node:crypto'
import { NotTaken, Refusal, Service, serve } from './targets/service.mjs'

/** @typedef {'strong' | 'weak' | 'none'} Etags */
/** @typedef {{content: Buffer, etag: string}} File */
/** @typedef {import('./targets/service.mjs').Asked} Asked */

const base = '/dav/'
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const invalidName = /[\u0000-\u001f<>:"\\|?*]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

export class WebDav extends Service {
  /** Passwords by user name: of the account and of apps. @type {Map<string, Set<string>>} */
  accounts = new Map()
  /** Which ETags files have. @type {Etags} */
  etags = 'strong'
  /** Called once, when the next file has arrived and before it is looked at. @type {((path: string) => void) | undefined} */
  meanwhile
  /** Whether it can move files. */
  moves = true
  /** Whether names that differ by case, or by Unicode's forms, are one file, as on Windows and macOS. */
  ignoresCase = false
  /** By user and path. @type {Map<string, Map<string, File>>} */
  #files = new Map()
  /** @type {Map<string, Set<string>>} */
  #folders = new Map()
  #writes = 0

  /** @override */
  doors = {
    'PUT accounts': (/** @type {Record<string, string>} */ accounts) => {
      for (const [user, password] of Object.entries(accounts)) this.admit(user, password)
    },
  }

  /** @param {string} user @param {string} password */
  admit(user, password) {
    this.accounts.set(user, new Set([...(this.accounts.get(user) ?? []), password]))
    if (this.#files.has(user)) return
    this.#files.set(user, new Map())
    this.#folders.set(user, new Set(['']))
  }

  /** @param {string} user @param {string} password */
  revoke(user, password) {
    this.accounts.get(user)?.delete(password)
  }

  /** Texts of files by their paths, for each user. @override @returns {Record<string, Record<string, string>>} */
  state() {
    const texts = (/** @type {string} */ user) =>
      [...this.filesOf(user)].map(([path, { content }]) => [path, content.toString()]).sort()
    return Object.fromEntries([...this.accounts.keys()].map((user) => [user, Object.fromEntries(texts(user))]))
  }

  /** @override */
  clear() {
    for (const user of this.accounts.keys()) {
      this.#files.set(user, new Map())
      this.#folders.set(user, new Set(['']))
    }
  }

  /** @param {string} user @returns {Map<string, File>} */
  filesOf(user) {
    return this.#files.get(user) ?? new Map()
  }

  /** What a person does to a file; undefined deletes it. @param {string} user @param {string} path @param {string | undefined} text */
  edit(user, path, text) {
    const there = this.#spelled(user, path)
    if (text === undefined) this.filesOf(user).delete(there)
    else this.#store(user, there, Buffer.from(text))
    for (let at = there.indexOf('/'); at >= 0; at = there.indexOf('/', at + 1))
      this.#foldersOf(user).add(there.slice(0, at))
  }

  /** As what is there is called already. @param {string} user @param {string} path @returns {string} */
  #spelled(user, path) {
    if (!this.ignoresCase || path === '') return path
    const isSame = (/** @type {string} */ other) => keyOf(other) === keyOf(path)
    const known = [...this.filesOf(user).keys(), ...this.#foldersOf(user)].find(isSame)
    const above = this.#spelled(user, folderOf(path))
    return known ?? `${above}${above && '/'}${path.slice(path.lastIndexOf('/') + 1)}`
  }

  /** @param {string} user */
  #foldersOf(user) {
    return this.#folders.get(user) ?? new Set()
  }

  /** @param {string} user @param {string} path @param {Buffer} content */
  #store(user, path, content) {
    this.#writes += 1
    const etag = createHash('md5').update(`${this.#writes}`).digest('hex')
    this.filesOf(user).set(path, { content, etag })
  }

  /** @override @param {Asked} asked */
  answer(asked) {
    const { method, headers, url } = asked
    const user = this.#userOf(headers.authorization)
    const path = this.#pathOf(url.pathname, user)
    switch (method) {
      case 'PROPFIND':
        return this.#list(asked, user, path)
      case 'GET':
        return this.#read(user, path)
      case 'PUT':
        return this.#write(asked, user, path)
      case 'MKCOL':
        return this.#makeFolder(asked, user, path)
      case 'MOVE':
        return this.#move(asked, user, path)
      case 'DELETE':
        return this.#delete(asked, user, path)
      default:
        throw new Refusal(405, `${method} isn't supported`)
    }
  }

  /** @param {string | undefined} authorization @returns {string} */
  #userOf(authorization = '') {
    const [, credentials = ''] = /^Basic (\S+)$/.exec(authorization) ?? []
    const [user = '', ...password] = Buffer.from(credentials, 'base64').toString().split(':')
    if (this.accounts.get(user)?.has(password.join(':'))) return user
    throw new NotTaken(401, 'Unknown', { 'www-authenticate': 'Basic realm="Files", charset="UTF-8"' })
  }

  /** Without slashes at its ends. @param {string} pathname @param {string} user @returns {string} */
  #pathOf(pathname, user) {
    const root = `${base}${user}`
    if (pathname !== root && !pathname.startsWith(`${root}/`)) throw new NotTaken(404, `No ${pathname}`)
    const names = pathname.slice(root.length).split('/').slice(1).map(decodeURIComponent)
    if (names.at(-1) === '') names.pop()
    const invalid = names.find((name) => name === '' || name.includes('/') || invalidName.test(name))
    if (invalid !== undefined) throw new Refusal(400, `"${invalid}" is no name on every system`)
    return this.#spelled(user, names.join('/'))
  }

  /** @param {Asked} asked @param {string} user @param {string} path */
  #list({ headers, body, url }, user, path) {
    const { depth } = headers
    if (depth !== '0' && depth !== '1') throw new Refusal(403, `Depth ${depth}`)
    if (!/<propfind xmlns="DAV:"><prop>(<[\w]+\/>)+<\/prop><\/propfind>/.test(body.toString()))
      throw new Refusal(400, 'No properties are asked for')
    const file = this.filesOf(user).get(path)
    if (file) return multistatus([response(url.pathname, file.content.length, this.#etag(file))])
    if (!this.#foldersOf(user).has(path)) throw new NotTaken(404, `No ${path}`)
    if (!url.pathname.endsWith('/')) return { status: 301, headers: { location: `${url.pathname}/` } }
    const start = path === '' ? '' : `${path}/`
    const isInside = (/** @type {string} */ other) =>
      other.startsWith(start) && other !== path && !other.slice(start.length).includes('/')
    const href = (/** @type {string} */ other) => url.pathname + encodeURIComponent(other.slice(start.length))
    const folders = [...this.#foldersOf(user)].filter(isInside).map((other) => response(`${href(other)}/`))
    const files = [...this.filesOf(user)]
      .filter(([other]) => isInside(other))
      .map(([other, { content, etag }]) => response(href(other), content.length, this.#etag({ content, etag })))
    return multistatus([response(url.pathname), ...(depth === '1' ? [...folders, ...files] : [])])
  }

  /** @param {string} user @param {string} path */
  #read(user, path) {
    const file = this.filesOf(user).get(path)
    if (!file) throw new NotTaken(this.#foldersOf(user).has(path) ? 405 : 404, `No ${path}`)
    const type = path.endsWith('.md') ? 'text/markdown;charset=UTF-8' : 'application/octet-stream'
    return { status: 200, headers: { 'content-type': type, ...this.#etagHeaders(file) }, body: file.content.toString() }
  }

  /** @param {Asked} asked @param {string} user @param {string} path */
  #write({ headers, body, entry }, user, path) {
    if (!headers['content-type']) throw new Refusal(415, 'A file without a type')
    const { meanwhile } = this
    this.meanwhile = undefined
    meanwhile?.(path)
    if (this.#foldersOf(user).has(path)) throw new Refusal(405, `${path} is a folder`)
    const before = this.filesOf(user).get(path)
    this.#expect(headers, before)
    if (!this.#foldersOf(user).has(folderOf(path))) throw new NotTaken(409, `No folder ${folderOf(path)}`)
    const isConditional = headers['if-match'] ?? headers['if-none-match']
    const isNote = path.endsWith('.md')
    if (isNote && !isConditional && (!before || this.etags === 'strong'))
      this.violation(entry, `${path} is written without a condition`)
    if (before?.content.equals(body)) this.violation(entry, `${path} is written without a change`)
    this.#store(user, path, body)
    const file = this.filesOf(user).get(path)
    return { status: before ? 204 : 201, headers: file ? this.#etagHeaders(file) : {} }
  }

  /** @param {Asked} asked @param {string} user @param {string} path */
  #makeFolder({ body, url }, user, path) {
    if (body.length > 0) throw new Refusal(415, 'MKCOL with a body')
    if (!url.pathname.endsWith('/')) throw new Refusal(400, 'The address of a folder ends with a slash')
    if (this.#foldersOf(user).has(path) || this.filesOf(user).has(path)) throw new NotTaken(405, `${path} exists`)
    if (!this.#foldersOf(user).has(folderOf(path))) throw new NotTaken(409, `No folder ${folderOf(path)}`)
    this.#foldersOf(user).add(path)
    return { status: 201 }
  }

  /** @param {Asked} asked @param {string} user @param {string} path */
  #move({ headers, url }, user, path) {
    if (!this.moves) throw new NotTaken(502, 'Another server, as it seems')
    const destination = new URL(`${headers.destination}`)
    if (destination.host !== headers.host) throw new Refusal(502, `${destination.host} is another server`)
    const to = this.#pathOf(destination.pathname, user)
    const file = this.filesOf(user).get(path)
    if (!file) throw new NotTaken(404, `No ${url.pathname}`)
    if (headers.overwrite !== 'F') throw new Refusal(400, 'A move that may overwrite')
    if (this.filesOf(user).has(to) || this.#foldersOf(user).has(to)) throw new NotTaken(412, `${to} exists`)
    // Apache answers 500.
    if (!this.#foldersOf(user).has(folderOf(to))) throw new Refusal(409, `No folder ${folderOf(to)}`)
    this.filesOf(user).delete(path)
    this.#store(user, to, file.content)
    return { status: 201 }
  }

  /** @param {Asked} asked @param {string} user @param {string} path */
  #delete({ headers, entry }, user, path) {
    if (this.#foldersOf(user).has(path)) throw new Refusal(403, 'A folder would go with everything in it')
    const file = this.filesOf(user).get(path)
    if (!file) throw new NotTaken(404, `No ${path}`)
    this.#expect(headers, file)
    if (path.endsWith('.md') && this.etags === 'strong' && !headers['if-match'])
      this.violation(entry, `${path} is deleted without a condition`)
    this.filesOf(user).delete(path)
    return { status: 204 }
  }

  /** @param {import('node:http').IncomingHttpHeaders} headers @param {File | undefined} file */
  #expect(headers, file) {
    const { 'if-match': match, 'if-none-match': none } = headers
    if (none !== undefined && none !== '*') throw new Refusal(400, `If-None-Match: ${none}`)
    if (none === '*' && file) throw new NotTaken(412, 'It exists')
    if (match?.startsWith('W/')) throw new Refusal(412, 'A weak ETag never matches')
    if (match !== undefined && match !== (file && this.#etag(file))) throw new NotTaken(412, 'It has changed')
  }

  /** @param {File} file */
  #etag({ etag }) {
    return this.etags === 'weak' ? `W/"${etag}"` : `"${etag}"`
  }

  /** @param {File} file @returns {Record<string, string>} */
  #etagHeaders(file) {
    return this.etags === 'none' ? {} : { etag: this.#etag(file), 'oc-etag': this.#etag(file) }
  }
}

/** @param {string} path */
const keyOf = (path) => path.normalize('NFC').toLowerCase()

/** @param {string} path */
const folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** @param {string} href @param {number} [size] undefined for a folder @param {string} [etag] */
function response(href, size, etag) {
  const found =
    size === undefined
      ? '<d:resourcetype><d:collection/></d:resourcetype>'
      : `<d:resourcetype/><d:getcontentlength>${size}</d:getcontentlength><d:getetag>${etag?.replaceAll('"', '&quot;')}</d:getetag>`
  const missing =
    size === undefined
      ? '<d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>'
      : ''
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${found}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>${missing}</d:response>`
}

/** @param {string[]} responses */
function multistatus(responses) {
  const body = `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">${responses.join('')}</d:multistatus>`
  return { status: 207, headers: { 'content-type': 'application/xml; charset=utf-8' }, body }
}

/** @param {{port?: number}} [options] */
export async function startWebDav({ port = 0 } = {}) {
  return serve(new WebDav(), port)
}
