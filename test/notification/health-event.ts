/** An issue as AWS Health tells of it over EventBridge; `more` goes into its detail. */
export function healthIssue(service: string, began: Date, more: Record<string, unknown> = {}) {
  const type = `AWS_${service}_OPERATIONAL_ISSUE`;
  return {
    "detail-type": "AWS Health Event",
    source: "aws.health",
    account: "123456789012",
    region: "eu-west-1",
    time: new Date().toISOString(),
    detail: {
      eventArn: `arn:aws:health:eu-west-1::event/${service}/${type}/${type}_1`,
      service,
      eventTypeCode: type,
      eventTypeCategory: "issue",
      eventScopeCode: "PUBLIC",
      eventRegion: "eu-west-1",
      startTime: began.toUTCString(),
      eventDescription: [{ language: "en_US", latestDescription: "Increased error rates" }],
      ...more,
    },
  };
}
