/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const TOPIC_ARN = /^arn:aws[\w-]*:sns:[a-z\d-]+:\d{12}:[\w-]{1,256}(?:\.fifo)?$/;

/** Whether a text is the ARN of an SNS topic. */
export function isTopicArn(text: string): boolean {
  return TOPIC_ARN.test(text);
}
