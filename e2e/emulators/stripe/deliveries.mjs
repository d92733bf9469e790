// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends an account's events to a webhook, signed as Stripe signs: at least once, in any order, again until the answer is
// 2xx.

import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {import('./account.mjs').Happened} Happened */
/** @typedef {{url: string, secret: string, is_shuffled?: boolean, is_doubled?: boolean}} Webhook */

const apiVersion = '2026-10-28.endive'
const maxTries = 8
const firstPauseMs = 200

/** @param {Happened} event @param {boolean} livemode */
export const shownEvent = ({ id, type, created, object }, livemode) => ({
  ...{ id, object: 'event', api_version: apiVersion, created, type, livemode, pending_webhooks: 1 },
  ...{ data: { object }, request: { id: null, idempotency_key: null } },
})

/** @param {string} secret whole, with its prefix @param {string} body @param {number} seconds */
export function signatureOf(secret, body, seconds) {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${v1}`
}

export class Deliveries {
  /** @type {Webhook | null} */
  webhook = null
  /** What became of each attempt. @type {{event: string, type: string, status: number | null}[]} */
  attempts = []
  #underWay = 0

  get underWay() {
    return this.#underWay
  }

  /** @param {Happened} event @param {boolean} livemode */
  send(event, livemode) {
    const { webhook } = this
    if (!webhook) return
    for (let i = 0; i < (webhook.is_doubled ? 2 : 1); i++) {
      this.#underWay += 1
      this.#deliver(webhook, event, livemode).finally(() => {
        this.#underWay -= 1
      })
    }
  }

  /** @param {Webhook} webhook @param {Happened} event @param {boolean} livemode */
  async #deliver({ url, secret, is_shuffled }, event, livemode) {
    const body = JSON.stringify(shownEvent(event, livemode))
    if (is_shuffled) await sleep(Math.random() * 100)
    for (let tries = 0; tries < maxTries; tries++) {
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureOf(secret, body, Math.floor(Date.now() / 1000)),
      }
      const status = await fetch(url, { method: 'POST', headers, body }).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status
        },
        () => null,
      )
      this.attempts.push({ event: event.id, type: event.type, status })
      if (status !== null && status >= 200 && status < 300) return
      await sleep(firstPauseMs * 2 ** tries)
    }
  }
}
