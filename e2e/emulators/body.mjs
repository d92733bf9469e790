// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * The body of a request; undefined where it has more than `max` bytes. What is beyond is read as well, so that the client
 * can read the answer, and forgotten.
 *
 * @param {import('node:http').IncomingMessage} request @param {number} max @returns {Promise<Buffer | undefined>}
 */
export async function bodyWithin(request, max) {
  const pieces = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    if (length <= max) pieces.push(piece)
    else pieces.length = 0
  }
  return length > max ? undefined : Buffer.concat(pieces)
}
