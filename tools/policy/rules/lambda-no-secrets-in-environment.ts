import { firstOf, valueAt } from "../properties.ts";
import { resourceRule } from "../rule.ts";
import { looksSecret } from "../secret-names.ts";

export default resourceRule({
  title: "No password or key is written into a function's environment",
  controls: ["CKV_AWS_45"],
  types: ["aws:lambda/function:Function"],
  check({ properties }) {
    const variables = valueAt(properties, "environment.variables");
    if (typeof variables !== "object" || variables === null) return undefined;
    return firstOf(
      ...Object.entries(variables).map(([name, value]) =>
        looksSecret(name, value)
          ? `environment variable "${name}" holds a secret in plain text, expected where the secret is, got a value`
          : undefined,
      ),
    );
  },
  remedy: "keep it in Secrets Manager and hand over its ARN",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
});
