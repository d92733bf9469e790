// SPDX-License-Identifier: AGPL-3.0-or-later
// Which event a call that was carried out raises.

/** @typedef {import('./webhooks.mjs').Event} Event */

/** @param {any} parent @returns {{id: string, type: string} | undefined} */
const shownParent = (parent) => {
  const type = parent?.type ?? ''
  return parent?.[type] === true
    ? { id: type, type: 'space' }
    : parent && { id: parent[type], type: type.replace(/_id$/, '') }
}

/** By method and address. @type {Record<string, (body: any, answer: any, pageOf: (block: string) => string | undefined, id: string) => Event | undefined>} */
const events = {
  'POST pages': (_body, answer) => ofPage('page.created', answer),
  'PATCH pages/:id': (body, answer) =>
    ofPage(changeOf(body), answer, { updated_properties: propertiesIn(body, answer) }),
  'PATCH pages/:id/markdown': (_body, answer) => ofContent(answer.id, []),
  'PATCH blocks/:id/children': (_body, answer, pageOf, id) =>
    ofContent(
      pageOf(id),
      answer.results.map((/** @type {{id: string}} */ block) => block.id),
    ),
  'PATCH blocks/:id': (_body, answer, pageOf) => ofContent(pageOf(answer.id), [answer.id]),
  'DELETE blocks/:id': (_body, answer, pageOf) => ofContent(pageOf(answer.id), [answer.id]),
  'POST databases': (_body, answer) => ({
    type: 'database.created',
    entity: { id: answer.id, type: 'database' },
    data: { parent: shownParent(answer.parent) },
  }),
  'POST file_uploads': (_body, answer) => ofUpload('file_upload.created', answer),
  'POST file_uploads/:id/send': (_body, answer) =>
    answer.status === 'uploaded' ? ofUpload('file_upload.completed', answer) : undefined,
  'POST file_uploads/:id/complete': (_body, answer) => ofUpload('file_upload.completed', answer),
}

/**
 * @param {string} route @param {any} body @param {any} answer @param {(block: string) => string | undefined} pageOf
 * @param {string} id in the path
 */
export function eventOf(route, body, answer, pageOf, id) {
  return events[route]?.(body, answer, pageOf, id)
}

/** @param {string} type @param {any} page @param {object} [more] @returns {Event} */
function ofPage(type, page, more = {}) {
  const data = { parent: shownParent(page.parent), ...(type === 'page.properties_updated' && more) }
  return { type, entity: { id: page.id, type: 'page' }, data }
}

/** @param {any} body */
function changeOf(body) {
  const inTrash = body.in_trash ?? body.archived
  if (inTrash !== undefined) return inTrash ? 'page.deleted' : 'page.undeleted'
  if (body.is_locked !== undefined) return body.is_locked ? 'page.locked' : 'page.unlocked'
  return 'page.properties_updated'
}

/** Their ids. @param {any} body @param {any} page */
function propertiesIn(body, page) {
  return Object.keys(body.properties ?? {}).map((name) => page.properties?.[name]?.id ?? name)
}

/** @param {string | undefined} page @param {string[]} blocks @returns {Event | undefined} */
function ofContent(page, blocks) {
  if (page === undefined) return undefined
  const updated_blocks = blocks.map((id) => ({ id, type: 'block' }))
  return { type: 'page.content_updated', entity: { id: page, type: 'page' }, data: { updated_blocks } }
}

/** @param {string} type @param {any} upload @returns {Event} */
const ofUpload = (type, upload) => ({ type, entity: { id: upload.id, type: 'file_upload' }, data: {} })
