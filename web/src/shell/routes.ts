// SPDX-License-Identifier: AGPL-3.0-or-later
// Every address of the dashboard, one row each; screens.tsx says what is shown there. Imports nothing, so that tests
// can walk all screens by it.

interface Route {
  /** `:name` stands for any segment. */
  path: string
  /** The text of the heading. A screen that is named after what it shows has none: it makes its own. */
  title?: string
  /** Who is offered it; nobody in particular where this is absent. */
  access?: 'accounts' | 'guests'
  /** The text that tells guests why to sign in. They see it instead of a screen for accounts. */
  why?: string
  /** Where a link to it is shown to those who have access. */
  link?: { in: 'header' | 'menu'; icon: string }
  /** One form in the middle of the screen, without the way back to the library. */
  isForm?: true
  /** For those who have access the screen makes its own heading, after what it shows. */
  namesItself?: true
  /** The screen fills the window, without a header. */
  isViewer?: true
}

export const routes = {
  library: { path: '/' },
  trash: { path: '/trash' },
  folder: { path: '/folders/:uuid' },
  notebook: { path: '/notebooks/:uuid' },
  page: { path: '/notebooks/:uuid/pages/:number', isViewer: true },
  todos: {
    path: '/todos',
    title: 'todos.title',
    access: 'accounts',
    why: 'todos.why',
    link: { in: 'header', icon: 'check' },
  },
  activity: {
    path: '/activity',
    title: 'activity.title',
    access: 'accounts',
    why: 'activity.why',
    link: { in: 'menu', icon: 'sync' },
  },
  deleted: {
    path: '/deleted',
    title: 'deleted.title',
    access: 'accounts',
    why: 'deleted.why',
    link: { in: 'menu', icon: 'trash' },
  },
  account: {
    path: '/account',
    title: 'account.title',
    access: 'accounts',
    why: 'account.why',
    link: { in: 'header', icon: 'user' },
  },
  integrations: {
    path: '/integrations',
    title: 'integrations.title',
    access: 'accounts',
    why: 'integrations.why',
    link: { in: 'menu', icon: 'plug' },
  },
  notion: {
    path: '/integrations/notion',
    title: 'integrations.title',
    access: 'accounts',
    why: 'notion.why',
    namesItself: true,
  },
  aiKeys: { path: '/ai-keys', title: 'aiKeys.title', link: { in: 'menu', icon: 'key' } },
  /** Notion leads back here when it has asked somebody. */
  notionReturn: {
    path: '/connections/notion',
    title: 'notion.returned',
    access: 'accounts',
    why: 'notion.whyReturned',
    isForm: true,
  },
  integration: {
    path: '/integrations/:target',
    title: 'integrations.title',
    access: 'accounts',
    why: 'integrations.why',
    namesItself: true,
  },
  signIn: {
    path: '/sign-in',
    title: 'signIn.title',
    access: 'guests',
    link: { in: 'header', icon: 'user' },
    isForm: true,
  },
  signUp: { path: '/sign-up', title: 'signUp.title', access: 'guests', isForm: true },
  device: { path: '/device', title: 'device.title', access: 'accounts', why: 'device.signIn', isForm: true },
  about: { path: '/about', title: 'about.title', link: { in: 'menu', icon: 'lock' } },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
