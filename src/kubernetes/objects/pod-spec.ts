import { z } from "zod";
import { flag, listOf, names, numberOrName, part, text, texts, whole } from "./fields.ts";
import { labelSelector } from "./metadata.ts";

const header = part({ port: numberOrName, path: text, scheme: text, host: text });

const probe = part({
  httpGet: header,
  tcpSocket: header,
  grpc: header,
  exec: part({ command: names }),
  initialDelaySeconds: whole,
  periodSeconds: whole,
  timeoutSeconds: whole,
  failureThreshold: whole,
  successThreshold: whole,
});

export type Probe = NonNullable<z.output<typeof probe>>;

/** A key of a ConfigMap or Secret. */
const keyReference = part({ name: text, key: text, optional: flag });
const reference = part({ name: text, optional: flag });

const securityContext = part({
  runAsNonRoot: flag,
  runAsUser: whole,
  readOnlyRootFilesystem: flag,
  privileged: flag,
  fsGroup: whole,
  capabilities: part({ add: names, drop: names }),
});

export const container = z.object({
  name: z.string(),
  image: text,
  imagePullPolicy: text,
  command: names,
  args: names,
  ports: listOf(z.object({ name: text, containerPort: whole, hostPort: whole, protocol: text })),
  env: listOf(
    z.object({
      name: z.string(),
      value: numberOrName,
      valueFrom: part({ configMapKeyRef: keyReference, secretKeyRef: keyReference }),
    }),
  ),
  envFrom: listOf(z.object({ prefix: text, configMapRef: reference, secretRef: reference })),
  resources: part({ limits: texts, requests: texts }),
  volumeMounts: listOf(z.object({ name: z.string(), mountPath: text, subPath: text, readOnly: flag })),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  securityContext,
});

export type Container = z.output<typeof container>;

const items = listOf(z.object({ key: z.string() }));

const volume = z.object({
  name: z.string(),
  persistentVolumeClaim: part({ claimName: text, readOnly: flag }),
  configMap: part({ name: text, optional: flag, items }),
  secret: part({ secretName: text, optional: flag, items }),
  hostPath: part({ path: text, type: text }),
  nfs: part({ server: text, path: text }),
});

const selectorTerm = z.object({
  matchExpressions: listOf(z.object({ key: z.string(), operator: text, values: names })),
});

const podTerms = listOf(z.object({ labelSelector, topologyKey: text }));

export const toleration = z.object({ key: text, operator: text, value: text, effect: text });
export type Toleration = z.output<typeof toleration>;

/** The specification of a pod, also of a workload's template. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec */
export const podSpec = z.object({
  nodeName: text,
  nodeSelector: texts,
  affinity: part({
    nodeAffinity: part({
      requiredDuringSchedulingIgnoredDuringExecution: part({ nodeSelectorTerms: listOf(selectorTerm) }),
    }),
    podAffinity: part({ requiredDuringSchedulingIgnoredDuringExecution: podTerms }),
    podAntiAffinity: part({ requiredDuringSchedulingIgnoredDuringExecution: podTerms }),
  }),
  tolerations: listOf(toleration),
  topologySpreadConstraints: listOf(z.object({ topologyKey: text, whenUnsatisfiable: text })),
  containers: listOf(container),
  initContainers: listOf(container),
  volumes: listOf(volume),
  serviceAccountName: text,
  imagePullSecrets: listOf(z.object({ name: text })),
  priorityClassName: text,
  schedulerName: text,
  securityContext,
  hostNetwork: flag,
  dnsPolicy: text,
  dnsConfig: part({ nameservers: names }),
  restartPolicy: text,
});

export type PodSpec = z.output<typeof podSpec>;
export type PodVolume = PodSpec["volumes"][number];
