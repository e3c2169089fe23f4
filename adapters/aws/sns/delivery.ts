/**
 * How patiently SNS delivers to Gumshoe: longer than a deployment takes. The whole may last 3,600 s at most, a hard limit; here 8 waits
 * of 300 s, 2 of 10 s and 3 that grow from one to the other are below it, however SNS lets them grow.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const deliveryPolicy = {
  healthyRetryPolicy: {
    minDelayTarget: 10,
    maxDelayTarget: 300,
    numRetries: 14,
    numNoDelayRetries: 1,
    numMinDelayRetries: 2,
    numMaxDelayRetries: 8,
    backoffFunction: "exponential",
  },
} as const;
