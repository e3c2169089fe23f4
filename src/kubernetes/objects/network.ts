import { z } from "zod";
import { flag, listOf, names, numberOrName, part, text, texts, whole } from "./fields.ts";
import { labelSelector, metadata } from "./metadata.ts";

export const service = z.object({
  metadata,
  spec: part({
    type: text,
    clusterIP: text,
    externalName: text,
    selector: texts,
    sessionAffinity: text,
    publishNotReadyAddresses: flag,
    ports: listOf(z.object({ name: text, port: whole, targetPort: numberOrName, protocol: text, nodePort: whole })),
  }),
  status: part({ loadBalancer: part({ ingress: listOf(z.object({ hostname: text, ip: text })) }) }),
});

export type Service = z.output<typeof service>;

const addresses = listOf(z.object({ ip: text }));

export const endpoints = z.object({
  metadata,
  subsets: listOf(z.object({ addresses, notReadyAddresses: addresses })),
});

export type Endpoints = z.output<typeof endpoints>;

export const endpointSlice = z.object({
  metadata,
  endpoints: listOf(z.object({ addresses: names, conditions: part({ ready: flag }) })),
});

export type EndpointSlice = z.output<typeof endpointSlice>;

const backend = part({
  service: part({ name: text, port: part({ number: whole, name: text }) }),
  serviceName: text,
  servicePort: numberOrName,
});

export const ingress = z.object({
  metadata,
  spec: part({
    ingressClassName: text,
    defaultBackend: backend,
    rules: listOf(z.object({ host: text, http: part({ paths: listOf(z.object({ path: text, backend })) }) })),
    tls: listOf(z.object({ secretName: text })),
  }),
});

export type Ingress = z.output<typeof ingress>;

const peers = listOf(
  z.object({ podSelector: labelSelector, namespaceSelector: labelSelector, ipBlock: part({ cidr: text }) }),
);
const ports = listOf(z.object({ port: numberOrName, protocol: text, endPort: whole }));

export const networkPolicy = z.object({
  metadata,
  spec: part({
    podSelector: labelSelector,
    policyTypes: names,
    ingress: listOf(z.object({ from: peers, ports })),
    egress: listOf(z.object({ to: peers, ports })),
  }),
});

export type NetworkPolicy = z.output<typeof networkPolicy>;
