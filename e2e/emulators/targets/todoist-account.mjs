// SPDX-License-Identifier: AGPL-3.0-or-later
// What one user has in Todoist: projects, tasks and the calls that had an effect already.

import { randomUUID } from 'node:crypto'
import { notFound, refused } from './todoist-fields.mjs'

/** @typedef {{id: string, name: string, inbox_project: boolean, is_archived: boolean, is_deleted: boolean}} Project */
/** @typedef {{id: string, project_id: string, content: string, description: string, labels: string[], due: Due | null, checked: boolean, is_deleted: boolean, completed_at: string | null, added_at: string, updated_at: string}} Task */
/** @typedef {{date: string, string: string, is_recurring: boolean, lang: string, timezone: null}} Due */

/** As ids of API v1 look. */
const newId = () => `6${randomUUID().replaceAll('-', '').slice(0, 15)}`

/** @param {string} date @param {string} [string] @returns {Due} */
const dueOn = (date, string = date) => ({
  date,
  string,
  is_recurring: /^every /.test(string),
  lang: 'en',
  timezone: null,
})

const maxPageSize = 200
const defaultPageSize = 50

export class Account {
  /** @type {Map<string, Project>} */
  projects = new Map()
  /** @type {Map<string, Task>} */
  tasks = new Map()
  /** What was answered to the calls with these ids. @type {Map<string, import('./service.mjs').Answer>} */
  answered = new Map()
  #inbox
  #limits

  /** @param {{projects: number, tasks: number}} limits of the plan; tasks in a project */
  constructor(limits) {
    this.#limits = limits
    this.#inbox = this.addProject('Inbox', true)
  }

  /** @param {string} name */
  addProject(name, inbox_project = false) {
    const active = [...this.projects.values()].filter(
      (each) => !each.inbox_project && !each.is_archived && !each.is_deleted,
    )
    if (active.length >= this.#limits.projects)
      throw refused(403, 'Maximum number of projects reached', 'MAX_PROJECTS_LIMIT_REACHED', 49)
    const project = { id: newId(), name, inbox_project, is_archived: false, is_deleted: false }
    this.projects.set(project.id, project)
    return project
  }

  /** @param {string} id */
  project(id) {
    const project = this.projects.get(id)
    if (!project || project.is_deleted) throw notFound('Project')
    return project
  }

  /** With all of its tasks. @param {string} id */
  deleteProject(id) {
    this.project(id).is_deleted = true
    for (const task of this.tasks.values()) if (task.project_id === id) task.is_deleted = true
  }

  /** @param {string} id */
  task(id) {
    const task = this.tasks.get(id)
    if (!task || task.is_deleted) throw notFound('Task')
    return task
  }

  /** Those that aren't deleted, open or completed. @param {boolean} checked */
  list(checked) {
    return [...this.tasks.values()].filter((task) => !task.is_deleted && task.checked === checked)
  }

  /** @param {import('./todoist-fields.mjs').Body} body */
  addTask({ content, description = '', project_id = this.#inbox.id, labels = [], due_date }) {
    const project = this.project(project_id)
    if (project.is_archived) throw refused(403, 'Project is archived', 'PROJECT_FROZEN', 88)
    const inProject = this.list(false).filter((task) => task.project_id === project_id)
    if (inProject.length >= this.#limits.tasks)
      throw refused(403, 'Maximum number of items per project limit reached', 'MAX_ITEMS_LIMIT_REACHED', 49)
    const now = new Date().toJSON()
    /** @type {Task} */
    const task = {
      ...{ id: newId(), project_id, content, description, labels: [...labels] },
      ...{ due: due_date ? dueOn(due_date) : null, checked: false, is_deleted: false },
      ...{ completed_at: null, added_at: now, updated_at: now },
    }
    this.tasks.set(task.id, task)
    return task
  }

  /** @param {string} id @param {import('./todoist-fields.mjs').Body} body */
  changeTask(id, { due_date, due_string, due_lang: _, ...facts }) {
    const task = this.task(id)
    Object.assign(task, facts, { updated_at: new Date().toJSON() })
    if (due_date) task.due = dueOn(due_date)
    if (due_string)
      task.due = due_string === 'no date' ? null : dueOn(task.due?.date ?? new Date().toJSON().slice(0, 10), due_string)
    return task
  }

  /** Of a recurring task only this occurrence. @param {string} id */
  close(id) {
    const task = this.task(id)
    if (task.due?.is_recurring) {
      const next = new Date(Date.parse(task.due.date) + 86_400_000)
      task.due.date = next.toJSON().slice(0, 10)
      return
    }
    Object.assign(task, { checked: true, completed_at: task.completed_at ?? new Date().toJSON() })
  }

  /** @param {string} id */
  reopen(id) {
    Object.assign(this.task(id), { checked: false, completed_at: null })
  }
}

/** As the API answers it. @param {Task} task */
export const shownTask = (task) => ({
  ...task,
  ...{
    user_id: '1',
    section_id: null,
    parent_id: null,
    added_by_uid: '1',
    assigned_by_uid: null,
    responsible_uid: null,
  },
  ...{ deadline: null, duration: null, priority: 1, child_order: 1, day_order: -1, is_collapsed: false, note_count: 0 },
})

/** @param {Project} project */
export const shownProject = (project) => ({
  ...project,
  ...{
    can_assign_tasks: false,
    child_order: 1,
    color: 'charcoal',
    creator_uid: '1',
    created_at: '2026-01-01T00:00:00.000000Z',
  },
  ...{
    updated_at: '2026-01-01T00:00:00.000000Z',
    is_favorite: false,
    is_frozen: false,
    view_style: 'list',
    default_order: 0,
  },
  ...{ description: '', public_key: '', role: null, parent_id: null, is_collapsed: false, is_shared: false },
})

/** A page of a list, and the cursor of the next. @param {object[]} all @param {URLSearchParams} query @param {'results' | 'items'} member */
export function pageOf(all, query, member) {
  const size = Math.min(Number(query.get('limit') ?? defaultPageSize), maxPageSize)
  const cursor = query.get('cursor')
  const begin = cursor ? Number(Buffer.from(cursor, 'base64url').toString().replace(/^at /, '')) : 0
  if (!Number.isInteger(begin)) throw refused(400, 'Invalid cursor', 'INVALID_ARGUMENT_VALUE', 20)
  const end = begin + size
  const next = end < all.length ? Buffer.from(`at ${end}`).toString('base64url') : null
  return { [member]: all.slice(begin, end), next_cursor: next }
}
