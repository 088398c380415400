#!/usr/bin/env node
import { run } from './run.js';

// A reader that has seen enough (`| head`) closes the pipe; that is no error of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

// The code is set, not exited with, so that what is still in the pipe gets written.
process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout, stderr: process.stderr, env: process.env, today: new Date().toISOString().slice(0, 10),
});
