// SPDX-License-Identifier: AGPL-3.0-or-later
// What Todoist alone makes hard: tasks that people edit, complete, move, delete and repeat there, and its limits.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Account } from '../../../e2e/emulators/targets/todoist-account.mjs'
import type { TodoistService } from '../../../e2e/emulators/todoist.mjs'
import { Delivering, type Person } from './delivering.ts'
import { complete, libraryOfPages, listHere } from './todo-database.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start('all', { RMIRROR_TEST_NOTION_POLL_SECONDS: '1' })
})
afterAll(() => world[Symbol.asyncDispose]())

const service = () => world.emulated.todoist?.service as unknown as TodoistService

afterAll(() => expect(service().violations).toEqual([]))

const pages = ['**Date: 2026-03-02**\n\n- [ ] Milk by Friday\n- [x] Bread', '- [ ] Call Ann']

/** A person with their account at Todoist, set up and at rest. */
async function todoist(who: string, texts = pages, project = 'inbox'): Promise<[Person, Account]> {
  const kim = await world.person('todoist', `todoist-${who}`, 'todo')
  await kim.announce(libraryOfPages(texts))
  await kim.setUp({ settings: { ...kim.emulated.valuesOf(kim.who), project } })
  const account = service().account(kim.who)
  const open = texts.join('\n').match(/- \[ \]/g)?.length
  await kim.until('all tasks', () => account.list(false).length === open)
  await kim.untilAtRest()
  return [kim, account]
}

/** As a person sees them: completed ones too. */
const listThere = (account: Account) =>
  [...account.list(false), ...account.list(true)]
    .map(({ content, checked }) => `${checked ? 'x' : 'o'} ${content}`)
    .toSorted()

function task(account: Account, content: string) {
  const found = [...account.tasks.values()].find((each) => each.content === content)
  if (!found) throw new Error(`No task ${content}: ${listThere(account)}`)
  return found
}

const untilHere = (kim: Person, list: string[]) =>
  kim.until(`${list}`, async () => `${await listHere(kim)}` === `${list.toSorted()}`)

const polls = (kim: Person) => kim.calls().filter(({ path }) => path.includes('/completed/by_completion_date')).length

/** Until two polls have begun after this. */
async function untilPolled(kim: Person): Promise<void> {
  const before = polls(kim)
  await kim.until('two polls', () => polls(kim) >= before + 2, false)
}

/** Calls that change something, from the n-th on. */
const writes = (kim: Person, from = 0) =>
  kim
    .calls()
    .slice(from)
    .filter(({ method }) => method !== 'GET')

it.concurrent('a task has the source, the date written, the due date and the labels of its to-do', async () => {
  const [, account] = await todoist('facts')
  // What was done before is no task.
  expect(listThere(account)).toEqual(['o Call Ann', 'o Milk by Friday'])
  const milk = task(account, 'Milk by Friday')
  expect(milk).toMatchObject({ labels: ['remarkable', 'Diary'], due: { date: '2026-03-06', is_recurring: false } })
  expect(milk.description).toMatch(
    /^From \*Diary\*, \[page 1\]\(http\S+\/notebooks\/[\da-f-]{36}\/pages\/1#todo-[\da-f-]{36}\)\nWritten on 2026-03-02$/,
  )
  expect(task(account, 'Call Ann').due).toBeNull()
})

it.concurrent('the due date is in the preview, before anything is sent', async () => {
  const kim = await world.person('todoist', 'todoist-preview', 'todo')
  await kim.announce(libraryOfPages(pages))
  const { sample } = (await kim.preview({ settings: kim.emulated.valuesOf(kim.who) })).body
  expect(sample).toContain('Milk by Friday — 2026-03-06\nFrom *Diary*, [page 1]')
  expect(sample).toContain('Call Ann\n')
  expect(kim.calls()).toEqual([])
})

it.concurrent('what is completed in Todoist is completed here, and is not sent back', async () => {
  const [kim, account] = await todoist('there')
  const before = kim.calls().length
  account.close(task(account, 'Call Ann').id)
  await untilHere(kim, ['o Milk by Friday', 'x Bread', 'x Call Ann'])
  await kim.untilAtRest()
  await untilPolled(kim)
  expect(writes(kim, before)).toEqual([])
  account.reopen(task(account, 'Call Ann').id)
  await untilHere(kim, ['o Call Ann', 'o Milk by Friday', 'x Bread'])
  await kim.untilAtRest()
  expect(writes(kim, before)).toEqual([])
})

it.concurrent('what is completed here is completed there, and stays when its page is read again', async () => {
  const [kim, account] = await todoist('here')
  for (const isCompleted of [true, false, true]) {
    await complete(kim, 'Call Ann', isCompleted)
    await kim.until('the task', () => task(account, 'Call Ann').checked === isCompleted)
    await kim.untilAtRest()
    await untilPolled(kim)
    expect(await listHere(kim)).toContain(isCompleted ? 'x Call Ann' : 'o Call Ann')
  }
  const { id } = task(account, 'Milk by Friday')
  account.close(id)
  await untilHere(kim, ['x Bread', 'x Call Ann', 'x Milk by Friday'])
  await kim.announce(libraryOfPages(['A new line\n\n- [ ] Milk by Friday\n- [x] Bread', '- [ ] Call Ann\n- [ ] Ink']))
  await kim.until('the new text', () => listThere(account).includes('o Ink'))
  await kim.untilAtRest()
  await untilPolled(kim)
  expect(await listHere(kim)).toContain('x Milk by Friday')
  expect(task(account, 'Milk by Friday')).toMatchObject({ id, checked: true })
})

it.concurrent('a recurring task completes its to-do only when it ends', async () => {
  const [kim, account] = await todoist('recurring')
  const { id } = task(account, 'Call Ann')
  account.changeTask(id, { due_string: 'every day' })
  account.close(id)
  await untilPolled(kim)
  expect(await listHere(kim)).toContain('o Call Ann')
  await complete(kim, 'Call Ann')
  await kim.until('the next occurrence', () => writes(kim).some(({ path }) => path.endsWith('/close')))
  await kim.untilAtRest()
  await untilPolled(kim)
  expect(await listHere(kim)).toContain('x Call Ann')
  expect(writes(kim).filter(({ path }) => path.includes(id))).toHaveLength(1)
})

it.concurrent('what a user edited in Todoist stays, until they ask for ours', async () => {
  const [kim, account] = await todoist('edited')
  const { id } = task(account, 'Call Ann')
  account.changeTask(id, { content: 'Call Ann at noon', labels: ['remarkable', 'phone'], due_date: '2026-03-09' })
  await kim.announce(libraryOfPages([pages[0] ?? '', '- [ ] Call Anne']))
  const isKept = async () => (await kim.records()).some(({ kept }) => kept > 0)
  await kim.until('an edit that is kept', isKept)
  expect(account.task(id)).toMatchObject({ content: 'Call Ann at noon', labels: ['remarkable', 'phone'] })
  expect(account.task(id).due?.date).toBe('2026-03-09')
  const kept = (await kim.records()).find(({ kept }) => kept > 0)
  const path = `/api/v1/sync/records/${kept?.id}/override`
  expect((await kim.ask('POST /api/v1/sync/records/:id/override', {}, path)).status).toBe(204)
  await kim.until('ours', () => account.task(id).content === 'Call Anne')
  await kim.untilAtRest()
  expect(await isKept()).toBe(false)
})

it.concurrent('a task that was moved is still the same, without its link too', async () => {
  const [kim, account] = await todoist('moved')
  const found = task(account, 'Call Ann')
  found.project_id = account.addProject('Elsewhere').id
  found.description = 'My own words'
  account.close(found.id)
  await untilHere(kim, ['o Milk by Friday', 'x Bread', 'x Call Ann'])
  await kim.untilAtRest()
  expect(account.tasks.size).toBe(2)
})

it.concurrent('a task that was deleted there stays deleted, which is said', async () => {
  const [kim, account] = await todoist('deleted')
  task(account, 'Call Ann').is_deleted = true
  await kim.announce(libraryOfPages([pages[0] ?? '', '- [ ] Call Anne']))
  const said = async () => (await kim.records()).map(({ error_message }) => error_message)
  const sentence = "The task was deleted in Todoist, so it isn't created again."
  await kim.until('the reason', async () => (await said()).includes(sentence))
  expect(listThere(account)).toEqual(['o Milk by Friday'])
  await kim.announce(libraryOfPages([pages[0] ?? '']))
  await kim.until('its end', async () => (await kim.records()).length === 2)
})

it.concurrent('a project that was deleted stops it, and another one gets what is missing', async () => {
  const kim = await world.person('todoist', 'todoist-project', 'todo')
  const account = service().account(kim.who)
  const settings = (project: string) => ({ ...kim.emulated.valuesOf(kim.who), project })
  const first = account.addProject('Notes')
  await kim.announce(libraryOfPages(pages))
  await kim.setUp({ settings: settings(first.id) })
  await kim.until('two tasks', () => account.list(false).filter((each) => each.project_id === first.id).length === 2)
  await kim.untilAtRest()
  const moved = task(account, 'Call Ann')
  const other = account.addProject('Other')
  moved.project_id = other.id
  account.deleteProject(first.id)
  await kim.announce(libraryOfPages([...pages, '- [ ] Ink']))
  await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
  expect((await kim.state()).stopped).toMatchObject({
    error_class: 'invalid_data',
    error_message: 'The project no longer exists in Todoist, or is archived. Choose another one.',
  })
  await kim.setUp({ settings: settings(other.id) })
  await kim.until('all three', () => `${listThere(account)}` === 'o Call Ann,o Ink,o Milk by Friday')
  await kim.untilAtRest()
  expect(task(account, 'Call Ann').id).toBe(moved.id)
})

it.concurrent('projects are listed, and made once; the limit of the plan is said', async () => {
  const kim = await world.person('todoist', 'todoist-projects', 'todo')
  const { token } = kim.emulated.valuesOf(kim.who)
  const account = service().account(kim.who)
  const options = async (more = {}, settings = { token }) =>
    (await kim.integration('POST', { field: 'project', settings, ...more }, '/options')).body
  account.addProject('Work')
  const made = await options({ create: 'reMarkable' })
  expect(await options({ create: 'reMarkable' })).toEqual(made)
  const { items, error_message } = await options()
  expect(items.map(({ label }: { label: string }) => label)).toEqual(['Inbox', 'Work', 'reMarkable'])
  expect([items[0].value, items[2].value, error_message]).toEqual(['inbox', made.items[0].value, null])
  for (const nth of [3, 4, 5]) account.addProject(`Project ${nth}`)
  expect(await options({ create: 'Too many' })).toEqual({
    items: [],
    error_class: 'quota_exceeded',
    error_message: 'Todoist allows no more projects on your plan. Choose one that exists, or archive one in Todoist.',
  })
  expect(await options({}, { token: 'unknown' })).toMatchObject({ items: [], error_class: 'auth_error' })
  const wrong = { field: 'token', settings: { token } }
  expect((await kim.integration('POST', wrong, '/options')).body).toMatchObject({ status: 400, field: 'field' })
})

it.concurrent('300 tasks fit into a project, the others say why not, and none is there twice', async () => {
  const tasks = Array.from({ length: 303 }, (_, nth) => `- [ ] Task ${nth + 1}`)
  const kim = await world.person('todoist', 'todoist-many', 'todo')
  const account = service().account(kim.who)
  await kim.announce(libraryOfPages([tasks.slice(0, 200).join('\n'), tasks.slice(200).join('\n')]))
  await kim.setUp()
  const failed = async () => (await kim.records()).filter(({ status }) => status === 'failed')
  await kim.until('three that fail', async () => (await failed()).length === 3)
  expect(new Set((await failed()).map(({ error_message }) => error_message))).toEqual(
    new Set([
      'Todoist allows no more tasks in this project. Complete or delete some there, or choose another project.',
    ]),
  )
  expect((await kim.state()).state).toBe('active')
  expect(account.list(false)).toHaveLength(300)
  // Set up again, each is found by its link, on both pages of the list.
  expect((await kim.integration('DELETE', undefined, '', '?made=keep')).status).toBe(204)
  for (const { id } of account.list(false).slice(0, 10)) account.close(id)
  await kim.setUp()
  await kim.until(
    'all records',
    async () => (await kim.records()).filter(({ status }) => status === 'success').length >= 303,
  )
  await kim.untilAtRest()
  const there = listThere(account).map((each) => each.slice(2))
  expect(there).toHaveLength(303)
  expect(new Set(there).size).toBe(303)
})
