// SPDX-License-Identifier: AGPL-3.0-or-later
// The address of a shared page. All of it that matters is in the fragment, which browsers send to no server.

export const sharedPath = '/shared'

export interface LinkAddress {
  token: string
  /** The 1-based page that is open; null: the notebook. */
  page: number | null
}

export function readLinkAddress(hash: string): LinkAddress {
  const [token = '', page = ''] = hash.replace(/^#/, '').split('/')
  return { token, page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : null }
}

export function linkHref({ token, page }: LinkAddress): string {
  return `${sharedPath}#${token}${page === null ? '' : `/${page}`}`
}
