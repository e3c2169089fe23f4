import { moodOf } from "../mood.ts";
import { joined, type MessageShape } from "../shape.ts";

/** The macros of Nagios and its kin, by their own names. https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html */
export const nagiosMessage: MessageShape = ({ fields }) => {
  const type = fields.text("NOTIFICATIONTYPE");
  const host = fields.text("HOSTNAME", "HOSTALIAS");
  if (type === undefined || host === undefined) return undefined;
  const check = fields.text("SERVICEDESC");
  const state = fields.text("SERVICESTATE", "HOSTSTATE");
  const isOver = /^recovery$/i.test(type);
  return {
    title: `${joined(check, check && "on", host)}: ${state ?? type}`,
    word: type,
    mood: isOver ? "good" : moodOf(state) === "info" ? moodOf(type) : moodOf(state),
    severity: state,
    text: fields.text("SERVICEOUTPUT", "HOSTOUTPUT"),
    resources: [host],
    facts: [["Check", check]],
  };
};
