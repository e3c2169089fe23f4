import type { Answered } from "./server.ts";

/** An instance as EC2 describes it. */
export interface ListedInstance {
  readonly id: string;
  readonly zone: string;
  readonly image: string;
  readonly type: string;
}

/** EC2 as one account sees it: its zones' ids by their names, and its instances. */
export interface Ec2Content {
  readonly zones: Readonly<Record<string, string>>;
  readonly instances: readonly ListedInstance[];
}

const nothing: Ec2Content = { zones: {}, instances: [] };
const ec2 = "http://ec2.amazonaws.com/doc/2016-11-15/";

/** EC2 speaks Query and XML. An id that it does not know refuses the whole call. */
export function answerEc2(content: Ec2Content = nothing, operation: string, input: URLSearchParams): Answered {
  switch (operation) {
    case "DescribeAvailabilityZones": {
      const items = Object.entries(content.zones).map(([name, id]) =>
        element("item", element("zoneName", name) + element("zoneId", id)),
      );
      return { xml: response(operation, element("availabilityZoneInfo", items.join(""))) };
    }
    case "DescribeInstances": {
      const ids = [...input].flatMap(([name, value]) => (name.startsWith("InstanceId.") ? [value] : []));
      const unknown = ids.filter((id) => !content.instances.some((each) => each.id === id));
      if (unknown.length > 0) {
        return {
          error: "InvalidInstanceID.NotFound",
          message: `The instance IDs '${unknown.join(", ")}' do not exist`,
        };
      }
      const items = content.instances.filter(({ id }) => ids.includes(id)).map(toItem);
      const reservation = element("item", element("instancesSet", items.join("")));
      return { xml: response(operation, element("reservationSet", reservation)) };
    }
    default:
      return { error: "InvalidAction", message: operation };
  }
}

/** EC2's own way to refuse. */
export function ec2Error(name: string, message: string): string {
  const error = element("Error", element("Code", name) + element("Message", message));
  return element("Response", element("Errors", error) + element("RequestID", "1"));
}

function toItem({ id, zone, image, type }: ListedInstance): string {
  const placement = element("placement", element("availabilityZone", zone));
  return element(
    "item",
    element("instanceId", id) + element("imageId", image) + element("instanceType", type) + placement,
  );
}

function response(operation: string, body: string): string {
  return `<${operation}Response xmlns="${ec2}">${body}</${operation}Response>`;
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
