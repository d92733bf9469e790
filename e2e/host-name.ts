// SPDX-License-Identifier: AGPL-3.0-or-later
// The server by plain HTTP under a host name, as in a home network: no secure context to the browser.
import { shellOptions } from './chromium.ts'

const name = 'rmirror.test'

/** For `test.use`. */
export const onHostName = {
  baseURL: `http://${name}:${process.env.RMIRROR_E2E_PORT}`,
  launchOptions: {
    ...shellOptions,
    args: [...(shellOptions.args ?? []), `--host-resolver-rules=MAP ${name} 127.0.0.1`],
  },
}
