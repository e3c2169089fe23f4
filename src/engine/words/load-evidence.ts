import { figure, withoutMiddle } from "../../card/number.ts";
import type { LoadPart } from "../../findings/database-load.ts";
import type { Findings } from "../../findings/findings.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { componentOf, horizonOf } from "./evidence.ts";

type Load = NonNullable<Findings["loads"]>[number];

/** A statement that loads a database more than it did before the symptom. */
export interface LeadingStatement {
  readonly load: Load;
  readonly statement: LoadPart;
}

const LONGEST = 120;

/** The statement that loads a component's database more than before, if the database was busy and is busier. */
export function leadingStatement({ findings }: Scene, component: string): LeadingStatement | undefined {
  const load = findings.loads?.find((each) => each.component === component);
  const statement = load?.statements[0];
  if (!load || !statement || load.around < settings.busySessions || load.around <= load.before) return undefined;
  const grown = statement.around >= settings.leadingTimes * statement.before;
  return grown && statement.around >= settings.leadingShare * load.around ? { load, statement } : undefined;
}

/** The statement in words: `"SELECT … WHERE email = ?" makes 71 % of its load`. */
export function statementText({ load, statement }: LeadingStatement): string {
  return `"${withoutMiddle(statement.name, LONGEST)}" makes ${percentOf(statement.around, load.around)} % of its load`;
}

/** What loads a database, compared with the hour before: how much, which statement, waiting for what, from where. */
export function loadEvidence(scene: Scene, leading: LeadingStatement): EvidenceDraft {
  const { load, statement } = leading;
  const { name, ...component } = componentOf(scene, load.component);
  const [wait] = load.waits;
  const [host] = load.hosts;
  const [user] = load.users;
  const usual = percentOf(statement.before, load.before);
  const waits = wait ? `; ${percentOf(wait.around, load.around)} % of it is ${wait.name}` : "";
  const from = host
    ? `; most from host ${host.name}${user ? ` as ${user.name}` : ""}`
    : user
      ? `; most as ${user.name}`
      : "";
  const at = scene.findings.symptom.at;
  return {
    key: `load ${load.component}`,
    kind: "metric",
    component: { name, ...component },
    sentence: `${name} active sessions ${figure(load.before)} → ${figure(load.around)}; ${statementText(leading)} (before ${usual} %)${waits}${from}`,
    figures: { before: load.before, after: load.around, share: percentOf(statement.around, load.around) },
    query: `top sql of ${name}`,
    window: { start: at - 1_800, end: at },
    horizon: horizonOf(scene, "loads"),
  };
}

function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((100 * part) / whole) : 0;
}
