// SPDX-License-Identifier: AGPL-3.0-or-later
// The addresses of all versions: which there are, what a connection must be allowed to do there, and which keys their
// queries may have. Below /v1.

/** @typedef {'read' | 'insert' | 'update'} Capability */

/**
 * @typedef {object} Route
 * @property {string} method
 * @property {string} path with :id in place of an id
 * @property {Capability} [needs]
 * @property {string[]} query
 * @property {'content' | 'uploads' | 'me'} by who answers
 */

const paging = ['start_cursor', 'page_size']
const columns = ['filter_properties']

/** @type {[method: string, path: string, needs: Capability | undefined, query?: string[]][]} */
const content = [
  ['POST', 'search', 'read'],
  ['POST', 'databases', 'insert'],
  ['GET', 'databases/:id', 'read'],
  ['PATCH', 'databases/:id', 'update'],
  ['POST', 'databases/:id/query', 'read', columns],
  ['POST', 'data_sources', 'insert'],
  ['GET', 'data_sources/:id', 'read'],
  ['PATCH', 'data_sources/:id', 'update'],
  ['POST', 'data_sources/:id/query', 'read', columns],
  ['POST', 'pages', 'insert', columns],
  ['GET', 'pages/:id', 'read', columns],
  ['PATCH', 'pages/:id', 'update', columns],
  ['POST', 'pages/:id/move', 'update'],
  ['GET', 'pages/:id/markdown', 'read', ['include_transcript']],
  ['PATCH', 'pages/:id/markdown', 'update'],
  ['GET', 'blocks/:id', 'read'],
  ['PATCH', 'blocks/:id', 'update'],
  ['DELETE', 'blocks/:id', 'update'],
  ['GET', 'blocks/:id/children', 'read', paging],
  ['PATCH', 'blocks/:id/children', 'insert'],
]

/** @type {[method: string, path: string, query?: string[]][]} */
const uploads = [
  ['POST', 'file_uploads'],
  ['GET', 'file_uploads', ['status', ...paging]],
  ['GET', 'file_uploads/:id'],
  ['POST', 'file_uploads/:id/send'],
  ['POST', 'file_uploads/:id/complete'],
]

/** @type {Route[]} */
export const routes = [
  ...content.map(([method, path, needs, query = []]) => ({
    ...{ method, path, query, by: /** @type {const} */ ('content') },
    ...(needs && { needs }),
  })),
  ...uploads.map(([method, path, query = []]) => ({ method, path, query, by: /** @type {const} */ ('uploads') })),
  { method: 'GET', path: 'users/me', query: [], by: 'me' },
]

/**
 * @param {string} method @param {string} path below /v1, as it was sent
 * @returns {{route: Route, path: string, id: string} | undefined} the path decoded, and the id in it
 */
export function routeOf(method, path) {
  const words = decoded(path)
  if (!words) return undefined
  for (const route of routes) {
    const parts = route.path.split('/')
    const fits =
      route.method === method &&
      parts.length === words.length &&
      parts.every((part, index) => part === ':id' || part === words[index])
    if (fits) return { route, path: `/${words.join('/')}`, id: words[parts.indexOf(':id')] ?? '' }
  }
  return undefined
}

/** Nothing where a word is empty, a step upwards or more than one word. @param {string} path */
function decoded(path) {
  try {
    const words = path.split('/').slice(1).map(decodeURIComponent)
    const isPlain = words.every((word) => word !== '' && word !== '.' && word !== '..' && !/[/\\]/.test(word))
    return isPlain ? words : undefined
  } catch {
    return undefined
  }
}

/** Whether a call changes something, whatever its method. @param {string} method @param {string} path below /v1 */
export function isWrite(method, path) {
  if (method === 'POST') return path !== '/search' && !path.endsWith('/query')
  return method === 'PATCH' || method === 'DELETE'
}

/** Whether the same call made twice leaves what it leaves made once. @param {string} method @param {string} path */
export function isRepeatable(method, path) {
  if (method === 'POST' && path.endsWith('/move')) return true
  if (method === 'PATCH') return !path.endsWith('/children') && !path.endsWith('/markdown')
  return path.startsWith('/file_uploads')
}
