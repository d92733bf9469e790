// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker that encrypts and opens backups. It has its own file, so that nothing else loads libsodium.
import { serveBackups } from './data/backups/backup-desk.ts'

serveBackups({
  listen: (hear) => self.addEventListener('message', ({ data }) => hear(data)),
  post: (message) => self.postMessage(message),
})
