import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';
import { served } from './testing.js';

const PACKAGE = '{"name": "web", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4.21.2"}}';
const SERVER = "const express = require('express');\nexpress().listen(8080);\n";

async function settings(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { system } = await analyzeFiles({ 'deploy.yaml': served('web', 'registry.example/web:1'), ...files });
  return system.document.settings.flatMap(({ name, value, evidence }) => (name === 'handlesStop' || name === 'startedThrough' ? [`${name}=${String(value)} ${evidence.file}:${evidence.line}`] : []));
}

const node = (code: string, dockerfile = 'FROM node:22\nCMD ["node", "server.js"]\n') => settings({ 'web/package.json': PACKAGE, 'web/Dockerfile': dockerfile, 'web/server.js': code });

describe('whether a server hears that it is to stop', () => {
  it('by a handler in its own code, or in none', async () => {
    expect(await node(SERVER)).toEqual(['handlesStop=false web/server.js:2']);
    expect(await node(`${SERVER}process.on('SIGTERM', () => process.exit(0));\n`)).toEqual(['handlesStop=true web/server.js:3']);
  });
  it('is not said where a library may do it', async () => {
    expect(await node(`const stop = require('http-graceful-shutdown');\n${SERVER}`)).toEqual([]);
  });
  it('Python: a gRPC server, not what a server for WSGI runs', async () => {
    const python = (code: string) => settings({ 'web/requirements.txt': 'grpcio\nflask\n', 'web/Dockerfile': 'FROM python:3.12\nCMD ["python", "server.py"]\n', 'web/server.py': code });
    expect(await python('import grpc\nserver = grpc.server(pool)\nserver.add_insecure_port("[::]:80")\nserver.start()\n')).toEqual(['handlesStop=false web/server.py:3']);
    expect(await python('from flask import Flask\napp = Flask("web")\napp.run(port=80)\n')).toEqual([]);
  });
  it.each([
    ['FROM node:22\nCMD node server.js\n', 'sh'], ['FROM node:22-slim\nENTRYPOINT ["sh", "-c", "node $OPTIONS server.js"]\n', 'sh'], ['FROM node:22\nCMD ["npm", "start"]\n', 'npm'],
    ['FROM node:22\nCMD npm start\n', 'npm'], ['FROM mirror.example:5000/library/node:22\nENTRYPOINT node server.js\nCMD ["ignored"]\n', 'sh'],
  ])('not where %j starts it', async (dockerfile, through) => expect((await node(SERVER, dockerfile))[1]).toBe(`startedThrough=${through} web/Dockerfile:2`));
  it.each([
    'FROM node:22\nCMD exec node server.js\n', 'FROM node:22-alpine\nCMD node server.js\n', 'FROM node:22\nENTRYPOINT ["tini", "-g", "--"]\nCMD ["npm", "start"]\n', 'FROM example/base:1\nCMD node server.js\n',
    'FROM openjdk:17\nCMD java -jar a.jar\n', 'FROM node:22\nCMD ["bash", "-c", "node server.js"]\n',
  ])('%j lets it through', async (dockerfile) => expect(await node(SERVER, dockerfile)).toEqual(['handlesStop=false web/server.js:2']));
});
