import { counted } from "../../card/number.ts";
import type { Answer, Question } from "../../events/events.ts";
import { explain } from "../../kubernetes/explain.ts";
import { type Reason, refText } from "../../kubernetes/reason.ts";
import { REASON_KINDS } from "../../kubernetes/reason-kinds.ts";
import { mask } from "../../telemetry/masking/mask.ts";
import type { Clusters } from "../../telemetry/ports/clusters.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";

type Asked = Extract<Question, { type: "cluster" }>;

/** Why workloads of a cluster do not run, the deepest reason first. */
export async function answerCluster(asking: Asking, question: Asked): Promise<Answer> {
  const { telemetry, signal } = asking;
  const query = questionText(question);
  const { clusters } = telemetry;
  if (!clusters || clusters.names.length === 0) {
    return failedAnswer(query, "no cluster is connected. Set CLUSTERS_KUBECONFIG and start again.");
  }
  const chosen = choose(clusters, question);
  if (chosen === undefined) {
    return failedAnswer(
      query,
      `name one of the clusters ${clusters.names.join(", ")}, as in: cluster ${clusters.names[0]}`,
    );
  }
  const seen = await clusters.state(chosen.cluster, chosen.namespace, signal);
  const { Pod, Node } = seen.value.objects;
  const reasons = explain(seen.value);
  const [first] = reasons;
  const looked = `${counted(Pod.length, "pod")} and ${counted(Node.length, "node")} of ${chosen.cluster}${chosen.namespace === undefined ? "" : `, namespace ${chosen.namespace}`}, looked at`;
  const sentence = first === undefined ? `No reason found. ${looked}` : `${mask(first.sentence)}. ${looked}`;
  const columns = ["Object", "Reason", "Field", "Is", "Should be", "Refuted if", "Do", "Undo"].map((name) => ({
    name,
  }));
  return tableAnswer(asking, query, sentence, { ...seen, value: { columns, rows: reasons.map(toRow) } });
}

/** The cluster that a question means: by its name, else the only one; a name alone that is no cluster is a namespace of that. */
function choose(
  { names }: Clusters,
  { cluster, namespace }: Asked,
): { readonly cluster: string; readonly namespace?: string | undefined } | undefined {
  const [only, ...others] = names;
  const named = names.find((name) => name.toLowerCase() === cluster?.toLowerCase());
  if (named !== undefined) return { cluster: named, namespace };
  if (only === undefined || others.length > 0 || namespace !== undefined) return undefined;
  return { cluster: only, namespace: cluster };
}

function toRow({
  kind,
  object,
  field = "",
  observed,
  expected,
  refutedBy,
  relief,
  because,
}: Reason): readonly string[] {
  const follows = because === undefined ? "" : `, because of ${refText(because.object)}`;
  return [
    refText(object),
    `${REASON_KINDS[kind]}${follows}`,
    field,
    observed,
    expected,
    refutedBy,
    relief?.command ?? "",
    relief?.undo ?? "",
  ].map((text) => mask(text));
}
