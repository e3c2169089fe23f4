import { moodOf } from "../mood.ts";
import { type EventShape, encoded, type MessageShape, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
export const backup: EventShape = ({ type, detail, resources, region }) => {
  const kind = type.replace(/ State Change$/, "");
  const state = detail.text("state", "status");
  const vault = detail.text("backupVaultName", "backupVaultArn") ?? nameIn(detail.text("destinationBackupVaultArn"));
  const resource = detail.text("resourceArn", "createdResourceArn") ?? resources[0];
  if (state === undefined && vault === undefined) return undefined;
  const job = detail.text("backupJobId", "copyJobId", "restoreJobId");
  return {
    title: `${kind.startsWith("AWS") ? kind : `AWS ${kind}`} of ${nameIn(resource) ?? vault ?? "a resource"}`,
    word: state,
    mood: moodOf(state),
    text: detail.text("statusMessage"),
    resources: [resource, vault],
    facts: [
      ["Resource type", detail.text("resourceType")],
      ["Vault", nameIn(vault)],
      ["Job", job],
      ["Size", sizeOf(detail.number("backupSizeInBytes"))],
    ],
    page:
      job === undefined
        ? undefined
        : `backup/home?region=${region}#/jobs/${type.split(" ")[0]?.toLowerCase()}/details/${encoded(job)}`,
  };
};

/** A vault's own notification: a sentence, with its state in the attributes of the message. */
export const backupMessage: MessageShape = ({ text, attributes }) => {
  const event = attributes.text("EventType.Value");
  const state = attributes.text("State.Value");
  if (event === undefined || !/^(BACKUP|RESTORE|COPY|RECOVERY_POINT|S3_)/.test(event)) return undefined;
  const arn = /\barn:aws[\w-]*:[^\s,]+/.exec(text)?.[0]?.replace(/\.$/, "");
  return {
    title: `AWS Backup: ${event.replaceAll("_", " ").toLowerCase()}${arn === undefined ? "" : ` of ${nameIn(arn)}`}`,
    word: state,
    mood: moodOf(state),
    text,
    resources: [arn, attributes.text("Id.Value")],
    facts: [
      ["Job", attributes.text("Id.Value")],
      ["Started", attributes.text("StartTime.Value")],
    ],
    account: attributes.text("AccountId.Value"),
  };
};

function sizeOf(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
