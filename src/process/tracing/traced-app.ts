import type { App } from "../../app.ts";
import type { Tracer } from "../../tracing/tracer.ts";

/** A trace begins with what arrives. What is stored of a delivery names it, so that whichever replica works it off goes on in it. */
export function tracedApp(app: App, tracer: Tracer): App {
  return {
    ...app,
    receive: (inbound) => tracer.span("command", {}, () => app.receive(inbound)),
    deliver: (...deliveries) =>
      tracer.span("delivery", { deliveries: deliveries.length }, () => {
        const trace = tracer.current();
        return app.deliver(...deliveries.map((each) => (trace === undefined ? each : { ...each, trace })));
      }),
  };
}
