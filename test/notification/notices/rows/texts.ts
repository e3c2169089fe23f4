import type { Row } from "./row.ts";

/** Messages of any form: mail, tables, other languages, and what is far too long. */
export const texts: readonly Row[] = [
  [
    "plain text",
    "Nightly import of orders finished with 3 warnings in 14 min",
    {
      word: "",
      mood: "info",
      title: "Nightly import of orders finished with 3 warnings in 14 min",
      on: "topic alerts",
    },
  ],
  [
    "plain text with a subject",
    "host db-7: RAID degraded, disk 3 missing",
    { word: "CRITICAL", mood: "bad", title: "CRITICAL: RAID on db-7", on: "topic alerts" },
    { Subject: "CRITICAL: RAID on db-7" },
  ],
  [
    "HTML mail",
    '<html><head><style>p{color:red}</style></head><body><h1>Backup failed</h1><p>Volume <b>vol-1</b> could not be read &amp; was skipped.<br>See <a href="https://backup.example.com/9">the log</a>.</p><script>alert(1)</script></body></html>',
    { word: "FAILED", mood: "bad", title: "Backup failed", on: "topic alerts", page: "backup.example.com/9" },
    { Subject: "Backup failed" },
  ],
  [
    "CSV",
    "host,check,state,value\nweb-1,disk,CRITICAL,97\nweb-2,disk,OK,31\nweb-3,disk,WARNING,88\n",
    { word: "", mood: "info", title: "Disk report", on: "topic alerts" },
    { Subject: "Disk report" },
  ],
  [
    "YAML",
    "service: checkout\nstate: failed\nseverity: high\nhost: web-3\nreason: |\n  OOM killed\n  exit 137\n",
    { word: "FAILED", mood: "bad", title: "checkout: OOM killed", on: "checkout" },
  ],
  [
    "key=value",
    'level=error ts=2026-05-01T03:00:00Z service=checkout msg="connection refused" host=web-3',
    { word: "ERROR", mood: "bad", title: "checkout: error", on: "checkout" },
  ],
  [
    "base64",
    Buffer.from(JSON.stringify({ service: "checkout", state: "failed", message: "out of memory" })).toString("base64"),
    { word: "FAILED", mood: "bad", title: "checkout: out of memory", on: "checkout" },
  ],
  [
    "base64 that is binary",
    Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 37) % 256)).toString("base64"),
    { word: "", mood: "info", title: "400 bytes of binary data, encoded as base64", on: "topic alerts" },
  ],
  [
    "JSON in a string, three times",
    JSON.stringify(JSON.stringify(JSON.stringify({ service: "checkout", status: "failed", reason: "full" }))),
    { word: "FAILED", mood: "bad", title: "checkout: failed", on: "checkout" },
  ],
  [
    "JSON in a field",
    { source: "relay", payload: JSON.stringify({ status: "failed", job: { name: "nightly" } }) },
    { word: "FAILED", mood: "bad", title: "nightly: failed", on: "nightly" },
  ],
  [
    "array of objects",
    [
      { service: "checkout", status: "failed" },
      { service: "search", status: "ok" },
    ],
    { word: "FAILED", mood: "bad", title: "checkout: failed", on: "checkout" },
  ],
  [
    "array of texts",
    ["web-1 is down", "web-2 is down"],
    { word: "", mood: "info", title: "web-1 is down, web-2 is down", on: "topic alerts" },
  ],
  ["number", "42", { word: "", mood: "info", title: "Message on alerts", on: "topic alerts" }],
  ["boolean", "true", { word: "", mood: "info", title: "Message on alerts", on: "topic alerts" }],
  ["null", "null", { word: "", mood: "info", title: "Message on alerts", on: "topic alerts" }],
  ["empty", "", { word: "", mood: "info", title: "Message on alerts", on: "topic alerts" }],
  ["blank", " \n\t ", { word: "", mood: "info", title: "Message on alerts", on: "topic alerts" }],
  [
    "German",
    "FEHLER: Die Datenbank auf Server db-7 antwortet nicht mehr (Zeitüberschreitung nach 30 s).",
    { word: "FEHLER", mood: "bad", title: "FEHLER: Datenbank", on: "topic alerts" },
    { Subject: "FEHLER: Datenbank" },
  ],
  [
    "Japanese",
    "障害: 注文サービスが応答しません。ホスト web-3",
    { word: "重大", mood: "bad", title: "【重大】注文サービス停止", on: "topic alerts" },
    { Subject: "【重大】注文サービス停止" },
  ],
  [
    "Arabic",
    "فشل النسخ الاحتياطي على الخادم db-7",
    { word: "", mood: "info", title: "فشل النسخ الاحتياطي على الخادم db-7", on: "topic alerts" },
  ],
  [
    "emoji",
    "🔥🔥🔥 checkout is on fire 🔥🔥🔥 👩‍🚒",
    { word: "", mood: "bad", title: "🚨 checkout", on: "topic alerts" },
    { Subject: "🚨 checkout" },
  ],
  [
    "zalgo and turned text",
    "c̷̢h̴e̶c̷k̸out \u202Etxt.exe\u202C is down",
    { word: "DOWN", mood: "bad", title: "c̷̢h̴e̶c̷k̸out ‹U+202E›txt.exe‹U+202C› is down", on: "topic alerts" },
  ],
  [
    "256 KB",
    `checkout failed. ${"x".repeat(262_000)}`,
    { word: "", mood: "info", title: "checkout failed. xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx …", on: "topic alerts" },
  ],
  [
    "256 KB of JSON",
    {
      service: "checkout",
      status: "failed",
      lines: Array.from({ length: 6_000 }, (_, index) => `line ${index} of the log that is long`),
    },
    { word: "FAILED", mood: "bad", title: "checkout: failed", on: "checkout" },
  ],
  [
    "deep JSON",
    Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner }), { status: "failed" }),
    { word: "", mood: "info", title: "Message on alerts", on: "topic alerts" },
  ],
  [
    "a stack trace",
    "java.lang.IllegalStateException: pool exhausted\n\tat com.acme.Pool.take(Pool.java:41)\n\tat com.acme.Pay.charge(Pay.java:17)\nCaused by: java.net.SocketTimeoutException: Read timed out\n",
    { word: "ERROR", mood: "bad", title: "ERROR payments", on: "topic alerts" },
    { Subject: "ERROR payments" },
  ],
  [
    "cron mail",
    "/usr/local/bin/rotate: line 3: /var/log/app: No space left on device",
    { word: "", mood: "info", title: "Cron <root@web-3> /usr/local/bin/rotate", on: "topic alerts" },
    { Subject: "Cron <root@web-3> /usr/local/bin/rotate" },
  ],
  [
    "Monit",
    "Resource limit matched Service web-3\n\n\tDate:        Fri, 01 May 2026 03:00:00\n\tAction:      alert\n\tHost:        web-3\n\tDescription: cpu user usage of 97% matches resource limit\n",
    { word: "", mood: "info", title: "monit alert -- Resource limit matched web-3", on: "web-3" },
    { Subject: "monit alert --  Resource limit matched web-3" },
  ],
  [
    "XML",
    '<?xml version="1.0"?><alert><host>web-3</host><state>CRITICAL</state><text>disk &lt; 3%</text></alert>',
    { word: "CRITICAL", mood: "bad", title: "web-3: critical", on: "web-3" },
  ],
  [
    "markdown table",
    "| host | state |\n|---|---|\n| web-1 | down |\n| web-2 | up |",
    { word: "", mood: "info", title: "| host | state |", on: "topic alerts" },
  ],
];
