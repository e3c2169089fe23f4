import type { Pack } from "./pack.ts";
import { HALF_MORE, minutes } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html";

export const cognito = {
  service: "cognito",
  title: "Cognito app client",
  namespace: "AWS/Cognito",
  dimensions: ["UserPool", "UserPoolClient"],
  kind: "AWS::Cognito::UserPoolClient",
  metrics: {
    signIns: { name: "SignInSuccesses", statistic: "SampleCount", unit: "Count", signal: "requests", docs },
    throttled: { name: "SignInThrottles", statistic: "Sum", unit: "Count", signal: "throttles", sparse: true, docs },
    refreshes: { name: "TokenRefreshThrottles", statistic: "Sum", unit: "Count", sparse: true, docs },
    succeeding: { name: "SignInSuccesses", statistic: "Average", unit: "Count", docs },
  },
  rules: [
    {
      id: "cognito-sign-in",
      title: "Sign-ins are throttled",
      mechanism: "throttling",
      all: [{ metric: "throttled", op: ">", value: 0 }],
      weight: 0.8,
      next: "Compare with the account's quota of requests a second for user authentication",
    },
    {
      id: "cognito-refresh",
      title: "Token refreshes are throttled",
      mechanism: "throttling",
      all: [{ metric: "refreshes", op: ">", value: 0 }],
      weight: 0.8,
      next: "Look at clients that refresh too often; longer tokens need fewer",
    },
    {
      id: "cognito-failing",
      title: "Fewer sign-ins succeed",
      mechanism: "credentials",
      all: [
        { metric: "succeeding", left: "down" },
        { metric: "succeeding", op: "<=", value: 0.8, of: "usual" },
      ],
      weight: 0.4,
      next: "Look at triggers of the user pool, and at an attack with foreign passwords",
    },
  ],
  alarms: [
    {
      id: "sign-in-throttles",
      name: "SignInThrottles",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      sparse: true,
      next: "Compare with the account's quota of requests a second",
    },
    {
      id: "sign-up-throttles",
      name: "SignUpThrottles",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      sparse: true,
      next: "Compare with the account's quota of requests a second",
    },
    {
      id: "refresh-throttles",
      name: "TokenRefreshThrottles",
      statistic: "Sum",
      ...HALF_MORE,
      ...minutes(5),
      missing: "missing",
      sparse: true,
      next: "Look at clients that refresh too often",
    },
  ],
  queries: [
    {
      id: "throttled",
      asks: "Of which user pools sign-ins are throttled",
      language: "metrics",
      text: 'SELECT SUM(SignInThrottles) FROM SCHEMA("AWS/Cognito", UserPool, UserPoolClient) GROUP BY UserPool ORDER BY SUM() DESC LIMIT 10',
    },
  ],
  neighbours: [
    "the functions that its triggers call",
    "the services that check its tokens",
    "identity providers behind it",
  ],
} as const satisfies Pack;
