import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { KubeConfig } from "@kubernetes/client-node";
import { messageOf } from "../../src/errors.ts";
import { ConfigError } from "../../src/process/config.ts";
import { type Api, createApi } from "./api.ts";
import { eksToken, eksUser } from "./eks-token.ts";

/** An API for each context of a kubeconfig, by the context's name; of an EKS cluster's ARN its last part is the name. */
export function apisOf(file: string, now: () => Date): ReadonlyMap<string, Api> {
  const whole = read(file);
  const credentials = fromNodeProviderChain();
  return new Map(
    whole.getContexts().map(({ name }) => {
      const config = read(file);
      config.setCurrentContext(name);
      const eks = eksUser(execArgs(config));
      const token = eks && (() => eksToken(eks.cluster, eks.region, credentials, now()));
      return [name.replace(/^arn:.*:cluster\//, ""), createApi(config, token)] as const;
    }),
  );
}

function read(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new ConfigError(`Cannot start:\n  - CLUSTERS_KUBECONFIG cannot be read: ${messageOf(error)}`);
  }
  return config;
}

/** The arguments of the program that a context's user asks for tokens; none if it asks no program. */
function execArgs(config: KubeConfig): readonly string[] {
  const args: unknown = config.getCurrentUser()?.exec?.args;
  return Array.isArray(args) ? args.map(String) : [];
}
