import { type EventShape, encoded, joined, type MessageShape } from "../shape.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const s3: EventShape = ({ type, detail, region }) => {
  const bucket = detail.text("bucket.name");
  const key = detail.text("object.key");
  if (bucket === undefined) return undefined;
  const isFailed = /failed$/i.test(type);
  return {
    title: `S3 ${type.toLowerCase()}: ${joined(bucket, key).replace(" ", "/")}`,
    word: isFailed ? "FAILED" : /delet/i.test(type) ? "DELETED" : /creat/i.test(type) ? "CREATED" : undefined,
    mood: isFailed ? "bad" : "info",
    resources: [`arn:aws:s3:::${bucket}`, key],
    facts: [
      ["Bucket", bucket],
      ["Key", key],
      ["Size", sizeOf(detail.number("object.size"))],
      ["Reason", detail.text("reason", "failureReason")],
      ["By", detail.text("requester")],
      ["Address", detail.text("source-ip-address")],
    ],
    page: pageOf(region, bucket, key),
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export const s3Message: MessageShape = ({ fields }) => {
  if (fields.text("Event") === "s3:TestEvent") {
    const bucket = fields.text("Bucket");
    return {
      title: `S3 test event of ${bucket ?? "a bucket"}`,
      word: "TEST",
      mood: "info",
      resources: [bucket && `arn:aws:s3:::${bucket}`],
      at: fields.text("Time"),
    };
  }
  const [record, ...others] = fields.list("Records");
  const bucket = record?.text("s3.bucket.name");
  if (!record || bucket === undefined) return undefined;
  const event = record.text("eventName") ?? "event";
  const key = decoded(record.text("s3.object.key"));
  return {
    title: `S3 ${event}: ${joined(bucket, key).replace(" ", "/")}`,
    word: /Removed|Delete/.test(event) ? "DELETED" : /Created/.test(event) ? "CREATED" : undefined,
    mood: /LostObject|Failed/.test(event) ? "bad" : "info",
    resources: [record.text("s3.bucket.arn") ?? `arn:aws:s3:::${bucket}`, key],
    facts: [
      ["Bucket", bucket],
      ["Key", key],
      ["Size", sizeOf(record.number("s3.object.size"))],
      ["By", record.text("userIdentity.principalId")],
      ["Address", record.text("requestParameters.sourceIPAddress")],
      ["Further objects", others.length > 0 ? String(others.length) : undefined],
    ],
    page: pageOf(record.text("awsRegion") ?? "", bucket, key),
    region: record.text("awsRegion"),
    at: record.text("eventTime"),
  };
};

function pageOf(region: string, bucket: string, key: string | undefined): string | undefined {
  if (region === "") return undefined;
  return key === undefined
    ? `s3/buckets/${encoded(bucket)}?region=${region}`
    : `s3/object/${encoded(bucket)}?region=${region}&prefix=${encoded(key)}`;
}

/** S3 encodes keys in its messages as in forms. */
function decoded(key: string | undefined): string | undefined {
  try {
    return key === undefined ? undefined : decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return key;
  }
}

function sizeOf(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${bytes.toLocaleString("en-US")} bytes`;
}
