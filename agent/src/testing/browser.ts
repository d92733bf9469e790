// SPDX-License-Identifier: AGPL-3.0-or-later
// A browser of a watch's page: it sends the given requests, and keeps the cookie and the token.
import { request } from 'node:http'
import type { LocalActions, LocalSession, LocalState } from '@rmirror/shared/local-page'

export interface Asked {
  method?: string
  path?: string
  headers?: Record<string, string | undefined>
  body?: object
}

export class Browser {
  readonly port: number
  cookie = ''
  token = ''

  constructor(port: number) {
    this.port = port
  }

  ask({ method = 'GET', path = '/api/state', headers = {}, body }: Asked) {
    const own = {
      host: `127.0.0.1:${this.port}`,
      cookie: this.cookie,
      'rmirror-page': this.token,
      ...(body && { origin: `http://127.0.0.1:${this.port}`, 'content-type': 'application/json' }),
    }
    const given = Object.entries({ ...own, ...headers }).filter((each): each is [string, string] => !!each[1])
    return new Promise<{ status: number | undefined; text: string; cookie: string }>((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port: this.port, method, path, headers: Object.fromEntries(given) })
      asking.once('error', reject).once('response', async (answer) => {
        const text = (await answer.setEncoding('utf8').toArray()).join('')
        resolve({ status: answer.statusCode, text, cookie: answer.headers['set-cookie']?.[0] ?? '' })
      })
      asking.end(body && JSON.stringify(body))
    })
  }

  async enter(code: string) {
    const answer = await this.ask({ method: 'POST', path: '/api/session', body: { code } })
    if (answer.status === 200) {
      this.cookie = answer.cookie.split(';')[0] ?? ''
      this.token = (JSON.parse(answer.text) as LocalSession).token
    }
    return answer
  }

  async state(): Promise<LocalState> {
    return JSON.parse((await this.ask({})).text)
  }

  async act<Name extends keyof LocalActions>(name: Name, body: LocalActions[Name]) {
    return (await this.ask({ method: 'POST', path: `/api/${name}`, body })).status
  }
}
