// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineConfig } from 'vitest/config'
import { patience } from './tests/world/patience.ts'

const leftRunning = 'tests/world/left-running.setup.ts'

const everywhere = {
  ...patience,
  setupFiles: leftRunning,
  exclude: ['**/node_modules/**', '**/dist/**', 'build/**', '.tools/**'],
}

/** Looking takes a program and a connection to the database, and many tests wait at once. */
const unhurried = { poll: { ...patience.expect.poll, interval: 250 } }

/** Each file starts what it needs and ends it; modules, and the contract with its validators, are loaded once a worker. */
const againstServers = { ...everywhere, isolate: false, expect: unhurried, globalSetup: 'tests/world/cluster.ts' }

const timedTests = 'tests/**/*.timed.test.ts'

const serverTests = '{agent,plugins}/**/*.server.test.ts'

/** Each test of the command line runs in a folder of its own. */
const programFolders = 'agent/src/testing/folders.setup.ts'

/** Tests of the command line call what was built as Node loads it. */
const builtProgram = { deps: { external: [/\/agent\/dist\//] } }

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: { ...everywhere, name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
      },
      {
        test: {
          ...everywhere,
          name: 'node',
          // Nothing here leaves anything behind; modules, and the wasm with them, are loaded once a worker.
          isolate: false,
          include: ['{shared,plugins,tests}/**/*.test.ts'],
          exclude: [...everywhere.exclude, serverTests, 'tests/{architecture,attack,contract,run}/**'],
        },
      },
      {
        // These need the built server.
        test: {
          ...againstServers,
          name: 'contract',
          include: ['tests/{contract,run}/**/*.test.ts'],
          // What runs at once within a file waits for servers most of the time.
          maxConcurrency: 16,
        },
      },
      {
        // A server that is treated badly: one file for each way.
        test: {
          ...againstServers,
          name: 'attack',
          include: ['tests/attack/**/*.test.ts'],
          exclude: [...everywhere.exclude, timedTests],
        },
      },
      {
        // Tests that count served requests, measure memory or wait for deadlines. Each file runs alone, and scripts/test
        // runs nothing else beside them.
        test: {
          ...againstServers,
          name: 'timed',
          include: [timedTests],
          fileParallelism: false,
          // vitest refuses projects of one group that differ in how many files run at once.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...everywhere,
          name: 'agent',
          include: ['agent/**/*.test.ts'],
          server: builtProgram,
          exclude: [...everywhere.exclude, serverTests],
          setupFiles: [leftRunning, programFolders],
          globalSetup: 'agent/src/testing/build.ts',
        },
      },
      {
        // The command line against the built server; scripts/test runs it with the contract.
        test: {
          ...everywhere,
          name: 'client',
          isolate: false,
          expect: unhurried,
          include: [serverTests],
          server: builtProgram,
          setupFiles: [leftRunning, programFolders],
          globalSetup: ['agent/src/testing/build.ts', 'tests/world/cluster.ts'],
        },
      },
      'web/vitest.config.ts',
    ],
  },
})
