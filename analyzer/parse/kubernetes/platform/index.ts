import { readHttpProxy, readKongIngress, readKongPlugin, readMapping } from '../gateways/others.js';
import { readIngressRoute, readMiddleware, readServersTransport, readTraefikService } from '../gateways/traefik.js';
import type { KindReader } from '../object.js';
import { readApplication, readApplicationSet, readFluxKustomization, readHelmRelease } from './delivery.js';
import { readKnativeService } from './knative.js';
import { readPodMonitor, readPrometheusRule, readServiceMonitor } from './monitors.js';
import { readOpenSlo, readPyrra, readSloth } from './objectives.js';
import { readCanary, readRollout, readVerticalAutoscaler } from './rollouts.js';
import { readWorkflow } from './workflows.js';
import { readController, readPod } from '../workload.js';
import { readCertificate, readExternalSecret, readSealedSecret, readSecretStore } from './secrets.js';

const traefik = { IngressRoute: readIngressRoute, IngressRouteTCP: readIngressRoute, IngressRouteUDP: readIngressRoute, Middleware: readMiddleware, ServersTransport: readServersTransport, TraefikService: readTraefikService };

/** Kinds of what teams run their clusters with: gateways, delivery, rollouts, monitoring, objectives, secrets. */
export const platformKinds: Readonly<Record<string, Readonly<Record<string, KindReader>>>> = {
  'traefik.io': traefik,
  'traefik.containo.us': traefik,
  'projectcontour.io': { HTTPProxy: readHttpProxy },
  'getambassador.io': { Mapping: readMapping },
  'configuration.konghq.com': { KongIngress: readKongIngress, KongPlugin: readKongPlugin, KongClusterPlugin: readKongPlugin },
  'serving.knative.dev': { Service: readKnativeService, Configuration: readController, Revision: readPod },
  'sources.knative.dev': { ContainerSource: readController },
  'argoproj.io': {
    Rollout: readRollout, Application: readApplication, ApplicationSet: readApplicationSet,
    Workflow: readWorkflow, WorkflowTemplate: readWorkflow, ClusterWorkflowTemplate: readWorkflow, CronWorkflow: readWorkflow,
  },
  'kustomize.toolkit.fluxcd.io': { Kustomization: readFluxKustomization },
  'helm.toolkit.fluxcd.io': { HelmRelease: readHelmRelease },
  'flagger.app': { Canary: readCanary },
  'autoscaling.k8s.io': { VerticalPodAutoscaler: readVerticalAutoscaler },
  openslo: { SLO: readOpenSlo },
  'sloth.slok.dev': { PrometheusServiceLevel: readSloth },
  'pyrra.dev': { ServiceLevelObjective: readPyrra },
  'external-secrets.io': { ExternalSecret: readExternalSecret, SecretStore: readSecretStore, ClusterSecretStore: readSecretStore },
  'cert-manager.io': { Certificate: readCertificate },
  'bitnami.com': { SealedSecret: readSealedSecret },
};

/** The Prometheus operator's objects that no pods are made of. */
export const monitorKinds: Readonly<Record<string, KindReader>> = { ServiceMonitor: readServiceMonitor, PodMonitor: readPodMonitor, PrometheusRule: readPrometheusRule };
