// SPDX-License-Identifier: AGPL-3.0-or-later

/** The address without a slash at its end, or what is wrong with it. */
export type ServerAddress = { server: string } | { problem: 'no-address' | 'more-than-an-address' }

export function serverAddressOf(text: string): ServerAddress {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  if (!url) return { problem: 'no-address' }
  if (url.username || url.password || url.search || url.hash) return { problem: 'more-than-an-address' }
  return { server: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}

/** Whether others in the network could read what is sent there. */
export function isUnencrypted(server: string): boolean {
  return server.startsWith('http:') && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(server).hostname)
}
