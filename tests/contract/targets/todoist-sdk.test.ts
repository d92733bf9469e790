// SPDX-License-Identifier: AGPL-3.0-or-later
// Todoist's own client against the emulator: whatever it validates, the emulator answers as Todoist does.
import {
  getAuthorizationUrl,
  getAuthToken,
  refreshAuthToken,
  revokeToken,
  TodoistApi,
  TodoistRequestError,
} from '@doist/todoist-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTodoist } from '../../../e2e/emulators/todoist.mjs'

let emulator: Awaited<ReturnType<typeof startTodoist>>
let api: TodoistApi

beforeAll(async () => {
  emulator = await startTodoist({ tokens: ['right'], limits: { projects: 2 } })
  api = new TodoistApi('right', { baseUrl: emulator.address })
})

afterAll(() => emulator.close())

const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(TodoistRequestError)
  const { httpStatusCode, responseData } = error as TodoistRequestError
  return { status: httpStatusCode, tag: (responseData as { error_tag?: string } | undefined)?.error_tag }
}

it('makes projects up to the limit of the plan, and lists them', async () => {
  const project = await api.addProject({ name: 'Notes' })
  expect(project).toMatchObject({ name: 'Notes', isArchived: false })
  await api.addProject({ name: 'Work' })
  expect(await refusal(api.addProject({ name: 'Third' }))).toEqual({ status: 403, tag: 'MAX_PROJECTS_LIMIT_REACHED' })
  const { results } = await api.getProjects({ limit: 2 })
  expect(results.map(({ name }) => name)).toEqual(['Inbox', 'Notes'])
})

it('makes, changes, completes, reopens and deletes a task', async () => {
  const task = await api.addTask({ content: 'Milk', description: 'Two', labels: ['remarkable'], dueDate: '2026-03-06' })
  expect(task).toMatchObject({ content: 'Milk', checked: false, due: { date: '2026-03-06', isRecurring: false } })
  const changed = await api.updateTask(task.id, { content: 'Oat milk', dueString: 'no date' })
  expect(changed).toMatchObject({ id: task.id, content: 'Oat milk', due: null })
  expect(await api.closeTask(task.id)).toBe(true)
  expect(await api.getTask(task.id)).toMatchObject({ checked: true })
  const day = 86_400_000
  const [since, until] = [-day, day].map((ahead) => new Date(Date.now() + ahead).toJSON())
  const { items } = await api.getCompletedTasksByCompletionDate({ since: since ?? '', until: until ?? '' })
  expect(items.map(({ id }) => id)).toEqual([task.id])
  expect(await api.reopenTask(task.id)).toBe(true)
  expect((await api.getTasks({ label: 'remarkable' })).results).toMatchObject([{ id: task.id, checked: false }])
  expect(await api.deleteTask(task.id)).toBe(true)
  expect(await refusal(api.getTask(task.id))).toEqual({ status: 404, tag: 'NOT_FOUND' })
})

it('has one effect with the same request id', async () => {
  const [first, second] = [
    await api.addTask({ content: 'Once' }, 'an id'),
    await api.addTask({ content: 'Once' }, 'an id'),
  ]
  expect(second.id).toBe(first.id)
})

it('reads 300 tasks by their cursor', async () => {
  for (let nth = 0; nth < 299; nth += 1)
    emulator.service.account('right').addTask({ content: `Task ${nth}`, labels: ['many'] })
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { results, nextCursor } = await api.getTasks({ label: 'many', limit: 200, ...(cursor && { cursor }) })
    ids.push(...results.map(({ id }) => id))
    cursor = nextCursor
  }
  expect(new Set(ids).size).toBe(299)
  expect(await refusal(api.addTask({ content: 'One too many' }))).toEqual({
    status: 403,
    tag: 'MAX_ITEMS_LIMIT_REACHED',
  })
})

it('grants access to an app, renews its tokens and revokes them', async () => {
  const { address: baseUrl, service } = emulator
  const client = { id: 'an app', secret: 'its secret', redirect_uri: 'http://app.example.org/back' }
  service.oauth.clients = [client]
  const [clientId, clientSecret] = [client.id, client.secret]
  const consent = getAuthorizationUrl({
    ...{ clientId, permissions: ['data:read_write', 'data:delete'], state: 'a state', baseUrl },
  })
  const { headers } = await fetch(`${consent}&allow=1`, { redirect: 'manual' })
  const back = new URL(headers.get('location') ?? '')
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([client.redirect_uri, 'a state'])
  const code = back.searchParams.get('code') ?? ''
  const failed = (call: Promise<unknown>) => refusal(call).then(({ status }) => status)
  expect(await failed(getAuthToken({ clientId, clientSecret: 'wrong', code }, { baseUrl }))).toBe(400)
  const first = await getAuthToken({ clientId, clientSecret, code }, { baseUrl })
  expect(first).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600, scope: 'data:read_write data:delete' })
  expect(await failed(getAuthToken({ clientId, clientSecret, code }, { baseUrl }))).toBe(400)
  const refreshToken = first.refreshToken ?? ''
  const second = await refreshAuthToken({ clientId, clientSecret, refreshToken }, { baseUrl })
  expect(second.refreshToken).not.toBe(refreshToken)
  // Within a minute, the old one gets the same access token, and no refresh token.
  expect(await refreshAuthToken({ clientId, clientSecret, refreshToken }, { baseUrl })).toEqual({
    ...{ accessToken: second.accessToken, tokenType: 'Bearer', expiresIn: 3600 },
  })
  const app = new TodoistApi(second.accessToken, { baseUrl })
  expect((await app.getProjects()).results).toHaveLength(1)
  expect(await revokeToken({ clientId, clientSecret, token: second.accessToken }, { baseUrl })).toBe(true)
  expect(await refusal(app.getProjects())).toMatchObject({ status: 401 })
})

it('is refused what Todoist refuses', async () => {
  const stranger = new TodoistApi('wrong', { baseUrl: emulator.address })
  expect(await refusal(stranger.getTasks())).toMatchObject({ status: 401 })
  const wrong = { status: 400, tag: 'INVALID_ARGUMENT_VALUE' }
  expect(await refusal(api.addTask({ content: 'x'.repeat(501) }))).toEqual(wrong)
  expect(await refusal(api.addTask({ content: 'x', dueDate: '2026-02-30' }))).toEqual(wrong)
  expect(await refusal(api.addTask({ content: 'x', labels: ['two words'] }))).toEqual(wrong)
  expect(await refusal(api.addTask({ content: 'x', sectionId: 'unknown to the emulator' }))).toEqual(wrong)
  expect(await refusal(api.addTask({ content: 'x', projectId: 'none' }))).toMatchObject({ status: 404 })
  const long = { since: '2026-01-01T00:00:00Z', until: '2026-11-01T00:00:00Z' }
  expect(await refusal(api.getCompletedTasksByCompletionDate(long))).toEqual(wrong)
})
