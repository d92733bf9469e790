// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of the dashboard's routes; screens.tsx maps each to its screen. It has no imports, so that tests can walk
// all screens by it.

interface Route {
  /** `:name` matches any one segment. */
  path: string
  /** The text key of the heading. Absent if the screen makes its own from what it shows. */
  title?: string
  /** Who gets links to it; everyone if absent. */
  access?: 'accounts' | 'guests' | 'admins'
  /** The text key that tells guests why to sign in. They see it in place of the screen. */
  why?: string
  /** Where users with access find a link to it. */
  link?: { in: 'header' | 'menu'; icon: string }
  /** A single form in the middle of the screen, without breadcrumbs. */
  isForm?: true
  /** For signed-in users, the screen makes its own heading from what it shows. */
  hasOwnHeading?: true
  /** While the server isn't reached, the screen shows what is kept of it in this browser. */
  isReadOffline?: true
  /** Fills the window, without the header. */
  isViewer?: true
  /** For people who may have no account here: without the header, the search and the notes about one's own library. */
  isForGuests?: true
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
  admin: {
    path: '/admin',
    title: 'operator.title',
    access: 'admins',
    why: 'operator.why',
    link: { in: 'menu', icon: 'panel' },
  },
  adminWaitlist: { path: '/admin/waitlist', title: 'operator.waitlist', access: 'admins', why: 'operator.why' },
  adminInvitations: {
    path: '/admin/invitations',
    title: 'operator.invitations',
    access: 'admins',
    why: 'operator.why',
  },
  adminHealth: { path: '/admin/health', title: 'operator.health', access: 'admins', why: 'operator.why' },
  adminLog: { path: '/admin/log', title: 'operator.log', access: 'admins', why: 'operator.why' },
  aiKeys: { path: '/ai-keys', title: 'aiKeys.title', link: { in: 'menu', icon: 'key' } },
  /** The redirect of Notion's OAuth flow. */
  notionReturn: {
    path: '/connections/notion',
    title: 'notion.returned',
    access: 'accounts',
    why: 'notion.whyReturned',
    isForm: true,
  },
  /** The redirect of the OAuth flow of a target. */
  targetReturn: {
    path: '/connections/:target',
    title: 'granting.returned',
    access: 'accounts',
    why: 'granting.whyReturned',
    isForm: true,
  },
  integration: {
    path: '/integrations/:target',
    title: 'integrations.title',
    access: 'accounts',
    why: 'integrations.why',
    hasOwnHeading: true,
  },
  workspace: {
    path: '/workspaces/:uuid',
    title: 'workspaces.title',
    access: 'accounts',
    why: 'workspaces.why',
    hasOwnHeading: true,
    isReadOffline: true,
  },
  members: {
    path: '/workspaces/:uuid/members',
    title: 'workspaces.title',
    access: 'accounts',
    why: 'workspaces.why',
    hasOwnHeading: true,
  },
  /** What an invitation's link opens. The token is in the fragment of the address. */
  invitation: {
    path: '/invitation',
    title: 'invitation.title',
    access: 'accounts',
    why: 'invitation.why',
    isForm: true,
  },
  signIn: {
    path: '/sign-in',
    title: 'signIn.title',
    access: 'guests',
    link: { in: 'header', icon: 'user' },
    isForm: true,
  },
  /** The redirect of a sign-in service. */
  providerReturn: { path: '/sign-in/:target', title: 'sign.returned', isForm: true },
  signUp: { path: '/sign-up', title: 'signUp.title', access: 'guests', isForm: true },
  /** What a mailed link opens. The token is in the fragment of the address. */
  confirmAddress: { path: '/confirm-address', title: 'confirm.title', isForm: true },
  forgotPassword: { path: '/forgot-password', title: 'reset.title', isForm: true },
  /** What a mailed link opens. The token is in the fragment of the address. */
  resetPassword: { path: '/reset-password', title: 'reset.title', isForm: true },
  device: { path: '/device', title: 'device.title', access: 'accounts', why: 'device.signIn', isForm: true },
  /** What a link shows. The link's token is in the fragment of the address. */
  shared: { path: '/shared', isForGuests: true },
  about: { path: '/about', title: 'about.title', link: { in: 'menu', icon: 'lock' } },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
