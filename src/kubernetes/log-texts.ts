import type { ReasonKind } from "./reason-kinds.ts";

/**
 * When a complaint counts: always, because it does not pass by itself; if it lasts, because it may pass; or only in trouble, because programs
 * that work write such lines, too.
 */
type Counts = "always" | "lasting" | "in trouble";

/** One kind of complaint in logs. */
export interface LogText {
  readonly pattern: RegExp;
  readonly kind: ReasonKind;
  readonly words: string;
  readonly counts: Counts;
}

const text = (kind: ReasonKind, words: string, pattern: RegExp, counts: Counts = "always"): LogText => ({
  pattern,
  kind,
  words,
  counts,
});

/** What programs, databases and client libraries write, the most telling first: a line counts for the first that matches. */
export const LOG_TEXTS: readonly LogText[] = [
  text(
    "access-denied",
    "Kubernetes refuses its service account a permission",
    /forbidden: User "system:serviceaccount:|User "system:serviceaccount:[^"]+" cannot/i,
  ),
  text(
    "credentials-refused",
    "AWS refuses its credentials or a permission",
    /is not authorized to perform: [\w-]+:\w+|no identity-based policy allows|UnauthorizedOperation|InvalidIdentityToken|ExpiredToken(?:Exception)?\b|UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|NoCredentialProviders|failed to retrieve credentials|unable to (?:locate|load) credentials|could not load credentials/i,
  ),
  text(
    "database-login",
    "the database refuses its login",
    /access denied for user|password authentication failed|no pg_hba\.conf entry|role "[^"]+" does not exist|SCRAM.*(?:fail|mismatch)|sasl.*(?:auth|conversation).*(?:fail|error)|(?:mongo|redis|database|\bdb\b|sql|jdbc|cassandra).*(?:Authentication failed|auth error)|AuthenticationFailed|Could not find user .* for db|WRONGPASS|NOAUTH|invalid username-password|ERR invalid password|ERR AUTH|ER_ACCESS_DENIED|ORA-01017|Login failed for user|unable to authenticate using mechanism/i,
  ),
  text(
    "database-login",
    "its login is refused",
    /Authentication failed\.?(?:$|[^a-z])|UserNotFound|Could not find user|auth error/i,
    "in trouble",
  ),
  text(
    "database-permission",
    "its database user lacks a permission",
    /not authorized (?:on|for) \S+|command \w+ requires authentication|permission denied for (?:table|schema|relation|database|sequence)|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|\w+) command denied to user|NOPERM|ER_TABLEACCESS_DENIED|must be owner of/i,
  ),
  text(
    "database-connections",
    "the database has no connection left",
    /too many connections|too many clients|remaining connection slots|max(?:imum)? (?:number of )?clients reached|Too many open connections|connection pool (?:is )?(?:exhausted|timed? ?out|timeout)|pool exhausted|unable to acquire (?:a )?(?:JDBC )?connection|QueuePool limit|HikariPool.*(?:not available|timed out)|max_user_connections|ER_CON_COUNT|Connection is not available/i,
  ),
  text(
    "database-read-only",
    "the database takes no writes",
    /--(?:super-)?read-only option|read-only transaction|READONLY You can't write|NotWritablePrimary|not (?:the )?(?:master|primary)\b|database is read.?only|in read.?only mode|READ_ONLY/i,
  ),
  text(
    "database-missing",
    "its database or table does not exist",
    /unknown database|database "?[^"\s]+"? does not exist|relation "[^"]+" does not exist|table '[^']+' doesn't exist|no such table|NamespaceNotFound|ns does not exist/i,
  ),
  text("disk-full", "its disk is full", /no space left on device|disk quota exceeded|ENOSPC|disk is full/i),
  text(
    "certificate",
    "a certificate is not accepted",
    /x509:|certificate (?:has expired|verify failed|signed by unknown|is not valid|is not trusted|required)|CERT_HAS_EXPIRED|PKIX path|SSLHandshakeException|unable to (?:get local issuer|verify the first) certificate|self.signed certificate|tls: (?:bad certificate|failed to verify)|SSL routines/i,
  ),
  text(
    "port-taken",
    "the port on which it listens is taken",
    /address already in use|EADDRINUSE|port \d+ (?:is|was) already in use|Failed to bind to address|Only one usage of each socket address/i,
    "in trouble",
  ),
  text(
    "environment-missing",
    "an environment variable is missing",
    /(?:environment|env) ?var(?:iable)?s?\b.*(?:not set|missing|required|undefined|must be set|not found|empty|unset)|(?:missing|required|undefined|unset|must set|no) (?:required )?(?:environment|env) ?var|KeyError: '[A-Z][A-Z0-9_]+'|[A-Z][A-Z0-9]+_[A-Z0-9_]+["'`]? (?:is|was) (?:a )?(?:not set|not defined|undefined|required|missing|empty|unset|not provided)|[A-Z][A-Z0-9]+_[A-Z0-9_]+ must be (?:set|specified|provided)|parameter not set|you need to specify one of|Could not resolve placeholder|database is uninitialized and (?:superuser )?password/i,
    "in trouble",
  ),
  text(
    "volume-permission",
    "it may not write to its volume",
    /(?:permission denied|EACCES|Read-only file system|EROFS|operation not permitted|failed to create|cannot (?:open|create|write|touch|mkdir)).*(?:\/[\w.-]+|directory|file)|(?:open|mkdir|chown|chmod|touch|cannot create|could not \w+)\b.*(?:permission denied|read-only file system|operation not permitted)/i,
    "in trouble",
  ),
  text(
    "security-context",
    "its security context forbids what it needs",
    /bind\(?\)?.*(?:permission denied|EACCES)|listen tcp \S+: bind: permission denied|setuid.*(?:fail|not permitted)|(?:cap_|capability).*(?:not permitted|denied)/i,
    "in trouble",
  ),
  text(
    "out-of-memory",
    "it runs out of memory",
    /OutOfMemoryError|JavaScript heap out of memory|fatal error: runtime: out of memory|std::bad_alloc|Cannot allocate memory|^MemoryError/im,
    "in trouble",
  ),
  text(
    "feature-flag",
    "a feature flag makes it fail",
    /(?:feature.?flag|flagd).*(?:fail|error)|(?:fail|error).*feature.?flag/i,
    "lasting",
  ),
  text("image-platform", "its image is for another processor", /exec format error/i, "in trouble"),
  text(
    "command-wrong",
    "its command cannot be run",
    /executable file not found|sh: (?:\d+: |line \d+: )?\S+: (?:command )?not found$|can't open file '|Cannot find module|ModuleNotFoundError|Unable to access jarfile|Could not find or load main class|unknown (?:command|flag|option)|unrecognized (?:option|arguments?)|flag provided but not defined|no such file or directory: '?\/?[\w/.-]+'?$/im,
    "in trouble",
  ),
  text(
    "configuration-invalid",
    "it does not accept its configuration",
    /(?:invalid|bad|malformed|illegal) (?:config|configuration|configuration option|value for|directive|yaml|json)|(?:config|configuration|yaml|json)\b.*(?:invalid|parse error|(?:failed|unable) to parse|unmarshal|syntax error)|\[emerg\]|unknown (?:directive|variable|configuration)|unknown plugin|Error parsing|NumberFormatException|invalid literal for int|strconv\.\w+: parsing/i,
    "in trouble",
  ),
  text("credentials-refused", "another service refuses its credentials", /Unauthenticated desc/i, "lasting"),
  // A program that works writes so of its own callers.
  text(
    "credentials-refused",
    "another service refuses its credentials",
    /\b401\b.*(?:unauthorized|token|credential)|(?:token|jwt|api.?key|credential).*(?:invalid|expired|rejected)|invalid (?:token|api key|credentials)/i,
    "in trouble",
  ),
  text(
    "host-unknown",
    "a host name is unknown",
    /no such host|name or service not known|ENOTFOUND|EAI_AGAIN|UnknownHostException|unknown (?:mysql server )?host|nodename nor servname|temporary failure in name resolution|could not (?:resolve|translate) host|getaddrinfo|host not found in upstream|server misbehaving|name resolution|NXDOMAIN|bad address '|DNS resolution failed|No address associated/i,
    "lasting",
  ),
  text(
    "connection-refused",
    "a connection is refused",
    /connection refused|ECONNREFUSED|can't connect to (?:\w+ )*server|connect\(\) failed|Connection reset by peer|could not connect to server|failed to connect to|No route to host|EHOSTUNREACH|upstream connect error|no healthy upstream|connection failed|Connection to \S+ failed|code = Unavailable|connection to .{1,80} could not be established|broker may not be available|no brokers? available|NoBrokersAvailable/i,
    "lasting",
  ),
  text(
    "connection-timeout",
    "a connection is not answered",
    /i\/o timeout|connect(?:ion)? timed? ?out|ETIMEDOUT|deadline exceeded|server selection (?:error|timeout)|ServerSelectionTimeout|context deadline|Read timed out|connect timeout|SocketTimeoutException/i,
    "lasting",
  ),
  text(
    "application-error",
    "it reports an error of its own",
    /panic:|Traceback \(most recent call last\)|Unhandled(?:PromiseRejection| exception)|Exception in thread|FATAL\b|\blevel=(?:fatal|panic)\b|segmentation fault|core dumped/i,
    "lasting",
  ),
];

/** Hosts that take what programs tell of themselves: they work without these. */
const TELLS_NOBODY =
  /(?:otel|opentelemetry|otlp|jaeger|zipkin|tempo|statsd|datadog|dd-agent|sentry|loki|fluent|pushgateway|newrelic|skywalking|(?:trace|span|metric|telemetry)s?[-_ ]?(?:collector|export|agent)|opencensus)/i;

/** Whether a name or a line is of a collector of traces, metrics or logs. */
export function isOfTelemetry(text: string): boolean {
  return TELLS_NOBODY.test(text);
}

/** The host and port that a line complains about, as it was written. */
export function targetIn(line: string): { readonly host: string; readonly port?: number } | undefined {
  for (const pattern of TARGETS) {
    const found = pattern.exec(line)?.groups;
    if (!found?.host) continue;
    const port = Number(found.port);
    return { host: found.host, ...(found.port !== undefined && Number.isInteger(port) && { port }) };
  }
  return undefined;
}

const TARGETS: readonly RegExp[] = [
  /dial tcp:? (?:lookup )?(?<host>[\w][\w.-]*)(?::(?<port>\d+))?(?: on |:)/i,
  /lookup (?<host>[\w][\w.-]*)(?: on|:)/i,
  /(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH) (?<host>[\w][\w.-]*)(?::(?<port>\d+))?/,
  /UnknownHostException: (?<host>[\w][\w.-]*)/,
  /(?:can't find|bad address|could not resolve host:?|unknown (?:mysql server )?host|getaddrinfo(?: for)?) ['"]?(?<host>[a-z][\w-]*(?:\.[\w-]+)*)/i,
  /(?<host>[a-z][\w-]*(?:\.[\w-]+)*): (?:name or service not known|nodename nor servname|temporary failure in name resolution)/i,
  /server on '(?<host>[\w][\w.-]*)(?::(?<port>\d+))?'/i,
  /(?:host|upstream|address|for) (?:name )?"(?<host>[\w][\w.-]*)(?::(?<port>\d+))?"/i,
  /[a-z]+:\/\/(?:[^@/\s]*@)?(?<host>[\w][\w.-]*)(?::(?<port>\d+))?/i,
  /(?:host|server|to|at|for|connect(?:ing)?) ?[:=]? ?'?\/?(?<host>[a-z][\w-]*(?:\.[\w-]+)*|\d+(?:\.\d+){3})(?:\/[\d.]+)?:(?<port>\d{2,5})/i,
  /(?<host>\d+(?:\.\d+){3}):(?<port>\d{2,5})/,
  /(?<host>[a-z][\w-]*(?:\.[\w-]+)*):(?<port>\d{2,5})\b/i,
];
