// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * The body of a request; undefined where it has more than `most` bytes. What is beyond is read as well, so that the client
 * can read the answer, and forgotten.
 *
 * @param {import('node:http').IncomingMessage} request @param {number} most @returns {Promise<Buffer | undefined>}
 */
export async function bodyWithin(request, most) {
  const pieces = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    if (length <= most) pieces.push(piece)
    else pieces.length = 0
  }
  return length > most ? undefined : Buffer.concat(pieces)
}
