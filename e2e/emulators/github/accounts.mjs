// SPDX-License-Identifier: AGPL-3.0-or-later

/** @typedef {{email: string, primary: boolean, verified: boolean, visibility: string | null}} Email */
/** @typedef {{id: number, name: string | null, emails: Email[]}} Person */

export class Accounts {
  /** By login. @type {Map<string, Person>} */
  #people = new Map()
  #lastId = 1000

  /** Those who aren't as the others. @param {Record<string, Person>} people */
  set(people) {
    for (const [login, person] of Object.entries(people)) this.#people.set(login, person)
  }

  /** Everybody has an account, with a verified address. @param {string} login @returns {Person} */
  of(login) {
    const known = this.#people.get(login)
    if (known) return known
    this.#lastId += 1
    const email = { email: `${login}@example.org`, primary: true, verified: true, visibility: 'private' }
    const old = { email: `old-${login}@example.org`, primary: false, verified: true, visibility: null }
    const person = { id: this.#lastId, name: null, emails: [old, email] }
    this.#people.set(login, person)
    return person
  }
}
