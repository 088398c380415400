import { expect, it } from 'vitest';
import { bringsNoHealthcheck } from './bare-images.js';

it.each(['scratch', 'python:3.13-slim', 'docker.io/library/node:22@sha256:0', 'public.ecr.aws/docker/library/golang:1.25', 'gcr.io/distroless/static', 'mcr.microsoft.com/dotnet/aspnet:9.0'])('%s brings no health check', (image) => {
  expect(bringsNoHealthcheck(image)).toBe(true);
});

it.each(['localstack/localstack', 'example/python:3', 'registry.example.com/node:22', 'nginxinc/nginx-unprivileged', 'python-runner', 'constructor', ''])('"%s" may bring one', (image) => {
  expect(bringsNoHealthcheck(image)).toBe(false);
});
