import type { Telemetry } from "../../telemetry/ports/ports.ts";
import type { Tracer } from "../../tracing/tracer.ts";

/** What is answered at once, without asking a source. */
const AT_ONCE: ReadonlySet<string> = new Set(["unitOf"]);

/** Times each call of a source, by its port and method; what is asked stays out of the trace. */
export function tracedTelemetry(telemetry: Telemetry, tracer: Tracer): Telemetry {
  return new Proxy(telemetry, {
    get(target, name) {
      const port: unknown = Reflect.get(target, name);
      return typeof port === "object" && port !== null ? tracedPort(String(name), port, tracer) : port;
    },
  });
}

function tracedPort<Port extends object>(name: string, port: Port, tracer: Tracer): Port {
  return new Proxy(port, {
    get(target, member) {
      const method: unknown = Reflect.get(target, member);
      const called = String(member);
      if (typeof method !== "function" || AT_ONCE.has(called)) return method;
      return (...asked: readonly unknown[]) =>
        tracer.span(`source ${name}.${called}`, {}, async () => Reflect.apply(method, target, asked));
    },
  });
}
