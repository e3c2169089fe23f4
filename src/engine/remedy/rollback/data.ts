import { back, look, type Made, type Rollback } from "./rollback.ts";

/** Rollbacks of changes to tables, databases and configuration. */
export const data: Readonly<Record<string, Rollback>> = {
  UpdateTable: (made) => {
    const { tableName, read, write, readBefore, writeBefore, status, billingMode } = made.parameters;
    const onDemand = billingMode === "PAY_PER_REQUEST";
    const undo = onDemand
      ? made.aws("dynamodb update-table", { "table-name": tableName, "billing-mode": billingMode })
      : throughput(made, read, write);
    const changed = onDemand || (read !== undefined && (readBefore !== read || writeBefore !== write));
    const isReversible = changed && status === "UPDATING" && readBefore !== "0";
    const query = "Table.[BillingModeSummary,ProvisionedThroughput,OnDemandThroughput]";
    return (
      (isReversible
        ? back(
            `Back to ${readBefore} read and ${writeBefore} write units`,
            throughput(made, readBefore, writeBefore),
            undo,
          )
        : undefined) ??
      look(
        "The previous setting is unknown",
        "the present one",
        made.aws("dynamodb describe-table", { "table-name": tableName, query }),
      )
    );
  },
  PutParameter: ({ parameters, aws }) => {
    const { name, version, type = "" } = parameters;
    const now = Number(version);
    const history = aws("ssm get-parameter-history", {
      name,
      query: "Parameters[-5:].[Version,LastModifiedDate,Value]",
    });
    // A rollback would not keep the encryption key of a SecureString.
    if (!/^String(List)?$/.test(type) || !(now > 1))
      return look("The previous value is unknown", "its history", history);
    const to = (number: number) => fromVersion(aws, name, number);
    return back(`Back to the value of version ${now - 1}`, to(now - 1), to(now));
  },
  StartDeployment: ({ parameters, aws }) => {
    const { applicationId, environmentId, configurationProfileId, configurationVersion, deploymentStrategyId } =
      parameters;
    const where = { "application-id": applicationId, "environment-id": environmentId };
    const stop = { ...where, "deployment-number": parameters.deploymentNumber, "allow-revert": true as const };
    const again = aws("appconfig start-deployment", {
      ...where,
      "deployment-strategy-id": deploymentStrategyId,
      "configuration-profile-id": configurationProfileId,
      "configuration-version": configurationVersion,
    });
    return back("Back to the configuration before, within 72 hours", aws("appconfig stop-deployment", stop), again);
  },
  ModifyDBInstance: ({ parameters, aws }) => {
    const { dBInstanceIdentifier: instance, classBefore, classPending } = parameters;
    const to = (size: string | undefined) =>
      aws("rds modify-db-instance", {
        "db-instance-identifier": instance,
        "db-instance-class": size,
        "apply-immediately": true,
      });
    const isReversible = classPending !== undefined && classPending !== classBefore;
    const events = { "source-type": "db-instance", "source-identifier": instance, duration: "180" };
    return (
      (isReversible ? back(`Back to ${classBefore}; it restarts`, to(classBefore), to(classPending)) : undefined) ??
      look("The previous setting is unknown", "what happened since", aws("rds describe-events", events))
    );
  },
  ModifyDBParameterGroup: ({ parameters, aws }) => {
    const group = { "db-parameter-group-name": parameters.dBParameterGroupName, source: "user" };
    return look("The previous values are unknown", "the present ones", aws("rds describe-db-parameters", group));
  },
};

function throughput(
  { parameters, aws }: Made,
  reads: string | undefined,
  writes: string | undefined,
): string | undefined {
  if (!/^\d+$/.test(reads ?? "") || !/^\d+$/.test(writes ?? "")) return undefined;
  const units = `ReadCapacityUnits=${reads},WriteCapacityUnits=${writes}`;
  return aws("dynamodb update-table", {
    "table-name": parameters.tableName,
    "billing-mode": "PROVISIONED",
    "provisioned-throughput": units,
  });
}

/** Reads the earlier value from the parameter's history where the command runs: Gumshoe never sees the value. */
function fromVersion(aws: Made["aws"], name: string | undefined, version: number): string | undefined {
  const query = "Parameter.{Name:Name,Type:Type,Value:Value,DataType:DataType}";
  const read = name && aws("ssm get-parameter", { name: `${name}:${version}`, query, output: "json" });
  return read && `${aws("ssm put-parameter", { overwrite: true })} --cli-input-json "$(${read})"`;
}
