// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of the dashboard's routes; screens.tsx maps each to its screen. It has no imports, so that tests can walk
// all screens by it.

interface Route {
  /** `:name` matches any one segment. */
  path: string
  /** The text key of the heading. Absent if the screen makes its own from what it shows. */
  title?: string
  /** Who gets links to it; everyone if absent. */
  access?: 'accounts' | 'guests'
  /** The text key that tells guests why to sign in. They see it in place of the screen. */
  why?: string
  /** Where users with access find a link to it. */
  link?: { in: 'header' | 'menu'; icon: string }
  /** A single form in the middle of the screen, without breadcrumbs. */
  isForm?: true
  /** For signed-in users, the screen makes its own heading from what it shows. */
  hasOwnHeading?: true
  /** Fills the window, without the header. */
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
    hasOwnHeading: true,
  },
  aiKeys: { path: '/ai-keys', title: 'aiKeys.title', link: { in: 'menu', icon: 'key' } },
  /** The redirect of Notion's OAuth flow. */
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
    hasOwnHeading: true,
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
