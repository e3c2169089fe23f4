import { signalWords } from "../../asking/signal.ts";
import { distance } from "../distance.ts";

/** What a question is about. */
export type Topic = keyof typeof TOPICS;

/** The meaning of a word, or of a few words in a row. */
export type WordMeaning =
  | { readonly type: "topic"; readonly topic: Topic }
  | { readonly type: "signal"; readonly signal: string }
  /** A complaint, and the metric that would show it. */
  | { readonly type: "symptom"; readonly signal: string }
  /** It does not change what is asked. */
  | { readonly type: "filler" };

/**
 * Words by topic. A sentence is read word by word, so they combine in any order and with any name; several words stand here together only
 * where they mean something else apart.
 */
const TOPICS = {
  changes: `changes, change, changed, changing, changelog, deploy, deploys, deployed, deploying, deployment, deployments, redeploy,
    redeployed, release, releases, released, rollout, rollouts, rolled out, rolling out, went out, gone out, go out, went live, shipped,
    ship, pushed, push, merged, merge, merges, commit, commits, config, configuration, new version, version, versions, what's new,
    modified, updated, upgraded, upgrade, migration, migrations, touch, touches, touching, touched, deploy history, deployment history, release history, change history, history of deploys, pull request, restarted, rebooted, scaled, edited, rolled back, reverted,
    flipped, toggled, cloudtrail, audit, different, introduced, feature flag, feature flags, flag, flags, diff, diffs`,
  logs: `logs, log, logging, exceptions, exception, stack trace, stack traces, stacktrace, stacktraces, error message, error messages,
    error log, error logs, log lines, log line, log messages, loglines, grep, tail, cloudwatch logs, stderr, stdout, traceback`,
  traces: `traces, trace, tracing, spans, span, xray, x-ray, slow requests, slowest requests, failing request, failed requests, failing requests,
    slow calls, failed calls, slow request, failed request, slow traces, failed traces`,
  topology: `list services, services do you know, known services, list components, topology, dependencies, dependency, depends, depend, dependents, dependent, upstream, upstreams, downstream, downstreams,
    callers, callees, calls, call, calling, talks to, talk to, deps, service map, service graph, call graph, architecture, connected to, neighbours`,
  alarms: `alarms, alerts, firing, on fire, red, alarming, alerting, triggered, going off`,
  history: `history, how often, how many times, last time, happened before, happen before, before,
    previously, previous, in the past, flapping, flap, flaps, fire, fires, fired, recurring, again and again, last firing, happened last,
    first time, earlier incidents`,
  cause: `why, y, hypothesis, hypotheses, hyps, cause, causes, caused, causing, reason, reasons, culprit, culprits, root cause, root causes, rca, broke, whose fault,
    suspect, suspects, suspected, theory, theories, leads, to blame, explain, explanation, explains, diagnosis, diagnose, how come, idea,
    ideas, wrong, responsible for, behind this, behind it, triggering, trigger, where is it coming from, coming from, comes from, hypos`,
  status: `when do you look, next look, look next, status, how is, how's, how are, state, happening, happens, happened, going on, goes on, ok, okay, alright, fine, healthy, health, update, updates, where are we, we stand, it stand, things stand, stand, we know, situation, overview, bad, serious, what's up, sup, looking, doing, news, progress,
    worse, normal, stable, alive, working, works, problem, problems, issue, issues, trouble, incident, incidents, outage, outages, open, verdict, findings,
    improving, story, deal, matter, up, live, burning, urgent, severity, eta, eli5, unacked, unacknowledged, unassigned, not acked,
    nobody has, details, more details, sum up, in short, important, all quiet, quiet now, i should know, should i know, need to wake up, have to wake up`,
  ruledOut: `ruled out, rule out, rules out, ruling out, rule that out, rule it out, rule this out, discarded, discard, discards, excluded, exclude, eliminated, eliminate, dismissed,
    rejected, reject, not the cause, crossed off, crossed out, cross off, cleared, ruled it out, ruled this out, ruled that out, rule anything out, ruled anything out, rule something out`,
  accepted: `accepted, accept, accepts, agreed, agree, agreed on, decided, decision, decisions, decide, settled on, concluded, conclude, conclusion, conclusions`,
  involved: `involved, involve, involves, involvement, to do with, related, implicated, innocent, guilty, at fault, in the clear, off the hook, play a role,
    playing a role, plays a role, play a part, contributing, contribute, contributes, could it be, might it be, can it be, may it be, could this be, might this be, is it the, is this the,
    was it the, was it a, is it a, was this the, part of the problem, part of this, part of it, suspicious, does it involve, what about the, how about the, could the, might the`,
  onset: `since when, started, start, starts, begin, began, begun, first failure, first error, first sign, first see, kick off, kicked off, how long, when was the first, onset, start time, set in`,
  impact: `impact, impacts, impacted, affected, affecting, affect, affects, customers, customer, users, user, clients, people affected, blast radius, hurting, hurt, hurts, damage, who is hit, being hit,
    how bad, how serious, how severe, requests failed, requests are failing, requests fail, requests have failed, requests are affected, orders are failing, orders failed, orders have failed, orders were lost,
    lost orders, revenue, losing money, lost money, losing, lose, lost`,
  over: `working again, works again, ok again, okay again, fine again, functions again, normal again, up again, green again, it stop, this stop, that stop, go bed, can i sleep, over, fixed, resolved, recovered, recover, recovers, recovering, recovery, still, still happening, ongoing, better, back to normal, back up, back to bed, go to bed, back to sleep, go to sleep, sleep, stopped,
    has it ended, did it end, rollback help, rollback work, revert help, revert work, restart help, restart work, deploy help, fix help, fix work, that help, that work, it help, we good, we safe, are we clear, subsided, calmed down, calm`,
  unknown: `couldn't you check, couldn't we check, can't you see, can't we see, can't you check, could you not check, not know, don't know, don't we know, don't you know, didn't know, unknown, unknowns, unclear, missing, gap, gaps, blind spot, blind spots, blind, not checked, unchecked, not check, didn't check, couldn't check, could not check,
    couldn't be checked, could not be checked, couldn't see, could not see, can't see, cannot see, not see, not looked at, haven't checked, haven't looked at, not looked into, open question, open questions, left to check,
    still to check, not sure about, not covered, not measured, no data about, uncertain, in the dark`,
  next: `to do anything, should i, should we, should i do, should we do, what should i do, what should we do, do next, do first, look at next, check next, try next, next step, next steps, what next, what's next, what now, now what, help me fix, help us fix, help me fix this, help me fix it, help us fix this, what to do, do i do, do we do, do i do now, do we do now, what can i do,
    what can we do, can i do about, can we do about, to do now, how do i fix, how do we fix, how can i fix, how can we fix, how to fix, how do i fix this, how do i fix it, how do we fix this, how do we fix it, how do i stop this, how do we stop this, how do i stop it, how do we stop it, how to stop, how do we stop, how do i stop, shoud i do, shold i do, shuld i do, shoudl i do,
    advice, advise, recommend, recommends, recommended, recommendation, recommendations, suggest, suggests, suggested, suggestion, suggestions, action plan, game plan, the plan, a plan, mitigation, mitigations,
    how do i mitigate, how do we mitigate, workaround, workarounds, remedy, remedies, relief, stop the bleeding, options, way out, is there a fix, any fix`,
  proof: `how sure are you, how certain are you, how confident are you, how sure, sure, are you sure, sure are you, you sure, are you certain, certain are you, are you confident, confident are you, certain, confident, confidence, certainty, evidence, proof, proofs, prove, proves, proven, proved, convinced, convincing, reliable, trust, true, how do you know, how do we know, do you know that,
    says who, back that up, based on, supports, support, speaks for, speaks against, speak for, speak against, against it, for it, refute, refutes, refuted, disprove, disproves, really the cause, makes you think, indicates, indication, indications`,
  checked: `checked, checks, you check, we check, did you check, you look at, we look at, you looked at, been looked at, we looked at, looked at, looked into, you look into, you try, we try, you tried, we tried, been tried, already tried, tried, examined, examine,
    covered, was normal, is normal, were normal, are normal, looks normal, look normal, looked normal, ran so far, queries, queried, inspected`,
  resolution: `how was it fixed, how was this fixed, how was that fixed, how was it resolved, how was this resolved, how was it solved, how did it end, how did this end, how did we fix, what fixed, what resolved, what solved, who fixed, who closed, who resolved, who solved, why was it closed, why was this closed, closed, resolution, outcome, the fix, what was the fix,
    how did we resolve, how did we solve, in the end`,
  present: `who has looked, who has looked at, who has been, who has done, who was here, who is here, who's here, who else is here, was here, been here, who has been, who looked, has looked, who joined, who helped, participants, participated, participant, who did what, did what, who else, who responded, responders,
    who opened, opened it, opened this, who started this, who is in here, who's in here, who all, involved people, people here, already here, who took part, took part, who has seen, was paged, got paged, been paged, who did we page, who was called`,
  notes: `notes, said, say so far, any notes, comments, who said, did people say, has been said, been said, written down, wrote, write down so far, was written, remarks, noted, was noted, been noted`,
  summary: `what does this mean, what does it mean, what this means, what it means, what this is, what is this, what am i looking at, one line, short version, summary, summarise, summarize, recap, tldr, tl;dr, sitrep, brief, briefing, catch me up, catch us up, catch up, caught up, fill me in,
    up to speed`,
  timeline: `timeline, time line, chronology, sequence of events, order of events, what happened when, play by play`,
  similar: `similar, similar ones, look alike, looks like, look like, seen before, seen this before, seen it before, something like this`,
  stats: `noisy alarms, noisy alerts, noisiest alarms, top alarms, top alerts, stats, statistics, mttr, mtta, noise, noisy, noisiest, kpi, kpis`,
  report: `report, reports, postmortem, postmortems, post-mortem, post mortem, pdf, markdown, retro, rca doc, rca document, write-up, writeup, write up,
    incident report, correction of error, coe, json`,
  own: `my alarms, my alerts, my incidents, my investigations, assigned to me, do i have, i own`,
  past: `what happened, what's happened, happened last, happened since, happened tonight, happened in, happened between, happened yesterday`,
  scope: `account, accounts, region, regions, switch to, switch account, switch region`,
  chart: `graph, graphs, chart, charts, plot, screenshot, picture`,
  onCall: `on call next week, on call tomorrow, on call this week, on call next, oncall next week, oncall tomorrow, on call, on-call, oncall, next on call, was i paged, you page me, paged me, i paged, do i call, should i call, can i call, to call, do i page, should i page, who's on, rota, rotation, schedule, paged next, shift`,
  missed: `pages overnight, any pages, pages last night, missed, i miss, we miss, was away, while i was away, overnight`,
  handoff: `day shift, night shift, next shift, early shift, late shift, hand it over, hand this over, handoff, hand-off, hand off, handover, hand-over, hand over, take over, takes over, shift change, shift summary, shift notes`,
  routes: `routes, route, routed, routing, which channel, alarms go, alerts go, notifications go, goes where, go where`,
  dropped: `not posted, nothing posted, wasn't posted, weren't posted, didn't post, not notified, no notification, not told, wasn't told, no page, not paged, wasn't paged, wasnt paged,
    wasn't i paged, wasnt i paged, weren't we paged, didn't page, didnt page, not page, never paged`,
  severity: `sev1, sev2, sev3, sev4, sev-1, sev-2, sev-3, sev-4, p1, p2`,
  people: `is responsible, snoozed, closed it, incident commander, is ic, the ic, who acked, acked, acknowledged, assigned, assignee, owner, owns, owned, anyone looking, anybody looking, someone looking,
    who is looking, who's looking, who looks, working on, on this, on it, handling, handles, who has, who took, someone take this, somebody take this, anyone take this, someone take it, somebody take it`,
  again: `look deeper, dig deeper, deeper, again, recheck, re-check, check again, look again, try again, run again, run it again, rerun, re-run, refresh, retry, reinvestigate,
    re-investigate, redo, repeat, reload, another look, new look, fresh look, once more, one more time`,
  compare: `compare, compared, comparison, versus, vs`,
  help: `help, commands, command, how do i, how do you, how do we, how to, how can i, how can you, can i type, you do,
    i do, i ask, i type, i say, i can, you can, usage, manual, man, who are you, are you, documentation, docs, --help, -h, syntax, tutorial, cheatsheet,
    instructions, capabilities, menu`,
  take: `give it to me, give me this, give this to me, assign to me, we're on it, we are on it, i take over, i'm taking over, im taking over, taking over, i'll take over, i am at it, i'm at it, i look at it, i look into it, i check it, i'll take a look, mine, got it, got this, taking, i'll take, take it, take this, claim, i'm on, im on, i am on, on my way, omw, acking, i have it,
    i've got, ack'd, i'm looking, im looking, i am looking, i'll look, let me look, on call for this`,
  end: `can close, can close it, can close this, can be closed, you can close, we can close, to close, close it now, close this now, done, dismiss, false alarm, false positive, ignore, finished, all good, all clear, wontfix, closing, resolving, it's over,
    nevermind, never mind, not an issue, fixed it, it's fixed, it's resolved, i fixed`,
  undo: `undo, take back, take it back, take that back, oops, cancel, my mistake, unaccept, undiscard, didn't mean, wrong button`,
  keep: `remember, fyi, for the record, write down, keep in mind, record, annotate, comment, jot`,
} as const;

/** Short metrics in several words; single words stand in `signal.ts`, because they can also be typed as a command. */
const SIGNALS: Readonly<Record<string, string>> = {
  errors: `errs, err, err rate, 500, 502, 503, 504, http 500, http 502, http 503, http 504, 502s, 503s, 504s, 5xxs, error rate, error rates, failure rate, failures rate, error count, error percentage, success rate, availability, http errors, server errors, 500s, faults`,
  latency: `lat, how slow, how fast, response time, response times, request duration, slowness, speed, latencies, durations`,
  p99: `p99 latency, latency p99, 99th percentile, tail latency`,
  cpu: `cpu usage, cpu utilization, cpu utilisation, cpuutilization, cpu load, processor, cpus`,
  mem: `memory usage, mem usage, ram usage, memory utilization, memory utilisation, memoryutilization, heap`,
  traffic: `request rate, request count, requests per second, requests per minute, volume, throughput, ddos, ddosed, ddossed, qps, rpm, tps, hits, invocations, load`,
  throttles: `throttle, rate limited, rate limiting, rate limits, 429s`,
};

/** Complaints, by the metric that would show them. */
const SYMPTOMS: Readonly<Record<string, string>> = {
  latency: `slow, slower, slowest, sluggish, laggy, lagging, lag, hanging, hangs, hung, stuck, timing out, times out, timeouts, timeout, unresponsive, delayed, taking forever, takes forever`,
  errors: `down, failing, fails, fail, failed, broken, breaks, breaking, erroring, dead, dying, unavailable, unhealthy, degraded, crashing, crashes,
    crashed, throwing, throws, offline, flaky, borked, complaining, complain, can't pay, cant pay, cannot pay, can't login, cant login, can't log in, cant log in, cannot log in, not working, doesn't work, doesnt work, unreachable, sick, melting, exploding`,
  cpu: `overloaded, pegged, maxed out, saturated, hot`,
  mem: `oom, oomkilled, out of memory, leaking, leaks, leak, memory leak`,
};

/** Politeness, articles, pronouns, auxiliaries, and nouns that only say what kind of thing a name is. */
const FILLER = `nope, nah, yep, to be sure, just to be sure, same again, meant, too, as well, instead, can you check, can u check, could you check, please check, i got paged, i just got paged, just got paged, this case, the case, manager, boss, management, take, last, whom, another, after, why not, so far, far, through, a, an, the, this, that, these, those, there, there's, theres, here, it, its, it's, that's, thats, i, i'm, im, me, my, we,
  us, our, you, your, u, ur, they, them, he, she, one, ones, some, any, all, every, each, is, isn't, isnt, are, aren't, was, wasn't, were, be,
  been, being, am, do, does, did, don't, doesn't, didn't, has, have, had, hasn't, haven't, can, can't, could, couldn't, would, will, won't,
  shall, should, may, might, please, pls, plz, kindly, thanks, thank, thx, ty, cheers, hey, hi, hello, yo, gumshoe, bot, buddy, dude, mate,
  man, guys, folks, hmm, uh, um, oh, ah, so, well, right, show, tell, give, get, list, find, fetch, display, check, chk, see, view, look,
  pull, bring, print, let, let's, want, need, wanna, gonna, like, know, wonder, wondering, try, just, only, also, already, af, running, finish, idk, dunno, hour, because, with, ppl, even, really, actually, maybe,
  perhaps, quick, quickly, of, for, on, in, at, from, to, by, with, about, into, per, and, or, but, if, then, than, as, out, off, during,
  within, around, regarding, re, via, what, what's, whats, which, who, who's, whos, when, where, where's, how, how's, hows, much, many, anything,
  something, everything, anyone, anybody, someone, somebody, everyone, people, else, other, new, recent, recently, lately, latest,
  current, currently, now, rn, atm, not, no, yet, ever, since, until, go, got, gets, getting, make, say, said, use, alarm, service, services, component,
  components, app, apps, application, function, lambda, queue, table, database, db, cluster, instance, host, server, endpoint, api,
  thing, things, name, named, called, group, metric, metrics, number, numbers, value, values, data, info,
  details, time, times, occurring, asap, high, higher, low, lower, spiking, spike, spikes, spiked, jump, jumped, rising, increased,
  increase, elevated, dropped, drop, drops, most, top, worst, common, fucking, wtf, damn, hell, lol, team, prod, production, env, side, rate, rates, count,
  total, average, usual, usually, sorry, great, good, nice, cool, think, guess, seem, seems, looks, appear, same, sudden, suddenly, whole, entire,
  quickly, thread, sir, trying, set, paging, pages, gimme, lemme, request, id, gone, our, write, come, yes, back, site, website, system`;

/** Several words are looked up together, up to so many. */
export const LONGEST_PHRASE = 5;

const phrasesIn = (list: string): readonly string[] =>
  list.split(",").map((each) => plain(each.trim().replace(/\s+/g, " ")));

/** Phones and hurry leave apostrophes out: "whats", "im". */
function plain(phrase: string): string {
  return phrase.replaceAll("'", "");
}

/** Later entries win: a word of a topic is no filler. */
const MEANINGS: ReadonlyMap<string, WordMeaning> = new Map<string, WordMeaning>([
  ...phrasesIn(FILLER).map((word) => [word, { type: "filler" }] as const),
  ...Object.entries(SYMPTOMS).flatMap(([signal, list]) =>
    phrasesIn(list).map((word) => [word, { type: "symptom", signal }] as const),
  ),
  ...Object.entries(SIGNALS).flatMap(([signal, list]) =>
    phrasesIn(list).map((word) => [word, { type: "signal", signal }] as const),
  ),
  ...[...signalWords].map(([word, signal]) => [word, { type: "signal", signal }] as const),
  ...topics().flatMap((topic) => phrasesIn(TOPICS[topic]).map((word) => [word, { type: "topic", topic }] as const)),
]);

function topics(): readonly Topic[] {
  return Object.keys(TOPICS).filter((name): name is Topic => Object.hasOwn(TOPICS, name));
}

/** The meaning of one phrase in lower case; undefined if it has none. */
export function meaningOf(phrase: string): WordMeaning | undefined {
  return MEANINGS.get(plain(phrase));
}

/** The meaning of a word with one typing error; undefined where its neighbours mean different things. Short words have too many neighbours. */
export function meaningNear(word: string): WordMeaning | undefined {
  if (word.length < 4 || /\d/.test(word)) return undefined;
  const near = [...MEANINGS].filter(
    ([known]) => known.length >= 4 && Math.abs(known.length - word.length) < 2 && distance(known, word) === 1,
  );
  // A filler is dropped, so only swapped letters are taken for one: "while" is not "whole".
  const sure = near.filter(([known, { type }]) => type !== "filler" || lettersOf(known) === lettersOf(word));
  const found = new Map(sure.map(([, meaning]) => [JSON.stringify(meaning), meaning]));
  const [only] = found.values();
  return found.size === 1 ? only : undefined;
}

function lettersOf(word: string): string {
  return [...word].sort().join("");
}
