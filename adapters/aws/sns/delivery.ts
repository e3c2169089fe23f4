/**
 * How long SNS tries to deliver to Gumshoe: longer than a deployment takes. SNS limits the whole to 3,600 s. The waits here, 8 of 300 s,
 * 2 of 10 s and 3 between these values, are below that limit with every backoff function.
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
