/** A parameter or a resource of the template. */
export const ref = (Ref: string) => ({ Ref });

/** The ARN of a resource of the template. */
export const arnOf = (resource: string) => ({ "Fn::GetAtt": [resource, "Arn"] });

/** A text in which CloudFormation fills in what stands in braces: "{PublicUrl}/sns". `values`: names that are not the template's. */
export function sub(text: string, values?: Readonly<Record<string, string>>): object {
  const written = text.replaceAll(/\{([\w.:]+)\}/g, (_, name: string) => `\${${name}}`);
  return { "Fn::Sub": values === undefined ? written : [written, values] };
}
