import type { Cluster } from "../cluster.ts";
import { nearestName } from "../nearest-name.ts";
import type { Ingress } from "../objects/network.ts";
import { CERTAINTY, type Reason } from "../reason.ts";

/** Ingresses whose traffic leads nowhere. */
export function ingressReasons(cluster: Cluster): readonly Reason[] {
  return cluster.objects.Ingress.flatMap((ingress) => [
    ...classReason(cluster, ingress),
    ...certificateReasons(cluster, ingress),
    ...backendReasons(cluster, ingress),
  ]);
}

/** Certificates that are not there. Balancers of AWS take theirs from Certificate Manager. */
function certificateReasons(cluster: Cluster, ingress: Ingress): readonly Reason[] {
  const object = refOf(ingress);
  if (/\balb\b/.test(ingress.spec?.ingressClassName ?? "") || !cluster.isComplete("Secret", object.namespace))
    return [];
  return (ingress.spec?.tls ?? []).flatMap(({ secretName }): readonly Reason[] =>
    secretName === undefined || cluster.find("Secret", object.namespace, secretName)
      ? []
      : [
          {
            kind: "secret-missing",
            object,
            field: "spec.tls[].secretName",
            observed: secretName,
            expected: `a Secret ${secretName} in ${object.namespace}`,
            sentence: `The ingress ${object.name} has no certificate: its secret ${secretName} does not exist in ${object.namespace}`,
            refutedBy: `kubectl -n ${object.namespace} get secret ${secretName} finds it`,
            certainty: CERTAINTY.contradicted,
            affects: [object],
            quotes: [],
          },
        ],
  );
}

/** The port of a backend that is an action in an annotation, not a service, for the AWS Load Balancer Controller. */
const ACTION = "use-annotation";

const refOf = ({ metadata }: Ingress): Reason["object"] & { readonly namespace: string } => ({
  kind: "Ingress",
  namespace: metadata.namespace ?? "",
  name: metadata.name,
});

function classReason(cluster: Cluster, ingress: Ingress): readonly Reason[] {
  const wanted = ingress.spec?.ingressClassName;
  if (wanted === undefined || !cluster.isComplete("IngressClass") || cluster.find("IngressClass", undefined, wanted))
    return [];
  const object = refOf(ingress);
  const known = cluster.objects.IngressClass.map(({ metadata }) => metadata.name).join(", ");
  return [
    {
      kind: "ingress-class",
      object,
      field: "spec.ingressClassName",
      observed: wanted,
      expected: known === "" ? "a class that exists" : `one of ${known}`,
      sentence: `No controller takes the ingress ${object.name}: its class ${wanted} does not exist`,
      refutedBy: `kubectl get ingressclass ${wanted} finds it`,
      certainty: CERTAINTY.contradicted,
      affects: [object],
      quotes: [],
    },
  ];
}

function backendReasons(cluster: Cluster, ingress: Ingress): readonly Reason[] {
  const object = refOf(ingress);
  if (!cluster.isComplete("Service", object.namespace)) return [];
  const rules = ingress.spec?.rules ?? [];
  const backends = [
    { at: "spec.defaultBackend", backend: ingress.spec?.defaultBackend },
    ...rules.flatMap(({ host = "*", http }) =>
      (http?.paths ?? []).map(({ path = "/", backend }) => ({
        at: `spec.rules[${host}].http.paths[${path}].backend`,
        backend,
      })),
    ),
  ];
  return backends.flatMap(({ at, backend }): readonly Reason[] => {
    const name = backend?.service?.name ?? backend?.serviceName;
    if (name === undefined || backend?.service?.port?.name === ACTION) return [];
    const service = cluster.find("Service", object.namespace, name);
    const shared = { object, certainty: CERTAINTY.contradicted, affects: [object], quotes: [] };
    if (!service) {
      const near = nearestName(
        name,
        cluster.within("Service", object.namespace).map(({ metadata }) => metadata.name),
      );
      return [
        {
          ...shared,
          kind: "ingress-service",
          field: `${at}.service.name`,
          observed: name,
          expected: near ?? "a service that exists",
          sentence: `The ingress ${object.name} sends to the service ${name}, which does not exist in ${object.namespace}${near ? `; there is ${near}` : ""}`,
          refutedBy: `kubectl -n ${object.namespace} get service ${name} finds it`,
        },
      ];
    }
    const wanted = String(backend?.service?.port?.number ?? backend?.service?.port?.name ?? backend?.servicePort ?? "");
    const ports = service.spec?.ports ?? [];
    if (
      wanted === "" ||
      ports.length === 0 ||
      ports.some(({ port, name: named }) => String(port) === wanted || named === wanted)
    )
      return [];
    const all = ports.map(({ port }) => port).join(", ");
    return [
      {
        ...shared,
        kind: "ingress-port",
        field: `${at}.service.port`,
        observed: wanted,
        expected: all,
        sentence: `The ingress ${object.name} sends to port ${wanted} of ${name}, which has only ${all}`,
        refutedBy: `the service ${name} has the port ${wanted}`,
      },
    ];
  });
}
