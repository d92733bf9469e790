// SPDX-License-Identifier: AGPL-3.0-or-later
// What real services were seen to answer, word for word. The tests of the server and of the browser judge the same list.
import list from '@rmirror/shared/ocr/real-answers.json' with { type: 'json' }

/** @typedef {{name: string, kind: string, status: number, reason: string, body: any}} RealAnswer */

/** @type {RealAnswer[]} */
const answers = list.answers

/** By their names without the service's. @param {string} service such as "claude" @returns {Map<string, RealAnswer>} */
export function realAnswersOf(service) {
  const own = answers.filter(({ name }) => name.startsWith(`${service}: `))
  return new Map(own.map((answer) => [answer.name.slice(service.length + 2), answer]))
}
