// SPDX-License-Identifier: AGPL-3.0-or-later
// How the service refuses a call.

/** @typedef {{check?: number, isViolation?: boolean}} How */

/** @typedef {'page' | 'database' | 'data_source' | 'block' | 'user' | 'file_upload'} Kind */

export class NotionError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {Record<string, unknown>} [additional_data]
   * @param {How} [how] the check that the call fails, see `checks`; a violation is what no careful client sends
   */
  constructor(status, code, message, additional_data, { check = 0, isViolation = status === 400 } = {}) {
    super(message)
    this.name = 'NotionError'
    this.status = status
    this.code = code
    this.additional_data = additional_data
    this.check = check
    this.isViolation = isViolation
  }
}

/** @param {string} message @param {How} [how] */
export const invalid = (message, how) => new NotionError(400, 'validation_error', message, undefined, how)

/** No violation: people may have edited in between. @param {string} message @param {number} check */
export const overtaken = (message, check) => invalid(message, { check, isViolation: false })

export const unknownUrl = (check = 2) =>
  new NotionError(400, 'invalid_request_url', 'Invalid request URL.', undefined, { check })

/** @param {Kind} kind @param {string} id */
export const notFound = (kind, id) =>
  new NotionError(
    404,
    'object_not_found',
    `Could not find ${kind} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration.`,
    undefined,
    { check: 25 },
  )

export const notPermitted = () =>
  new NotionError(403, 'restricted_resource', 'Insufficient permissions for this endpoint.', undefined, { check: 26 })

export const outOfBlocks = () =>
  new NotionError(
    403,
    'restricted_resource',
    'This workspace has used all of its free blocks. Upgrade its plan in Notion to create more content. Learn more: https://www.notion.com/help/understanding-block-usage',
    { block_limit: 'block_creation' },
  )

export const archived = () =>
  overtaken("Can't edit block that is archived. You must unarchive the block before editing.", 23)

export const archivedAncestor = () =>
  overtaken(
    "Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page.",
    23,
  )
