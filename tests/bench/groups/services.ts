// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to other services: what the server adds to them, and how many it makes.
import { group } from '../figures/row.ts'
import { loadedCore, samplePicture } from '../loaded.ts'
import { measureHangingTargets, people as neighbours } from '../server/hanging-target-speed.ts'
import { mails, measureMails } from '../server/mail-speed.ts'
import { firstPages, linesEach, measureMirror, picturedPages } from '../server/mirror-speed.ts'
import { measureNotion, notionPairs, people, slowNotionCalls } from '../server/notion-speed.ts'
import { measurePaces } from '../server/pace-speed.ts'
import { startBench } from '../server/processes.ts'
import { callPairs, measureAdded, measureHealth, slowCalls } from '../server/proxy-speed.ts'
import { measureSaved } from '../server/reading-saved.ts'
import { answerSeconds, callsAtOnce, measureReading, pages } from '../server/reading-speed.ts'
import { startClaudeBench } from '../server/slow-claude.ts'
import { measureSlowReceivers, slowReceivers } from '../server/slow-receivers-speed.ts'
import { eventsPerSecond, measureStripeWebhook } from '../server/stripe-webhook-speed.ts'
import { measureTargets } from '../server/targets-speed.ts'

export const claude = group({
  name: 'claude',
  isQuick: true,
  rows: {
    'claude-call': { name: 'added to a call to Claude', unit: 'ms', digits: 2, goal: 0.8, scalesWith: 'database' },
    'claude-call-limit': { name: 'with a spending limit', unit: 'ms', digits: 2, goal: 0.8, scalesWith: 'database' },
  },
  async measure(report) {
    for (const [row, limit] of [
      ['claude-call', 'off'],
      ['claude-call-limit', '100000'],
    ] as const) {
      await using bench = await startClaudeBench({ RMIRROR_SPEND_LIMIT: limit })
      report.figure(row, await measureAdded(bench), `the median of ${callPairs} pairs`)
    }
  },
})

export const stripeWebhook = group({
  name: 'stripe-webhook',
  isQuick: true,
  rows: {
    'stripe-webhook': {
      name: 'an event of Stripe to its 200, p99',
      unit: 'ms',
      digits: 1,
      goal: 50,
      scalesWith: 'database',
    },
  },
  async measure(report) {
    const { p50, p99, reads } = await measureStripeWebhook()
    const aside = `${eventsPerSecond} a second; p50 ${p50.toFixed(1)}; subscriptions read ${reads} times meanwhile`
    report.figure('stripe-webhook', p99, aside)
  },
})

export const health = group({
  name: 'health',
  isQuick: false,
  rows: {
    'health-crowded': {
      name: '/healthz beside slow calls, p99',
      unit: 'ms',
      digits: 2,
      goal: 5,
      scalesWith: 'processor',
    },
  },
  async measure(report) {
    await using bench = await startClaudeBench({})
    const { crowded, alone } = await measureHealth(bench)
    report.figure(
      'health-crowded',
      crowded.p99,
      `${slowCalls} calls; ${alone.p99.toFixed(2)} before; p50 ${crowded.p50.toFixed(2)} and ${alone.p50.toFixed(2)}`,
    )
  },
})

export const reading = group({
  name: 'reading',
  isQuick: false,
  rows: {
    'reading-share': { name: 'pages read : what calls permit', unit: '', digits: 3, goal: 0.95, isRate: true },
    'reading-page': { name: 'a page is read, p95', unit: 's', digits: 2 },
  },
  async measure(report) {
    await using bench = await startClaudeBench({ RMIRROR_OCR_CONCURRENCY: `${callsAtOnce}` })
    const { page, pagesPerMinute, pagesPerCall, share } = await measureReading(bench, await loadedCore())
    report.figure(
      'reading-share',
      share,
      `${callsAtOnce} calls at a time of ${answerSeconds} s each; ${pagesPerMinute.toFixed(0)} pages a minute, ${pagesPerCall.toFixed(1)} a call`,
    )
    report.figure('reading-page', page.p95, `from its turn until its text is written; p50 ${page.p50.toFixed(2)}`)
  },
})

export const kept = group({
  name: 'kept',
  isQuick: false,
  rows: {
    'reading-saved': { name: 'calls saved for pages that come back', unit: '%', digits: 0, goal: 100, isRate: true },
  },
  async measure(report) {
    await using bench = await startClaudeBench({})
    const { calls, callsAgain, saved } = await measureSaved(bench, await loadedCore())
    report.figure('reading-saved', saved, `${pages} pages; ${calls} calls at first, then ${callsAgain}`)
  },
})

export const mail = group({
  name: 'mail',
  isQuick: false,
  rows: {
    'mail-rate': {
      name: 'mails a minute to one person',
      unit: '',
      digits: 0,
      goal: 1000,
      scalesWith: 'database',
      isRate: true,
    },
  },
  async measure(report) {
    const { perMinute, connections } = await measureMails()
    report.figure('mail-rate', perMinute, `${mails} mails through ${connections} connection`)
  },
})

export const targets = group({
  name: 'targets',
  isQuick: false,
  rows: {
    'targets-comparison': { name: '50,000 pages compared', unit: 's', digits: 2, goal: 1, scalesWith: 'database' },
    'targets-change': { name: 'commit to call, p95', unit: 'ms', digits: 0, goal: 1000 },
    'targets-pace': { name: 'a place in Redis, p50', unit: 'ms', digits: 2, goal: 0.5, scalesWith: 'processor' },
  },
  async measure(report) {
    await using bench = await startBench({ RMIRROR_PRIVATE_URLS: 'on' })
    const { comparison, commitToCall } = await measureTargets(bench)
    report.figure('targets-comparison', comparison, 'with what a target has of them')
    report.figure('targets-change', commitToCall.p95, `p50 ${commitToCall.p50.toFixed(0)}`)
    const place = await measurePaces()
    report.figure('targets-pace', place.p50, `before a call to another service; p95 ${place.p95.toFixed(2)}`)
  },
})

export const receivers = group({
  name: 'receivers',
  isQuick: false,
  rows: { receivers: { name: 'a delivery beside slow ones, p95', unit: 'ms', digits: 0, goal: 1000 } },
  async measure(report) {
    const { alone, beside, first } = await measureSlowReceivers()
    report.figure(
      'receivers',
      beside.p95,
      `${slowReceivers} receivers hang; ${alone.p95.toFixed(0)} without them; the first ${first.toFixed(0)}`,
    )
  },
})

export const hanging = group({
  name: 'hanging',
  isQuick: false,
  rows: { 'targets-beside': { name: 'beside a target that hangs, p95', unit: 'ms', digits: 0, goal: 1000 } },
  async measure(report) {
    const all = await measureHangingTargets()
    const worst = all.reduce((a, b) => (a.p95 > b.p95 ? a : b))
    report.figure(
      'targets-beside',
      worst.p95,
      `${neighbours} people with ${all.length} targets each, beside ${worst.target}; p50 ${worst.p50.toFixed(0)}`,
    )
    for (const { target, p50, p95 } of all)
      report.line(`beside ${target.padEnd(12)} p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
  },
})

export const notion = group({
  name: 'notion',
  isQuick: false,
  rows: {
    'notion-call': { name: 'added to a call to Notion', unit: 'ms', digits: 2, goal: 1, scalesWith: 'database' },
    'notion-memory': { name: 'memory with slow calls to it', unit: 'MB', digits: 0 },
  },
  async measure(report) {
    const { added, memory } = await measureNotion()
    report.figure('notion-call', added, `the median of ${notionPairs} pairs`)
    report.figure(
      'notion-memory',
      memory.crowded,
      `${slowNotionCalls} calls of ${people} people; ${memory.before.toFixed(0)} before`,
    )
  },
})

export const mirror = group({
  name: 'mirror',
  isQuick: false,
  rows: {
    'mirror-calls': { name: 'calls to Notion a page', unit: '', digits: 3, goal: 0.1 },
    'mirror-images': { name: 'with images', unit: '', digits: 2, goal: 2.1 },
    'mirror-window': { name: "with images : Notion's window", unit: '', digits: 2, goal: 1.15 },
  },
  async measure(report) {
    const { first, changes, pictured } = await measureMirror(await samplePicture())
    report.figure(
      'mirror-calls',
      first.calls / firstPages,
      `the first ${firstPages} pages of ${linesEach} lines, ${first.calls} calls in ${first.seconds.toFixed(1)} s`,
    )
    const { meanwhile, afterwards } = pictured.change
    report.figure('mirror-images', pictured.calls / picturedPages, `${picturedPages} pages`)
    report.figure(
      'mirror-window',
      pictured.seconds / pictured.allowed,
      `${pictured.seconds.toFixed(0)} s; a page that changed meanwhile after ${meanwhile.toFixed(1)} s (goal 60), afterwards after ${afterwards.toFixed(1)} s (goal 5)`,
    )
    for (const [what, calls, max] of changes) report.line(`${what.padEnd(40)} ${calls} calls (goal ${max})`)
  },
})
