import { defineRule } from '../../define.js';
import { userStacks } from '../../support/stacks.js';
import { reportCodeState } from './code-state.js';
import { reportLostData } from './lost-data.js';

export const rule = defineRule({
  id: 'hidden-state',
  theme: 'state',
  severity: 'error',
  summary: 'Data lives where a restart loses it or another replica does not see it.',
  rationale: `
Platforms move and restart processes on purpose; they keep volumes and throw the rest away. A session in the memory of one of
three replicas is there for every third request. An invoice written beside the program is gone after the next rollout, and
nobody notices until somebody asks for it. A database whose files are on an emptyDir is empty after its node is drained: the
outage is short, the loss is for good.`,
  fix: `
Give a datastore a volume that outlives the pod. Move sessions, queues and files of a service to a store that all replicas
share. What may be lost (scratch files, caches) belongs in a directory that says so, such as \`/tmp\`.`,
  limits: `
- State in code is reported where the workload runs several replicas; sessions, queues and files also with one, as
  information. In-process caches are information only. Temporary directories, and paths below a mounted volume, stay quiet.
- Datastores and brokers count as losing data when none of their mounts outlives the pod. Redis and its kin are information
  while nothing is known to store more than a cache in it; memcached keeps nothing on disk by design.
- A broker that carries nothing but news of changed configuration, metrics, or what nobody waits for, stays quiet.
- Compose keeps anonymous volumes when it recreates a container, so there it is information.`,
  references: ['https://12factor.net/processes', 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir'],
  needs: ['local-state', 'workload'],
  options: {},
  optionDocs: {},
  check(context) {
    reportCodeState(context);
    for (const view of userStacks(context)) reportLostData(context, view);
  },
});
